import Foundation

/// One source file of a target.
struct SourceFile {
    /// Below the repository, such as `Sources/Encoding/Hex.swift`.
    let path: String
    let code: SwiftCode
    /// What it imports: the first word of `import A.B`.
    let imports: [String]

    init(_ path: String, _ text: String) {
        self.path = path
        code = SwiftCode(text)
        imports = code.lines.compactMap(Self.imported)
    }

    /// The target: the folder below Sources or Tests; below Tests/Fuzz, one a folder, with Fuzz before its name. What other
    /// programs compile (CrossChecks) is in none.
    var target: String {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2, parts[1] != "CrossChecks" else { return "" }
        guard parts.count > 3, parts[1] == "Fuzz" else { return parts[1] }
        return parts[2].hasPrefix("Fuzz") ? parts[2] : "Fuzz\(parts[2])"
    }

    private static func imported(_ line: Substring) -> String? {
        guard line.utf8.count > 7, line.contains("import ") else { return nil }
        var words = line.split(separator: " ").map(String.init)
        while let first = words.first, first != "import" {
            let mayPrecede = ["public", "package", "internal", "private", "fileprivate"]
            guard first.hasPrefix("@") || mayPrecede.contains(first) else { return nil }
            words.removeFirst()
        }
        let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        guard let name = words.dropFirst().first(where: { !kinds.contains($0) }) else { return nil }
        return String(name.prefix { $0 != "." })
    }
}

/// The repository.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let sources = files(in: "Sources")
    static let tests = files(in: "Tests")
    static let manifest = (try? String(contentsOfFile: "\(root)/Package.swift", encoding: .utf8)) ?? ""

    /// Swift and C files.
    private static func files(in folder: String) -> [SourceFile] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return paths.sorted().filter { $0.hasSuffix(".swift") || $0.hasSuffix(".h") || $0.hasSuffix(".c") }
            .compactMap { path in
                let text = try? String(contentsOfFile: "\(root)/\(folder)/\(path)", encoding: .utf8)
                return text.map { SourceFile("\(folder)/\(path)", $0) }
            }
    }

    /// The first path components of everything under version control; where git cannot tell, of what lies here.
    static func topLevel() throws -> Set<String> {
        let paths = try gitFiles() ?? FileManager.default.contentsOfDirectory(atPath: root)
        return Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
    }

    private static func gitFiles() -> [String]? {
        let git = Process()
        let pipe = Pipe()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", root, "ls-files", "-z"]
        git.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
        git.standardInput = FileHandle.nullDevice
        git.standardOutput = pipe
        git.standardError = FileHandle.nullDevice
        guard (try? git.run()) != nil else { return nil }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()
        let names = String(decoding: output, as: UTF8.self).split(separator: "\0").map(String.init)
        return git.terminationStatus == 0 && !names.isEmpty ? names : nil
    }
}
