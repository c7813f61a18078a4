import Foundation

/// What a script can expect. Each check is told whether it is to hold or, behind `!`, not to hold.
extension ScriptRunner {
    typealias Check = (ScriptRunner) -> ([String], Bool) throws -> Void

    static var checks: [String: Check] {
        [
            "stdout": { runner in { try runner.match($0, in: runner.outcome().outputText, "stdout", $1) } },
            "stderr": { runner in { try runner.match($0, in: runner.outcome().errorText, "stderr", $1) } },
            "grep": grep, "cmp": compare, "exists": exists,
        ]
    }

    func outcome() throws -> Outcome {
        guard let last else { throw ScriptError("no program has run yet") }
        return last
    }

    private func match(_ words: [String], in text: String, _ label: String, _ wanted: Bool) throws {
        let pattern = try one(words)
        let found = try Pattern.firstMatch(pattern, in: text) != nil
        guard found != wanted else { return }
        throw ScriptError(wanted ? "\(label) does not match '\(pattern)'" : "\(label) matches '\(pattern)'")
    }

    private func grep(_ words: [String], _ wanted: Bool) throws {
        let (pattern, name) = try two(words)
        let text = String(decoding: try read(name), as: UTF8.self)
        let found = try Pattern.firstMatch(pattern, in: text) != nil
        guard found != wanted else { return }
        throw ScriptError("\(name) \(wanted ? "does not match" : "matches") '\(pattern)'; it holds:\n\(text)")
    }

    private func compare(_ words: [String], _ wanted: Bool) throws {
        let (first, second) = try two(words)
        let isSame = try read(first) == read(second)
        guard isSame != wanted else { return }
        throw ScriptError("\(first) and \(second) \(wanted ? "differ" : "are the same")")
    }

    private func exists(_ names: [String], _ wanted: Bool) throws {
        guard !names.isEmpty else { throw ScriptError("exists takes names") }
        for name in names where FileManager.default.fileExists(atPath: path(name)) != wanted {
            throw ScriptError("\(name) is \(wanted ? "not there" : "there")")
        }
    }

    // MARK: exact streams

    func outputIs(_ words: [String]) throws {
        try same(try outcome().output, try read(try one(words)), "stdout")
    }

    func errorsAre(_ words: [String]) throws {
        try same(try outcome().errors, try read(try one(words)), "stderr")
    }

    func outputLines(_ lines: [String]) throws {
        try same(try outcome().output, Array(lines.map { $0 + "\n" }.joined().utf8), "stdout")
    }

    func errorLines(_ lines: [String]) throws {
        try same(try outcome().errors, Array(lines.map { $0 + "\n" }.joined().utf8), "stderr")
    }

    private func same(_ actual: [UInt8], _ wanted: [UInt8], _ label: String) throws {
        guard actual != wanted else { return }
        throw ScriptError("\(label) is not what was expected:\n\(String(decoding: wanted, as: UTF8.self))")
    }

    // MARK: JSON

    func json(_ words: [String]) throws {
        let lines = try outcome().outputText.split(separator: "\n", omittingEmptySubsequences: true)
        guard !lines.isEmpty else { throw ScriptError("stdout is empty") }
        let objects = try lines.map { line in
            let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let object = value as? [String: Any] else { throw ScriptError("no JSON object: \(line)") }
            return object
        }
        let wanted = stride(from: 0, to: words.count, by: 2).map {
            (words[$0], words.dropFirst($0 + 1).first)
        }
        let isThere = objects.contains { object in
            wanted.allSatisfy { Self.text(at: $0, in: object) == $1 }
        }
        guard isThere else { throw ScriptError("no line of stdout has \(words.joined(separator: " "))") }
    }

    /// A scalar as JSON writes it, strings bare; arrays of scalars with commas.
    private static func text(at path: String, in object: [String: Any]) -> String? {
        var value: Any = object
        for key in path.split(separator: ".") {
            if let list = value as? [Any], let index = Int(key), list.indices.contains(index) {
                value = list[index]
            } else {
                guard let next = (value as? [String: Any])?[String(key)] else { return nil }
                value = next
            }
        }
        return text(value)
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let list as [Any]: list.map { text($0) ?? "?" }.joined(separator: ",")
        case is NSNull: "null"
        case let number as NSNumber:
            // A JSON true is an NSNumber too; only its Objective-C type tells it from 1.
            String(cString: number.objCType) == "c" ? (number.boolValue ? "true" : "false") : "\(number)"
        default: nil
        }
    }
}
