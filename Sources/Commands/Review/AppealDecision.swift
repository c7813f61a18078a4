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
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(try context.arguments.required("ID"))
        try Deciding.check(verdict, on: application, desk)
        let subject = CaseView(application, desk.state, at: desk.time).subject
        let what = verdict == .uphold ? "the rejection stands" : "the rejection falls"
        try context.confirm("Decide the appeal of \(subject): \(what)?")
        try desk.commit([
            try desk.store.explanation(note, of: application.id),
            try CaseDesk.decide(
                verdict, on: application, store: desk.store, by: desk.actor,
                clock: try context.now(in: desk.store)),
        ])
        desk.report(application.id, "appeal decided, \(what)")
        LetterCommand.hint(application.id, context)
        return 0
    }
}
