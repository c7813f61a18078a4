package import CommandLineKit
import CryptoCore
import Encoding
import Files

/// The program: every command that exists, and how one invocation runs.
package enum GreenBadgeProgram {
    package static let version = "0.1.0"
    private static let name = "greenbadge"

    /// The groups of the help, in the order in which a newcomer needs them.
    enum Group {
        static let start = "start"
        static let applicant = "the applicant's side"
        static let intake = "taking in"
        static let review = "reviewing"
        static let badges = "badges"
        static let clients = "clients"
        static let oversight = "oversight"
        static let developers = "developers"
        static let all = [start, applicant, intake, review, badges, clients, oversight, developers]
    }

    static let globals: [OptionSpec] = [
        .value(
            "--registry", "DIR", "the registry (else the nearest parent directory with authority.json)",
            environment: "GREENBADGE_REGISTRY", completion: .directories),
        .value(
            "--as", "KEY", "who acts: a private key file, or the public file of a key in ssh-agent",
            environment: "GREENBADGE_IDENTITY", repeatable: true, completion: .files),
        .value(
            "--passphrase-file", "FILE", "holds the passphrase of your key; the n-th is for the n-th --as",
            environment: "GREENBADGE_PASSPHRASE_FILE", repeatable: true, completion: .files),
        .value(
            "--keys-passphrase-file", "FILE", "holds the passphrase of the authority's keys",
            environment: "GREENBADGE_KEYS_PASSPHRASE_FILE", completion: .files),
        .flag("--json", "print JSON, one object a line"),
        .flag("--dry-run", "check everything, change nothing"),
        .flag("--yes", "do not ask before what cannot be undone"),
        .value("--wait", "SECONDS", "how long to wait for another writer", default: "10"),
        .flag("--quiet", "print results only", short: "-q"),
        .value(
            "--color", "WHEN", "colour the output", choices: ["auto", "always", "never"], default: "auto"),
        .value("--now", "TIME", "pretend that it is this time (test authorities only)"),
    ]

    /// The declaration of it all: parsing, help and completion come from here.
    package static let program = program(of: verbs)

    private static func program(of verbs: [Verb]) -> Program {
        Program(
            name: name, version: version,
            summary: "A registry of verified businesses and the authority for their green badges",
            globals: globals,
            groups: Group.all, commands: verbs.map(\.spec))
    }

    /// Runs one invocation and returns its exit code.
    package static func main() -> Int32 {
        TextOutput.ignoreBrokenPipes()
        let environment = ProcessInput.environment()
        let output = TextOutput(descriptor: 1)
        let errors = TextOutput(descriptor: 2)
        let code: Int32
        do {
            code = try run(try ProcessInput.arguments(), environment, output, errors)
        } catch let error as UsageError {
            errors.write(error.text(program: name))
            code = 2
        } catch {
            let failure = CommandFailure(error)
            // What an applicant wrote may stand in it.
            errors.line("greenbadge: \(visible(failure.message, multiline: true))")
            code = failure.exitCode
        }
        return finish(code, output, errors)
    }

    /// Writes out what is left. What cannot be written is told where that is possible: nobody may take silence for an
    /// answer.
    private static func finish(_ code: Int32, _ output: TextOutput, _ errors: TextOutput) -> Int32 {
        var code = code
        do {
            try output.flush()
        } catch {
            let done = code == 0 ? "; the command itself was carried out" : ""
            errors.line("greenbadge: \(error)\(done)")
            code = 5
        }
        do {
            try errors.flush()
        } catch {
            code = 5
        }
        return code
    }

    private static func run(
        _ arguments: [String], _ environment: [String: String], _ output: TextOutput, _ errors: TextOutput
    ) throws -> Int32 {
        let width = Terminal.width(of: 1, environment: environment)
        if let (verb, parsed) = parseAlone(arguments, environment: environment) {
            Libcrypto.startForVerifying()
            return try perform(verb, parsed, environment, width: width, output, errors)
        }
        switch try program.parse(arguments, environment: environment, width: min(width, 110)) {
        case .help(let text), .completion(let text):
            output.write(text)
            return 0
        case .version(let json):
            output.line(
                json
                    ? JSON.object([
                        .init("name", .string(program.name)), .init("version", .string(program.version)),
                    ]).canonicalText : program.versionText)
            return 0
        case .run(let spec, let parsed):
            return try perform(try verb(spec), parsed, environment, width: width, output, errors)
        }
    }

    /// A command line that begins with `verify` and is right, read without making the declarations of all other
    /// commands: somebody may run it for each of very many badges. Nil for every other line, which the whole program
    /// reads: it knows what was meant.
    static func parseAlone(
        _ arguments: [String], environment: [String: String]
    ) -> (verb: Verb, parsed: ParsedArguments)? {
        guard arguments.first == "verify",
            case .run(_, let parsed)? = try? program(of: [Verify.verb])
                .parse(arguments, environment: environment)
        else { return nil }
        return (Verify.verb, parsed)
    }

    private static func perform(
        _ verb: Verb, _ parsed: ParsedArguments, _ environment: [String: String], width: Int,
        _ output: TextOutput, _ errors: TextOutput
    ) throws -> Int32 {
        try checkGlobals(parsed)
        let isTerminal = Terminal.isTerminal(1)
        let policy = ColorPolicy(rawValue: parsed.value("--color") ?? "auto") ?? .auto
        let context = CommandContext(
            arguments: parsed, environment: environment, fileSystem: PosixFileSystem(), random: .system,
            systemTime: { Timestamp(secondsSince1970: systemSeconds()) }, output: output, errors: errors,
            style: Style(policy: policy, environment: environment, isTerminal: isTerminal),
            errorStyle: Style(
                policy: policy, environment: environment, isTerminal: Terminal.isTerminal(2)),
            width: isTerminal ? width : nil)
        return try verb.body(parsed, context)
    }

    /// Globals are right or wrong whether the command needs them or not.
    private static func checkGlobals(_ parsed: ParsedArguments) throws {
        _ = try parsed.integer("--wait", in: 0...86_400)
    }

    /// Runs a command from within another, with its own arguments and streams and nothing from the environment; for
    /// `quickstart`, which shows real commands.
    static func perform(
        _ arguments: [String], in context: CommandContext, output: TextOutput, errors: TextOutput
    ) throws -> Int32 {
        guard case .run(let spec, let parsed) = try program.parse(arguments) else { return 2 }
        let inner = CommandContext(
            arguments: parsed, environment: [:], fileSystem: context.fileSystem, random: context.random,
            systemTime: context.systemTime, output: output, errors: errors, style: context.style,
            errorStyle: context.errorStyle, width: context.width.map { $0 - 5 })
        return try verb(spec).body(parsed, inner)
    }

    private static func verb(_ spec: CommandSpec) throws(UsageError) -> Verb {
        guard let verb = verbs.first(where: { $0.spec.name == spec.name }) else {
            throw UsageError("unknown command \(spec.name)")
        }
        return verb
    }
}
