import CommandLineKit
import Foundation
import Testing

@Suite struct CompletionTests {
    static func script(_ shell: Shell) -> String { sample.completionScript(for: shell) }

    @Test func bashAcceptsItsScript() throws {
        guard let bash = try bashOrMessage() else { return }
        let result = try output(of: bash, ["-n"], input: Self.script(.bash))
        #expect(result.status == 0)
        #expect(result.text.isEmpty)
    }

    @Test(
        arguments: [
            (
                [""],
                ["staff", "identity", "claim", "check", "revoke", "verify", "completion", "help", "version"]
            ),
            (["re"], ["revoke"]), (["nothing"], []), (["staff", ""], ["add", "list"]),
            (["staff", "a"], ["add"]),
            (["--registry", "staff", "re"], ["revoke"]), (["-q", "staff", "l"], ["list"]),
            (["revoke", "--re"], ["--registry", "--reason"]),
            (["revoke", "--reason", ""], ["fraud", "closed", "key-lost"]),
            (["revoke", "--reason", "k"], ["key-lost"]), (["revoke", "--reason", "=", "f"], ["fraud"]),
            (["revoke", "--reason", "="], ["fraud", "closed", "key-lost"]),
            (["revoke", "1", "--reason", "fraud", "--pu"], ["--publish"]), (["revoke", ""], []),
            (["revoke", "--", "--pu"], []), (["--color", "a"], ["auto", "always"]),
            (["revoke", "--color", "=", "n"], ["never"]), (["staff", "add", "--role", "ad"], ["admin"]),
            (["staff", "add", "k", "--role", "=", "admin", "--ro"], ["--role"]),
            (["completion", ""], ["bash", "zsh", "fish"]), (["completion", "bash", ""], []),
            (["help", "rev"], ["revoke"]),
            (["--ver"], ["--version"]), (["revoke", "--ver"], []), (["identity", "n"], ["new"]),
            (["verify", "--trust", "/usr/bi"], ["/usr/bin"]), (["verify", "a", "b", "/etc/host"], nil),
            (["staff", "add", "/etc/passw"], ["/etc/passwd"]),
        ] as [([String], [String]?)])
    func bashCompletes(words: [String], expected: [String]?) throws {
        guard let bash = try bashOrMessage() else { return }
        let line = (["registry"] + words).map { "'\($0)'" }.joined(separator: " ")
        let program = """
            \(Self.script(.bash))
            COMP_WORDS=(\(line))
            COMP_CWORD=\(words.count)
            _registry || echo failed
            for word in "${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
            """
        let result = try output(of: bash, ["--norc", "-s"], input: program)
        let offered = result.text.split(separator: "\n").map(String.init)
        if let expected {
            #expect(offered.filter { $0 != "/etc/passwd-" } == expected)
        } else {
            #expect(!offered.isEmpty && offered.allSatisfy { $0.hasPrefix("/etc/host") })
        }
    }

    @Test(arguments: [Shell.zsh, .fish]) func otherShellsAcceptTheirScripts(shell: Shell) throws {
        guard let program = try tool(shell.rawValue) else {
            print("skipped: \(shell.rawValue) is not installed")
            return
        }
        let path = NSTemporaryDirectory() + "completion-\(UUID().uuidString).\(shell.rawValue)"
        try Self.script(shell).write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try output(of: program, ["-n", path])
        #expect(result.status == 0)
        #expect(result.text.isEmpty)
    }

    @Test func everyCommandAndOptionIsInEveryScript() {
        for shell in Shell.allCases {
            let script = Self.script(shell)
            for command in sample.commands {
                #expect(script.contains(command.words.last ?? "?"))
                for option in command.options { #expect(script.contains(option.name.dropFirst(2))) }
            }
        }
    }

    @Test func quotesInSummariesAreEscaped() {
        let program = Program(
            name: "p", version: "1", summary: "s", globals: [], groups: ["all"],
            commands: [CommandSpec("go", group: "all", summary: "Take the person's \\ word")])
        #expect(program.completionScript(for: .fish).contains(#"-d 'Take the person\'s \\ word'"#))
        #expect(program.completionScript(for: .zsh).contains(#"'go:Take the person'\''s \ word'"#))
    }

    private func bashOrMessage() throws -> String? {
        let bash = try tool("bash", isRequired: true)
        if bash == nil { print("skipped: bash is not installed") }
        return bash
    }
}
