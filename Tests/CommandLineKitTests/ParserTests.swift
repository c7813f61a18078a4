import CommandLineKit
import Testing

@Suite struct ParserTests {
    @Test func optionsStandBeforeBetweenAndBehindArguments() throws {
        for line in [
            ["revoke", "--reason", "fraud", "1-42", "--publish"],
            ["revoke", "1-42", "--publish", "--reason=fraud"],
            ["revoke", "--publish", "--reason", "fraud", "1-42"],
            ["revoke", "-p", "--reason", "fraud", "--", "1-42"],
        ] {
            guard case .run(let command, let arguments) = try sample.parse(line) else {
                Issue.record("\(line) runs nothing")
                continue
            }
            #expect(command.name == "revoke")
            #expect(arguments.argument("SERIAL") == "1-42")
            #expect(arguments.value("--reason") == "fraud")
            #expect(arguments.flag("--publish"))
            #expect(!arguments.flag("--json"))
        }
    }

    @Test func globalOptionsStandAnywhere() throws {
        #expect(try run("--registry", "d", "staff", "list").value("--registry") == "d")
        #expect(try run("staff", "--registry=d", "list").value("--registry") == "d")
        #expect(try run("staff", "list", "--registry", "d").value("--registry") == "d")
        #expect(try run("-q", "staff", "list").flag("--quiet"))
    }

    @Test func aFamilyWordCanBeACommandItself() throws {
        #expect(try run("identity").command.name == "identity")
        #expect(try run("identity", "new").command.name == "identity new")
        #expect(try run("identity", "new", "file").argument("FILE") == "file")
        #expect(problem("identity nwe") == "unexpected argument nwe for identity")
    }

    @Test func aDashIsAnArgumentAndTwoDashesEndTheOptions() throws {
        #expect(try run("verify", "-", "--trust", "t", "--any-account").arguments("FILE") == ["-"])
        let parsed = try run("verify", "--trust", "t", "--any-account", "--", "-x", "--json", "--")
        #expect(parsed.arguments("FILE") == ["-x", "--json", "--"])
        #expect(!parsed.flag("--json"))
    }

    @Test func valuesMayBeEmptyDashedAndContainTheSign() throws {
        #expect(try run("verify", "f", "--trust=", "--any-account").value("--trust")?.isEmpty == true)
        #expect(try run("verify", "f", "--trust", "-", "--any-account").value("--trust") == "-")
        #expect(try run("verify", "f", "--trust", "-5", "--any-account").value("--trust") == "-5")
        #expect(try run("verify", "f", "--trust=a=b", "--any-account").value("--trust") == "a=b")
        #expect(try run("verify", "f", "--trust=--x", "--any-account").value("--trust") == "--x")
    }

    @Test func combiningMarksDoNotHideTheSyntax() throws {
        // To Swift, "=" and a combining mark are one character.
        #expect(try run("verify", "f", "--trust=\u{338}x", "--any-account").value("--trust") == "\u{338}x")
        #expect(problem("staff list -\u{301}") == "unknown option \"-\u{301}\" for staff list")
        // The Kelvin sign is canonically equal to the letter.
        #expect(throws: UsageError.self) { try run("staff", "add", "\u{212A}", "--role", "K") }
    }

    @Test func shortOptionsCombineAndTakeValues() throws {
        let apart = try run("revoke", "1", "--reason", "fraud", "-p", "-q", "-o", "x")
        let joined = try run("revoke", "1", "--reason", "fraud", "-pqox")
        for parsed in [apart, joined] {
            #expect(parsed.flag("--publish") && parsed.flag("--quiet"))
            #expect(parsed.value("--out") == "x")
        }
    }

    @Test func repeatableOptionsKeepTheirOrder() throws {
        let parsed = try run("staff", "add", "k", "--role", "admin", "--role=reviewer")
        #expect(parsed.values("--role") == ["admin", "reviewer"])
    }

