import CommandLineKit
import Testing

@Suite struct DeclarationTests {
    @Test func aSoundProgramHasNoProblems() {
        #expect(sample.declarationProblems == [])
    }

    @Test func mistakesInDeclarationsAreFound() {
        let program = Program(
            name: "p", version: "1", summary: "s",
            globals: [.flag("--json", "h"), .flag("--json", "h")], groups: ["all"],
            commands: [
                CommandSpec(
                    "go", group: "none", summary: "Go.",
                    arguments: [.zeroOrMore("A", "a"), .required("B", "b"), .required("B", "b")],
                    options: [
                        .value("--json", "X", "h"), .flag("x", "h"), .flag("--y", "h", short: "yy"),
                        .value("--z", "Z", "h", choices: ["a b"], default: "c"),
                        .value("--w", "W", "h", default: "c", required: true),
                    ], rules: [.atMostOne(["--y", "--v"])]),
                CommandSpec("go", group: "all", summary: "Go"),
                CommandSpec("a b c", group: "all", summary: "x"),
            ])
        #expect(
            program.declarationProblems == [
                "the program declares --json twice", "there are two commands go", "go: no group none",
                "go: the summary is one line without a full stop", "go: x is no long option name",
                "go: yy is no short option name",
                "go: the default of --z is not among its choices",
                "go --z: the choice \"a b\" is not a plain word",
                "go: --w is required and has a default", "go declares B twice",
                "go: only the last argument may repeat", "go: B is required behind an optional argument",
                "go: a rule names --v, which is not declared", "go declares --json twice",
                "a b c: a name is one or two words", "a b c declares --json twice",
                "completion declares --json twice", "help declares --json twice",
                "version declares --json twice",
                "--json takes a value in one command and none in another",
            ])
    }
}
