import Authority
import CommandLineKit
import Encoding
import Files
import Transparency

/// `audit`: the whole registry from transaction 0, without any key.
enum AuditCommand {
    static let verb = Verb(
        "audit", group: GreenBadgeProgram.Group.oversight,
        summary: "Verify the whole registry from its beginning",
        discussion: """
            Reads every transaction: signatures, order, roles and rules; then the log against every checkpoint that \
            was ever signed, each badge as a client would, each publication rebuilt byte for byte, documents, keys and \
            files. It needs no key and changes nothing. Where something is off it says what and where, goes on, and \
            exits with 1.

            Keep a checkpoint somewhere else (public/checkpoint): --against shows that the log still continues it, so \
            that nobody put back an old copy of everything.
            """,
        options: [
            .value("--against", "FILE", "a checkpoint from before, kept elsewhere", completion: .files)
        ],
        examples: ["greenbadge audit", "greenbadge audit --against checkpoint-of-last-month"]
    ) { arguments, context in
        let against = try arguments.value("--against").map { path in
            (name: path, note: try checkpoint(path, arguments, context))
        }
        let report = try Audit.run(
            try context.registryDirectory(), against: against,
            clock: try context.time(allowingGiven: true),
            fileSystem: context.fileSystem, random: context.random)
        // Whether it is a test authority only the journal says.
        if !report.registryID.isEmpty { _ = try context.time(allowingGiven: report.isTest) }
        if context.wantsJSON { context.print(json(report)) } else { show(report, context) }
        return report.findings.isEmpty ? 0 : 1
    }

    /// What is no checkpoint says nothing about the registry: it is a slip of whoever typed it.
    private static func checkpoint(
        _ path: String, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> [UInt8] {
        let bytes = try context.read(path, limit: SignedNote.maximumBytes)
        do {
            _ = try Checkpoint(text: try SignedNote(parsing: bytes).text)
        } catch {
            throw arguments.usageError(
                "--against: \(quoted(path)) is not a checkpoint, such as public/checkpoint of before")
        }
        return bytes
    }

    private static func show(_ report: AuditReport, _ context: CommandContext) {
        let marks =
            (report.isTest ? "  TEST authority" : "") + (report.isSingleOperator ? "  single operator" : "")
        if !report.registryID.isEmpty {
            context.print("\(visible(report.name))\(context.style.yellow(marks))")
            context.print("registry \(report.registryID)")
        }
        let width = report.counts.map { String($0.count).utf8.count }.max() ?? 0
        for count in report.counts {
            let number = String(count.count)
            let indent = String(repeating: " ", count: width - number.utf8.count + 2)
            context.print("\(indent)\(number)  \(count.label)")
        }
        for notice in report.notices { context.print("note: \(visible(notice))") }
        for finding in report.findings {
            context.print(
                "\(context.style.red("FOUND"))  \(visible(finding.place)): \(visible(finding.what))")
        }
        context.print(conclusion(report, context.style))
    }

    private static func conclusion(_ report: AuditReport, _ style: Style) -> String {
        let count = report.findings.count
        guard count > 0 else {
            let alone = report.isSingleOperator ? "; with one admin nobody checks the checker" : ""
            return style.green("everything is in order") + alone
        }
        let part =
            report.isWhole ? "" : "; the journal's end is not certain, so what depends on it was not checked"
        return style.red("\(count) finding\(count == 1 ? "" : "s")") + part
    }

    private static func json(_ report: AuditReport) -> JSON {
        [
            "registry": .string(report.registryID), "name": .string(report.name),
            "test": .bool(report.isTest), "singleOperator": .bool(report.isSingleOperator),
            "ok": .bool(report.findings.isEmpty), "complete": .bool(report.isWhole),
            "counts": .object(report.counts.map { .init($0.name, .integer(Int64($0.count))) }),
            "notices": .array(report.notices.map(JSON.string)),
            "findings": .array(
                report.findings.map {
                    .object([.init("place", .string($0.place)), .init("what", .string($0.what))])
                }),
        ]
    }
}
