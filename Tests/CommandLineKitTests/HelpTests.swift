import CommandLineKit
import Testing

@Suite struct HelpTests {
    @Test func theProgramListsItsCommandsByGroup() throws {
        #expect(
            try help() == """
                registry 1.2.3: a sample registry

                Usage: registry [options] COMMAND [arguments]

                Start:
                  staff add     Give a person a role
                  staff list    List the people
                  identity      Show who you are
                  identity new  Make a key for a person

                Reviewing:
                  claim  Take applications for review
                  check  Record the outcome of checks

                Badges:
                  revoke  Withdraw a badge for good
                  verify  Verify badge files

                Developers:
                  completion  Print a completion script for a shell
                  help        Explain the program or one command
                  version     Show the version

                Options of every command:
                      --registry DIR  the registry's directory (environment: SAMPLE_REGISTRY)
                      --color WHEN    when to use colours: auto, always or never (default: auto)
                                      (environment: SAMPLE_COLOR)
                      --wait SECONDS  how long to wait for the lock (default: 10)
                      --json          print JSON
                  -q, --quiet         print only results
                  -h, --help          show this help
                      --version       show the version

                Run 'registry help COMMAND' for a command's arguments and examples.

                """)
    }

    @Test func aCommandExplainsItself() throws {
        #expect(
            try help("revoke", "--help") == """
                Usage: registry revoke SERIAL --reason CODE [--out FILE] [--publish]

                Withdraw a badge for good.

                A revoked badge never becomes valid again. Clients learn it with the next
                publish.

                Two forms:
                  registry revoke 1-42 --reason fraud

                Arguments:
                  SERIAL  the badge's serial

                Options:
                      --reason CODE  why: fraud, closed or key-lost (required)
                  -o, --out FILE     where to write the letter
                  -p, --publish      publish at once
                  -h, --help         show this help

                Options of every command (explained by 'registry help'):
                  --registry, --color, --wait, --json, --quiet

                Examples:
                  registry revoke 1-42 --reason fraud --publish

                """)
    }

    @Test func narrowTerminalsGetNarrowLines() throws {
        #expect(
            try help("verify", "-h", width: 50) == """
                Usage: registry verify FILE... --trust DIR
                       (--for ACCOUNT | --any-account)

                Verify badge files.

                Arguments:
                  FILE  the badges, or - for standard input

                Options:
                      --trust DIR    the trust pack (required)
                                     (environment: SAMPLE_TRUST)
                      --for ACCOUNT  the account that showed the
                                     badge
                      --any-account  accept every account
                  -h, --help         show this help

                Options of every command (explained by 'registry
                help'):
                  --registry, --color, --wait, --json, --quiet

                """)
    }

    @Test func aFamilyListsItsMembers() throws {
        #expect(
            try help("help", "staff") == """
                Usage: registry staff COMMAND [arguments]

                Commands:
                  staff add   Give a person a role
                  staff list  List the people

                Run 'registry help staff COMMAND' for a command's arguments and examples.

                """)
    }

    @Test func helpIsFoundInEveryWay() throws {
        let expected = try help("help", "revoke")
        #expect(expected?.hasPrefix("Usage: registry revoke SERIAL --reason CODE") == true)
        #expect(try help("revoke", "-h") == expected)
        #expect(try help("--help", "revoke") == expected)
        #expect(try help("--registry", "staff", "revoke", "--nonsense", "--reason", "--help") == expected)
        #expect(try help("withdraw", "--help") == expected)
        #expect(try help("staff", "add", "-h") == help("help", "staff", "add"))
        #expect(try help("--help") == help())
        #expect(try help("-q", "-h") == help())
        #expect(try help("staff", "--help") == help("help", "staff"))
        #expect(try help("identity", "--help")?.contains("Commands:") == true)
        #expect(
            try help("identity", "new", "--help")?.hasPrefix("Usage: registry identity new [FILE]") == true)
    }

    @Test func helpBehindTwoDashesIsAnArgument() throws {
        #expect(try run("claim", "--", "--help").arguments("ID") == ["--help"])
    }

    @Test func noLineIsWiderThanTheTerminal() throws {
        for command in sample.commands {
            for width in [40, 60, 100] {
                let text = sample.helpText(for: command, width: width)
                // Examples and prepared lines are for pasting and stay whole.
                let lines = text.split(separator: "\n").filter {
                    !$0.hasPrefix("  registry") && !$0.contains("$")
                }
                #expect(
                    lines.allSatisfy { $0.count <= width || $0.hasPrefix("  ") }, "\(command.name) \(width)")
            }
        }
    }
}
