import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `screen ID…` and `screen --all`: screens cases anew, after a list was imported or the tables changed.
enum Screen {
    static let verb = Verb(
        "screen", group: GreenBadgeProgram.Group.review, summary: "Screen cases anew",
        discussion: """
            apply, answer and attach screen by themselves. This is for open cases after an import or an update of the \
            program: names, identifiers, domains, duplicates, imported lists and extracts as they are now. Hits that \
            are found again keep their numbers and what was said to clear them. Where nothing is new, nothing is \
            recorded. Where hits come or go, approvals given so far no longer count, and who ran it does not clear \
            them.
            """,
        arguments: [.zeroOrMore("ID", "the cases, or a unique beginning of their ids")],
        options: [.flag("--all", "every open case")],
        rules: [.exactlyOne(["ID", "--all"])],
        examples: [
            "greenbadge screen A7K --as reviewer-1.pem", "greenbadge screen --all --as reviewer-1.pem",
        ]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let applications =
            try arguments.flag("--all")
            ? screenable(desk)
            : arguments.arguments("ID").map { try desk.store.application($0) }
        var screening = try ScreeningDesk(desk.store, at: desk.time, isRehearsal: context.isDryRun)
        var events: [Event] = []
        for application in applications {
            guard let content = application.content.value else {
                throw CommandFailure.refused(
                    "\(desk.store.keyLoss(of: application.id)); it cannot be screened")
            }
            let event = try screening.event(
                screening: content.form, request: content.certificationRequest, case: application.id)
            if screening.isNews(event, case: application.id) { events.append(event) }
        }
        if !events.isEmpty { try desk.commit(events) }
        for application in applications { report(application.id, events, desk) }
        return 0
    }

    /// Every open case that a screening may change: under appeal nothing does, and of one whose data key was destroyed
    /// nothing is left to be screened, which must not stop the others.
    private static func screenable(_ desk: ReviewDesk) -> [Application] {
        let open = CaseState.allCases.filter { !$0.isFinal && $0 != .appealed }
        return desk.store.queue(QueueFilter(states: Set(open)), at: desk.time).map(\.application)
            .filter { application in
                if application.content.value == nil {
                    desk.context.note("\(desk.store.keyLoss(of: application.id)); it is not screened")
                }
                return application.content.value != nil && application.badge == nil
            }
    }

    private static func report(_ id: ApplicationID, _ events: [Event], _ desk: ReviewDesk) {
        let record = events.compactMap { event -> ScreeningRecord? in
            guard case .screened(id, let record) = event else { return nil }
            return record
        }.first
        let hits = HitLine.all(in: record ?? desk.state.applications[id]?.screening?.record)
        HitLine.report(hits, for: id.description, desk.context)
        let count = hits.count == 1 ? "1 hit" : "\(hits.count) hits"
        desk.report(
            id, record == nil ? "screened, nothing new" : "screened, \(count)",
            [.init("news", .bool(record != nil)), .init("hits", .array(hits.map(\.json)))])
    }
}
