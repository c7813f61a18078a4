/// What Package.swift declares, read from its text: running SwiftPM inside a test would wait for itself.
struct Manifest {
    struct Target {
        let name: String
        let dependencies: Set<String>
        let isExecutable: Bool
    }

    let targets: [Target]
    /// Whether it names another package.
    let hasPackageDependencies: Bool

    private static let makers = [
        "room", "tests", "fuzz", ".target", ".executableTarget", ".testTarget", ".systemLibrary", ".plugin",
        ".macro",
    ]

    init(_ text: String) {
        // Comments may hold anything; literals are needed here, so only whole comment lines are dropped.
        let lines = text.split(separator: "\n").filter { line in
            !(line.drop { $0 == " " }.hasPrefix("//"))
        }
        let source = lines.joined(separator: "\n")
        hasPackageDependencies = source.contains(".package(")
        targets = Self.makers.flatMap { maker in
            Self.calls(of: maker, in: source).compactMap { Self.target($0, maker) }
        }
    }

    subscript(_ name: String) -> Target? { targets.first { $0.name == name } }

    /// The arguments of each call of a function.
    private static func calls(of name: String, in source: String) -> [Substring] {
        var result: [Substring] = []
        var rest = source[...]
        while let range = rest.firstRange(of: "\(name)(") {
            let before = rest[..<range.lowerBound].last
            rest = rest[range.upperBound...]
            // `executableTarget(` ends in `target(`, `func room(` is no call.
            if let before, before.isLetter || before == "." { continue }
            result.append(rest.prefix(balanced(rest)))
        }
        return result
    }

    /// How many characters stand before the closing parenthesis.
    private static func balanced(_ text: Substring) -> Int {
        var depth = 1
        for (offset, character) in text.enumerated() {
            if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
            if depth == 0 { return offset }
        }
        return text.count
    }

    private static func target(_ call: Substring, _ maker: String) -> Target? {
        let literals = Self.literals(call.prefix { $0 != "[" })
        // A call inside a helper function names no target itself.
        guard let name = literals.first, !call.hasPrefix("_ ") else { return nil }
        let list: Substring
        if maker.hasPrefix(".") {
            guard let label = call.firstRange(of: "dependencies: [") else {
                return Target(name: name, dependencies: [], isExecutable: maker == ".executableTarget")
            }
            list = call[label.upperBound...]
        } else {
            list = call.drop { $0 != "[" }.dropFirst()
        }
        // What the helper function adds to each fuzz target.
        let added: Set<String> = maker == "fuzz" ? ["FuzzSupport"] : []
        return Target(
            name: name, dependencies: added.union(Self.literals(list.prefix { $0 != "]" })),
            isExecutable: maker == ".executableTarget")
    }

    /// The string literals of a text without escapes.
    private static func literals(_ text: Substring) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
