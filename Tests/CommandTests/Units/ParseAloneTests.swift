import CommandLineKit
import Testing

@testable import Commands

/// A command line of `verify` that is read without the other commands means what the whole program reads.
@Suite struct ParseAloneTests {
    private static let right = [
        ["verify", "a.badge", "--trust", "pack", "--any-account"],
        ["verify", "--trust=pack", "--for", "tel:+12025550100", "--", "-a.badge", "b.badge"],
        ["verify", "a.badge", "--json", "-q", "--trust", "pack", "--trust", "other", "--now", "2026-01-01"],
        ["verify", "--stdin", "--pack-mode"],
    ]

    @Test(arguments: right)
    func `a right line is read alike`(_ line: [String]) throws {
        let environment = ["GREENBADGE_TRUST": "given"]
        let alone = try #require(GreenBadgeProgram.parseAlone(line, environment: environment)).parsed
        guard
            case .run(let command, let whole) =
                try GreenBadgeProgram.program.parse(line, environment: environment)
        else { throw CommandLineKit.UsageError("no command") }
        #expect(alone.command == command)
        #expect(alone.arguments("FILE") == whole.arguments("FILE"))
        for option in GreenBadgeProgram.program.options(of: command) {
            if option.takesValue {
                #expect(alone.values(option.name) == whole.values(option.name), "\(option.name)")
                #expect(alone.source(of: option.name) == whole.source(of: option.name), "\(option.name)")
            } else {
                #expect(alone.flag(option.name) == whole.flag(option.name), "\(option.name)")
            }
        }
    }

    /// What is wrong, or asks for something else, is the whole program's to answer.
    @Test(arguments: [
        [], ["--json"], ["queue"], ["--json", "verify", "a.badge"], ["verify"], ["verify", "--help"],
        ["verify", "a.badge", "--trust"], ["verify", "a.badge", "--trust", "pack", "--stdin"],
        ["verify", "a.badge", "--trust", "pack", "--nonsense"],
        ["verification", "a.badge", "--trust", "pack"],
    ])
    func `any other line is left to the whole program`(_ line: [String]) {
        #expect(GreenBadgeProgram.parseAlone(line, environment: [:])?.parsed.command == nil)
    }
}
