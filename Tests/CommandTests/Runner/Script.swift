import Foundation

/// One text script: its lines, and the files that it brings along, in the txtar format of Go's testscript.
struct Script: Sendable, CustomStringConvertible {
    /// A line with its number in the file, counted from 1.
    struct Line: Sendable {
        let number: Int
        let text: String
    }

    let path: String
    let lines: [Line]
    /// Path below the script's directory, and content.
    let files: [(name: String, content: String)]

    /// The file's name without its ending: what test reports call the script.
    var description: String {
        String((path.split(separator: "/").last ?? "").split(separator: ".").first ?? "")
    }

    init(text: String, path: String) {
        var lines: [Line] = []
        var files: [(name: String, content: String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if let name = Self.marker(line) {
                files.append((name, ""))
            } else if files.isEmpty {
                lines.append(Line(number: index + 1, text: String(line)))
            } else {
                files[files.count - 1].content += line + "\n"
            }
        }
        // The last line ends in a line feed, behind which the split finds one more, empty piece.
        if text.hasSuffix("\n"), !files.isEmpty { files[files.count - 1].content.removeLast() }
        self.path = path
        self.lines = Self.joined(lines)
        self.files = files
    }

    init(path: String) throws {
        self.init(text: try String(contentsOfFile: path, encoding: .utf8), path: path)
    }

    /// `-- name --` begins a file.
    private static func marker(_ line: Substring) -> String? {
        guard line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 else { return nil }
        return line.dropFirst(3).dropLast(3).trimmingCharacters(in: .whitespaces)
    }

    /// A line that ends in a backslash goes on in the next one.
    private static func joined(_ lines: [Line]) -> [Line] {
        var result: [Line] = []
        var open: Line?
        for line in lines {
            let text = (open?.text ?? "") + line.text
            let number = open?.number ?? line.number
            if text.hasSuffix(" \\") {
                open = Line(number: number, text: String(text.dropLast()))
            } else {
                result.append(Line(number: number, text: text))
                open = nil
            }
        }
        return result + [open].compactMap { $0 }
    }
}

extension Script {
    /// Where the scripts lie, beside this source file's directory.
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scripts").path

    /// Every script, in the order of their names; `GREENBADGE_SCRIPTS=init,staff` picks some while one works on them.
    static let all: [Script] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let wanted = ProcessInfo.processInfo.environment["GREENBADGE_SCRIPTS"]?.split(separator: ",")
        return names.filter { $0.hasSuffix(".txt") }.sorted()
            .filter { name in wanted?.contains { name == "\($0).txt" } ?? true }
            .compactMap { try? Script(path: "\(directory)/\($0)") }
    }()

    /// What `include NAME` reads.
    static func shared(_ name: String) throws -> Script {
        try Script(path: "\(directory)/Shared/\(name).txt")
    }
}
