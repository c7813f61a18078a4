import CommandLineKit
import Commands
import Testing

/// Help for every command that is declared, as the program shows it.
@Suite struct HelpTests {
    static let commands = GreenBadgeProgram.program.commands.map(\.name)

    @Test(arguments: commands)
    func `every command explains itself, however it is asked`(_ name: String) throws {
        let runner = try ScriptRunner()
        try runner.greenbadge(["help"] + name.split(separator: " ").map(String.init))
        let help = try runner.outcome()
        #expect(help.outputText.hasPrefix("Usage: greenbadge "))
        #expect(help.outputText.contains("\nOptions"))
        #expect(help.errors.isEmpty)
        for option in ["--help", "-h"] {
            try runner.greenbadge(name.split(separator: " ").map(String.init) + [option])
            #expect(try runner.outcome().output == help.output, "\(name) \(option)")
        }
        #expect(help.outputText.split(separator: "\n").allSatisfy { $0.last != " " })
    }

    @Test func `the program's help names every command under its group`() throws {
        let runner = try ScriptRunner()
        try runner.greenbadge(["help"])
        let lines = try runner.outcome().outputText.split(separator: "\n")
        for name in Self.commands {
            #expect(lines.contains { $0.hasPrefix("  \(name) ") }, "\(name)")
        }
    }
}