    @Test func aCommandMayDeclareAGlobalOptionAnew() throws {
        let program = Program(
            name: "p", version: "1", summary: "s",
            globals: [
                .value("--as", "KEY", "who you are", environment: "P_AS"), .flag("--json", "print JSON"),
            ],
            groups: ["all"],
            commands: [
                CommandSpec("go", group: "all", summary: "Go"),
                CommandSpec(
                    "init", group: "all", summary: "Begin",
                    options: [.value("--as", "KEY", "the first people", repeatable: true)]),
            ])
        #expect(program.declarationProblems == [])
        guard case .run(_, let arguments) = try program.parse(["--as", "a", "init", "--as", "b"]),
            case .run(_, let without) = try program.parse(["init"], environment: ["P_AS": "c"])
        else {
            Issue.record("nothing to run")
            return
        }
        #expect(arguments.values("--as") == ["a", "b"])
        #expect(without.values("--as") == [])
        #expect(throws: UsageError.self) { try program.parse(["--as", "a", "go", "--as", "b"]) }
        let begin = try #require(program.command(named: "init"))
        #expect(program.helpText(for: begin, width: 80).contains("  --json\n"))
    }

    @Test func hiddenNamesWork() throws {
        let parsed = try run("withdraw", "1", "--reason", "fraud", "--push")
        #expect(parsed.command.name == "revoke")
        #expect(parsed.flag("--publish"))
    }

    @Test func theEnvironmentFillsInBeforeTheDefault() throws {
        let variables = ["SAMPLE_COLOR": "never", "SAMPLE_REGISTRY": "", "SAMPLE_TRUST": "t"]
        let parsed = try run("verify", "f", "--any-account", environment: variables)
        #expect(parsed.value("--color") == "never")
        #expect(parsed.source(of: "--color") == .environment("SAMPLE_COLOR"))
        #expect(parsed.value("--registry") == nil)
        #expect(parsed.source(of: "--registry") == nil)
        #expect(parsed.value("--trust") == "t")
        #expect(parsed.value("--wait") == "10")
        #expect(parsed.source(of: "--wait") == .defaultValue)
        let typed = try run("verify", "f", "--any-account", "--color", "always", environment: variables)
        #expect(typed.value("--color") == "always")
        #expect(typed.source(of: "--color") == .commandLine)
    }

    @Test func valuesAreReadInTypesOfTheProgram() throws {
        #expect(try run("staff", "list").integer("--wait", in: 0...3600) == 10)
        let parsed = try run("staff", "list", "--wait", "ten")
        #expect(throws: UsageError("--wait: ten is not a whole number from 0 to 3600", command: "staff list"))
        {
            try parsed.integer("--wait", in: 0...3600)
        }
        for text in ["+5", "3601", "-1", "", "1.0"] {
            let parsed = try run("staff", "list", "--wait=\(text)")
            #expect(throws: UsageError.self) { try parsed.integer("--wait", in: 0...3600) }
        }
        let inherited = try run("staff", "list", environment: ["SAMPLE_REGISTRY": "x"])
        #expect(throws: UsageError("SAMPLE_REGISTRY: x is not a number", command: "staff list")) {
            try inherited.value("--registry", expected: "a number", Int.init)
        }
        #expect(try run("claim", "1", "2").arguments("ID", expected: "a number", Int.init) == [1, 2])
    }

    @Test func builtInCommandsAnswerThemselves() throws {
        guard case .version(false) = try sample.parse(["version"]),
            case .version(false) = try sample.parse(["--version"]),
            case .version = try sample.parse(["-q", "--version", "nonsense"])
        else {
            Issue.record("no version")
            return
        }
        #expect(sample.versionText == "registry 1.2.3")
        guard case .completion(let script) = try sample.parse(["completion", "bash"]) else {
            Issue.record("no completion")
            return
        }
        #expect(script.contains("complete -F"))
    }

    @Test func aDeclaredCommandReplacesTheBuiltInOne() throws {
        let program = Program(
            name: "p", version: "1", summary: "s", globals: [], groups: ["all"],
            commands: [CommandSpec("version", group: "all", summary: "Show more")])
        guard case .run(let command, _) = try program.parse(["version"]) else {
            Issue.record("the built-in command answered")
            return
        }
        #expect(command.summary == "Show more")
        #expect(program.commands.filter { $0.name == "version" }.count == 1)
    }

    @Test func aCommandIsADeclarationAndAClosure() throws {
        let command = Command<[String], Int>(
            "count", group: "all", summary: "Count words", arguments: [.zeroOrMore("WORD", "words")]
        ) { arguments, more in arguments.arguments("WORD").count + more.count }
        let program = Program(
            name: "p", version: "1", summary: "s", globals: [], groups: ["all"], commands: [command.spec])
        guard case .run(_, let arguments) = try program.parse(["count", "a", "b"]) else {
            Issue.record("nothing to run")
            return
        }
        #expect(try command.body(arguments, ["c"]) == 3)
    }
}
