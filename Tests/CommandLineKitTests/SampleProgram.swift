import CommandLineKit

/// A small program with every kind of declaration.
let sample = Program(
    name: "registry", version: "1.2.3", summary: "a sample registry",
    globals: [
        .value(
            "--registry", "DIR", "the registry's directory", environment: "SAMPLE_REGISTRY",
            completion: .directories),
        .value(
            "--color", "WHEN", "when to use colours", choices: ["auto", "always", "never"], default: "auto",
            environment: "SAMPLE_COLOR"),
        .value("--wait", "SECONDS", "how long to wait for the lock", default: "10"),
        .flag("--json", "print JSON"),
        .flag("--quiet", "print only results", short: "-q"),
    ],
    groups: ["start", "reviewing", "badges", "developers"],
    commands: [
        CommandSpec(
            "staff add", group: "start", summary: "Give a person a role",
            arguments: [.required("KEY", "the person's public key", completion: .files)],
            options: [
                .value(
                    "--role", "ROLE", "what the person may do", choices: ["reviewer", "admin"],
                    repeatable: true,
                    required: true)
            ]),
        CommandSpec("staff list", group: "start", summary: "List the people"),
        CommandSpec("identity", group: "start", summary: "Show who you are"),
        CommandSpec(
            "identity new", group: "start", summary: "Make a key for a person",
            arguments: [.optional("FILE", "where to write it", completion: .files)]),
        CommandSpec(
            "claim", group: "reviewing", summary: "Take applications for review",
            arguments: [.zeroOrMore("ID", "the applications")],
            options: [.flag("--next", "take the oldest that is free")],
            rules: [.exactlyOne(["ID", "--next"])]),
        CommandSpec(
            "check", group: "reviewing", summary: "Record the outcome of checks",
            arguments: [
                .required("ID", "the application"),
                .oneOrMore("CHECK=RESULT", "a check and pass, fail or skip"),
            ],
            options: [
                .value("--evidence", "FILE", "what proves it", completion: .files),
                .value("--method", "TEXT", "how it was checked"), .value("--note", "TEXT", "a remark"),
                .value("--collected", "DATE", "when the evidence was collected"),
            ], rules: [.requires("--method", "--evidence")]),
        CommandSpec(
            "revoke", group: "badges", summary: "Withdraw a badge for good",
            discussion: """
                A revoked badge never becomes valid again. Clients learn it with the next publish.

                Two forms:
                  registry revoke 1-42 --reason fraud
                """,
            arguments: [.required("SERIAL", "the badge's serial")],
            options: [
                .value(
                    "--reason", "CODE", "why", choices: ["fraud", "closed", "key-lost"], required: true,
                    completion: .none),
                .value("--out", "FILE", "where to write the letter", short: "-o", completion: .files),
                .flag("--publish", "publish at once", short: "-p", aliases: ["--push"]),
            ], examples: ["registry revoke 1-42 --reason fraud --publish"], aliases: ["withdraw"]),
        CommandSpec(
            "verify", group: "badges", summary: "Verify badge files",
            arguments: [.oneOrMore("FILE", "the badges, or - for standard input", completion: .files)],
            options: [
                .value(
                    "--trust", "DIR", "the trust pack", environment: "SAMPLE_TRUST", required: true,
                    completion: .directories),
                .value("--for", "ACCOUNT", "the account that showed the badge"),
                .flag("--any-account", "accept every account"),
            ], rules: [.exactlyOne(["--for", "--any-account"])]),
    ])

/// What a command line came to, for short comparisons.
func run(_ words: String..., environment: [String: String] = [:]) throws(UsageError) -> ParsedArguments {
    guard case .run(_, let arguments) = try sample.parse(words, environment: environment) else {
        throw UsageError("no command to run")
    }
    return arguments
}

/// The error of a command line, in one line; nil if it is fine.
func problem(_ line: String, environment: [String: String] = [:]) -> String? {
    do throws(UsageError) {
        _ = try sample.parse(line.split(separator: " ").map(String.init), environment: environment)
        return nil
    } catch {
        return error.description
    }
}

/// The help a command line shows; nil if it shows none.
func help(_ words: String..., width: Int = 80) throws(UsageError) -> String? {
    guard case .help(let text) = try sample.parse(words, width: width) else { return nil }
    return text
}
