import Encoding
import Foundation

/// The articles of BadgeVerifier.docc and the sources that they speak of, as text.
enum Articles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What stands between two lines of three backquotes.
    struct Block: Equatable {
        /// The word behind the first backquotes; empty where there is none.
        let language: String
        /// Each line with its end.
        let text: String
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Paths below the repository of all files under a folder with an ending.
    static func paths(_ folder: String, _ ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).sorted()
            .filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
    }

    private static let catalog = "Sources/BadgeVerifier/BadgeVerifier.docc"

    /// The text of every page by its file's name.
    static func all() throws -> [(name: String, text: String)] {
        try paths(catalog, ".md").map { ($0.components(separatedBy: "/").last ?? "", try text($0)) }
    }

    static func blocks(_ text: String) -> [Block] {
        let parts = text.components(separatedBy: "\n```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
            let lines = parts[index].components(separatedBy: "\n")
            return Block(
                language: lines[0], text: lines.dropFirst().joined(separator: "\n") + "\n")
        }
    }

    /// The first example of an article about a format that begins so.
    static func example(_ name: String, beginning: String) throws -> String {
        let article = try text("\(catalog)/Formats/\(name).md")
        guard let block = blocks(article).first(where: { $0.text.hasPrefix(beginning) }) else {
            throw Missing(what: "\(name).md has no example that begins with \(beginning)")
        }
        return block.text
    }

    struct Missing: Error { let what: String }
}

/// The bytes of hexadecimal digits with spaces and line ends between.
func hexBytes(_ hex: String) throws -> [UInt8] {
    guard let bytes = Hex.decode(hex.filter { !$0.isWhitespace }) else { throw Articles.Missing(what: hex) }
    return bytes
}
