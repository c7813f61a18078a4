import CommandLineKit
import Testing

@Suite struct ParserErrorTests {
    @Test(arguments: [
        ("revok 1", "unknown command revok; did you mean revoke?"),
        ("xyzzy", "unknown command xyzzy"),
        ("ver f", "unknown command ver"), ("veri f", "unknown command veri; did you mean verify?"),
        ("--registry", "--registry needs a value: --registry DIR"),
        ("-q", "no command given"),
        ("staff", "staff needs one of: add, list"),
        ("staff ad", "unknown command staff ad; did you mean staff add?"),
        ("staff remove", "unknown command staff remove; it has add, list"),
        ("revoke 1 --reasn fraud", "unknown option --reasn for revoke; did you mean --reason?"),
        ("revoke 1 --pub", "unknown option --pub for revoke; did you mean --publish?"),
        ("revoke 1 --xyzzy=5", "unknown option --xyzzy for revoke"),
        ("revoke 1 -x", "unknown option -x for revoke"),
        ("--reason fraud revoke 1", "unknown option --reason before the command; put it behind the command"),
        ("--jsn revoke", "unknown option --jsn before the command; did you mean --json?"),
        ("staff list --version", "unknown option --version for staff list"),
        ("revoke 1 --reason", "--reason needs a value: --reason CODE"),
        (
            "revoke 1 --reason --publish",
            "--reason needs a value before --publish; write --reason=--publish if that is the value"
        ),
        ("revoke 1 --publish=yes", "--publish takes no value"),
        ("revoke 1 --publish --push", "--publish is given twice"),
        ("revoke 1 --reason fraud --reason closed", "--reason is given twice, but takes one value"),
        (
            "revoke 1 --reason fruad",
            "--reason: fruad is not one of fraud, closed, key-lost; did you mean fraud?"
        ),
        ("revoke 1 --reason=", "--reason: \"\" is not one of fraud, closed, key-lost"),
        ("revoke --reason fraud", "missing argument SERIAL for revoke"),
        ("revoke 1", "missing option --reason CODE for revoke"),
        (
            "verify f --any-account",
            "missing option --trust DIR for verify; it can also be set as SAMPLE_TRUST"
        ),
        ("revoke 1 2 --reason fraud", "unexpected argument 2 for revoke"),
        ("staff list all", "unexpected argument all for staff list"),
        ("claim", "claim needs ID or --next"),
        ("claim 1 --next", "ID and --next cannot be given together"),
        ("verify f --trust t", "verify needs --for ACCOUNT or --any-account"),
        ("check 1 a=pass --method x", "--method works only together with --evidence"),
        ("check 1", "missing argument CHECK=RESULT for check"),
        ("completion", "missing argument SHELL for completion"),
        ("completion tcsh", "SHELL: tcsh is not one of bash, zsh, fish"),
        ("help revok", "unknown command revok; did you mean revoke?"),
        ("revok --help", "unknown command revok; did you mean revoke?"),
        ("help staff remove", "unknown command staff remove; it has add, list"),
    ])
    func errorsSayWhatIsWrong(line: String, message: String) {
        #expect(problem(line) == message)
    }

    @Test func badValuesOfTheEnvironmentNameTheVariable() {
        #expect(
            problem("staff list", environment: ["SAMPLE_COLOR": "alwys"])
                == "SAMPLE_COLOR (environment): alwys is not one of auto, always, never; did you mean always?"
        )
        #expect(problem("staff list --color never", environment: ["SAMPLE_COLOR": "blue"]) == nil)
    }

    @Test func theTextSaysHowToGetHelp() throws {
        let error = try #require(throws: UsageError.self) { try run("revoke", "1", "--reasn", "x") }
        #expect(error.command == "revoke")
        #expect(error.hint == "did you mean --reason?")
        #expect(
            error.text(program: "registry") == """
                registry: unknown option --reasn for revoke; did you mean --reason?
                Run 'registry help revoke' to see what it takes.

                """)
        let unknown = try #require(throws: UsageError.self) { try run("xyzzy") }
        #expect(
            unknown.text(program: "registry")
                == "registry: unknown command xyzzy\nRun 'registry help' to see what it takes.\n")
    }

    @Test func errorsCannotDriveTheTerminal() throws {
        let error = try #require(throws: UsageError.self) { try run("\u{1b}[2Jqueue") }
        #expect(error.message == #"unknown command "\u{1b}[2Jqueue""#)
        let option = try #require(throws: UsageError.self) { try run("revoke", "--\u{202e}x") }
        #expect(option.message == #"unknown option "--\u{202e}x" for revoke"#)
    }

    @Test func aQuotedTwoWordCommandIsNoCommand() {
        #expect(throws: UsageError("unknown command \"staff list\"")) { try run("staff list") }
    }
}
