import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `hold ID…`: lets cases rest, for instance until a register answers.
enum HoldCommand {
    static let verb = Verb(
        "hold", group: GreenBadgeProgram.Group.review, summary: "Let cases rest, with a reason",
        discussion: """
            A case on hold is not approved and not issued; it may still be checked, and be rejected. It goes on at \
            --until, or when somebody says greenbadge resume. Without --reason your editor opens.
            """,
        arguments: [.oneOrMore("ID", "the cases, or a unique beginning of their ids")],
        options: [
            .value("--reason", "TEXT", "why, for the people here; - for standard input; kept sealed"),
            .value("--until", "TIME", "when it goes on by itself: a date means its last second"),
        ],
        examples: ["greenbadge hold A7K-3MB --until 2026-12-01 --reason 'The register is closed until then.'"]
    ) { arguments, context in
        let until = try CaseTime.end(arguments.value("--until"), "--until")
        let reason = try CaseText.read(
            arguments.value("--reason"), guidance: "Why the case rests. Lines with # are left out.", context)
        return try CaseText.keeping(reason, given: arguments.value("--reason"), context) {
            let desk = try ReviewDesk(context)
            let applications = try CaseList.unique(arguments.arguments("ID"), desk)
            try desk.commit(
                applications.map { try desk.store.hold($0.id, reason: reason, until: until) })
            for application in applications { desk.report(application.id, "on hold") }
            return 0
        }
    }
}

/// `resume ID…`: ends a hold.
enum Resume {
    static let verb = Verb(
        "resume", group: GreenBadgeProgram.Group.review, summary: "Go on with cases that are on hold",
        arguments: [.oneOrMore("ID", "the cases, or a unique beginning of their ids")],
        examples: ["greenbadge resume A7K-3MB"]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let applications = try CaseList.unique(arguments.arguments("ID"), desk)
        try desk.commit(applications.map { .resumed($0.id) })
        for application in applications { desk.report(application.id, "resumed") }
        return 0
    }
}

/// The cases that a command line names.
enum CaseList {
    /// A case that is named twice counts once.
    static func unique(_ ids: [String], _ desk: ReviewDesk) throws -> [Application] {
        var seen = Set<ApplicationID>()
        return try ids.map { try desk.store.application($0) }.filter { seen.insert($0.id).inserted }
    }
}

/// Texts about a case that somebody here writes: reasons, questions, findings.
enum CaseText {
    /// Longer texts are letters; they go into a document.
    static let mostBytes = 16 << 10

    /// The text, trimmed and in normalization form C: from the command line, from standard input for `-`, else from the
    /// editor. Read before the registry is locked: people think while they write.
    static func read(_ given: String?, guidance: String, _ context: CommandContext) throws -> String {
        let raw = try context.writtenText(given, guidance: guidance, limit: mostBytes)
        let text = composed(raw)
        guard !text.isEmpty else { throw CommandFailure.negative("an empty text; nothing was done") }
        guard text.utf8.count <= mostBytes else {
            throw CommandFailure.usage("the text has more than \(mostBytes) bytes; attach it as a document")
        }
        return text
    }

    /// Runs `body`; where it is refused, a text that was written in the editor is shown, so that it is not lost.
    static func keeping<Result>(
        _ text: String, given: String?, _ context: CommandContext, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            if given == nil { context.note("Your text was:\n\(visible(text, multiline: true))") }
            throw error
        }
    }

    /// A text as it is signed: in normalization form C, without blanks around it.
    static func composed(_ raw: String) -> String {
        UnicodeText.nfc(String(decoding: trimmed(raw), as: UTF8.self))
    }

    private static func trimmed(_ text: String) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var bytes = Array(text.utf8)[...].drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        return bytes
    }
}

/// Times that a command line gives for a deadline.
enum CaseTime {
    /// A time, or a date, which means its last second.
    static func end(_ text: String?, _ option: String) throws -> Timestamp? {
        guard let text else { return nil }
        if let time = Timestamp(text) { return time }
        guard let day = Timestamp(dateOrTime: text) else {
            throw CommandFailure.usage(
                "\(option): \"\(visible(text))\" is neither a date such as 2026-12-01 nor a time such as 2026-12-01T14:20:00Z"
            )
        }
        return day.adding(seconds: Timestamp.day - 1)
    }
}
