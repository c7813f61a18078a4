import CommandLineKit
import ConformanceKit
import Encoding
import Files

/// `fixtures DIR`: the conformance kit. `fixtures --check DIR --with COMMAND`: another verifier held against it.
enum Fixtures {
    static let verb = Verb(
        "fixtures", group: GreenBadgeProgram.Group.developers,
        summary: "Write badges of every kind with their verdicts, or check a verifier against them",
        discussion: """
            Writes a conformance kit into DIR: badge files, client packs, and a manifest.json with what must come out \
            of each; its README.md explains them. DIR is new, empty, or an older kit, which is replaced as a whole. The \
            kit is signed with the public TEST keys of keys/ (or others without a passphrase, laid out like them), \
            and its authority is always a test authority. The same keys give the same bytes.

            --check runs COMMAND once a case, without a shell, with these arguments behind its own words: BADGE --trust PACK \
            (--for ACCOUNT | --any-account) [--name NAME] --at TIME [--state FILE] [--pack-mode] --json. It must print \
            one JSON object with verdict and reason. Exit 0: it agrees with every case. 1: it differs.
            """,
        arguments: [.optional("DIR", "where the kit is written", completion: .directories)],
        options: [
            .value(
                "--keys", "DIR", "the keys to sign with (default: keys/ here or in a directory above)",
                completion: .directories),
            .value("--check", "DIR", "check a verifier against the kit in DIR", completion: .directories),
            .value("--with", "COMMAND", "the verifier to check, with its own options"),
            .value(
                "--only", "NAME", "check this case, or this group of cases", repeatable: true),
            .value("--jobs", "N", "how many run at a time (default: the processors of this machine)"),
            .value("--time-limit", "SECONDS", "for each case", default: "30"),
        ],
        rules: [
            .exactlyOne(["DIR", "--check"]), .requires("--check", "--with"), .requires("--with", "--check"),
            .requires("--only", "--check"), .requires("--jobs", "--check"),
            .atMostOne(["--keys", "--check"]),
        ],
        examples: [
            "greenbadge fixtures kit",
            "greenbadge fixtures --check kit --with \"greenbadge verify\"",
            "greenbadge fixtures --check kit --with \"python3 my_verifier.py\" --only status --only log",
        ]
    ) { arguments, context in
        if let directory = arguments.value("--check") {
            return try FixturesCheck(directory, context).run()
        }
        try write(to: try arguments.required("DIR"), context)
        return 0
    }

    private static func write(to directory: String, _ context: CommandContext) throws {
        let place = KitPlace(directory, context.fileSystem)
        try place.requireOwn()
        let keys = try KitKeyFiles(context).keys()
        let kit: ConformanceKit
        do {
            kit = try ConformanceKit(keys)
        } catch {
            throw CommandFailure.environment("these keys make no kit: \(error)")
        }
        if context.isDryRun {
            context.note("dry run: nothing was written")
        } else {
            try place.write(kit.files)
        }
        report(kit, directory, context)
    }

    private static func report(_ kit: ConformanceKit, _ directory: String, _ context: CommandContext) {
        let cases = kit.manifest.cases
        let verdicts = (KitExpectation.verdicts).map { verdict in
            (verdict, cases.count { sameBytes($0.expected.verdict, verdict) })
        }
        if context.wantsJSON {
            context.print([
                "directory": .string(directory), "files": .integer(Int64(kit.files.count)),
                "cases": .integer(Int64(cases.count)),
                "verdicts": .object(verdicts.map { .init($0.0, .integer(Int64($0.1))) }),
            ])
            return
        }
        context.print(
            "\(visible(directory)): \(cases.count) cases: "
                + verdicts.map { "\($0.1) \($0.0)" }.joined(separator: ", "))
        let words = "\(ProgramPath.shown()) verify"
        context.note(
            "Check a verifier: \(ProgramPath.shown()) fixtures --check \(ShellWord.quoted(directory)) --with \(ShellWord.quoted(words))"
        )
    }
}
