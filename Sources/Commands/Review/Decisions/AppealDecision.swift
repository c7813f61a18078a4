import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `appeal uphold ID` and `appeal reverse ID`: the answer to an appeal, by somebody who did not decide.
enum AppealDecision {
    static let uphold = verb(
        "uphold", .uphold, "Decide an appeal: the rejection stands",
        "The business hears why; it cannot appeal again against this rejection.")

    static let reverse = verb(
        "reverse", .reverse, "Decide an appeal: the rejection falls",
        "The case is reviewed again, with all approvals of the policy; the rejection does not count as an attempt."
    )

    private static func verb(
        _ name: String, _ verdict: Decision.Verdict, _ summary: String, _ discussion: String
    ) -> Verb {
        Verb(
            "appeal \(name)", group: GreenBadgeProgram.Group.review, summary: summary,
            discussion: """
                \(discussion) Nobody decides an appeal who decided on the case before, filed it or acts for the \
                business. Without --note your editor opens.
                """,
            arguments: [.required("ID", "the case, or a unique beginning of its id")],
            options: [
                .value("--note", "TEXT", "why, for the letter; - for standard input; kept sealed"),
                .value("--revision", "N", "only if the case is still at this revision"),
            ],
            examples: ["greenbadge appeal \(name) A7K-3MB --note 'The extract shows the old address.'"]
        ) { arguments, context in
            let given = arguments.value("--note")
            let note = try CaseText.read(
                given, guidance: "Why, as the business will read it. Lines with # are left out.", context)
            return try CaseText.keeping(note, given: given, context) {
                try decide(verdict, note: note, context)
            }
        }
    }

    private static func decide(
        _ verdict: Decision.Verdict, note: String, _ context: CommandContext
    ) throws -> Int32 {
        let seen = try Deciding.confirm(verdict, context) {
            "Decide the appeal of \($0): \(outcome(verdict))?"
        }
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(try context.arguments.required("ID"))
        try desk.commit(try events(verdict, note: note, on: application, desk, seen: seen))
        desk.report(application.id, done(verdict))
        LetterCommand.hint(application.id, context)
        return 0
    }

    /// The decision as events, once nothing stands against it.
    static func events(
        _ verdict: Decision.Verdict, note: String, on application: Application, _ desk: ReviewDesk,
        seen: UInt64?
    ) throws -> [Event] {
        try Deciding.check(verdict, on: application, desk, seen: seen)
        return [
            try desk.store.explanation(note, of: application.id),
            try Deciding.event(verdict, on: application, desk),
        ]
    }

    /// What the decision means for the rejection.
    static func outcome(_ verdict: Decision.Verdict) -> String {
        verdict == .uphold ? "the rejection stands" : "the rejection falls"
    }

    static func done(_ verdict: Decision.Verdict) -> String { "appeal decided, \(outcome(verdict))" }
}
