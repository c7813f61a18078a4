import CommandLineKit
import Encoding
import Registry

/// One case as people are told of it: names instead of numbers, ages instead of times.
struct CaseView {
    let application: Application
    let registry: RegistryState
    let time: Timestamp
    let state: CaseState
    let waiting: Waiting

    init(_ application: Application, _ registry: RegistryState, at time: Timestamp) {
        self.application = application
        self.registry = registry
        self.time = time
        state = registry.state(of: application, at: time)
        waiting = registry.waiting(application, at: time)
    }

    /// The display name; as the applicant wrote it, so not yet safe for a terminal.
    var name: String { application.form?.displayName ?? "(its data key was destroyed or is damaged)" }

    var country: String { application.form?.jurisdiction.country ?? "" }

    func name(of person: PersonID) -> String { registry.people[person]?.name ?? person.description }

    /// Who works on it; nil where the claim lapsed or is of somebody who left.
    var claim: Application.Claim? { registry.claim(of: application, at: time) }

    /// Work that somebody owes the case by a time, the first of it; what merely lapses is not owed.
    var nextDue: DueItem? {
        registry.due(application, at: time).filter { item in
            switch item.what {
            case .answer, .overdue, .appeal, .holdEnds: true
            case .idle, .approvalLapses, .claimLapses, .evidenceEnds, .renewal, .recheck: false
            }
        }.min { $0.due < $1.due }
    }

    /// Names of those who could move the case.
    var waitsOn: [String] {
        switch waiting.on {
        case .applicant: ["the applicant"]
        case .people(let people): people.map(name)
        case .nobody: []
        }
    }

    /// The same for people; a case that nobody here can move says so.
    var waitsOnText: String {
        guard case .people(let people) = waiting.on, people.isEmpty else {
            return waitsOn.joined(separator: ", ")
        }
        return "nobody here"
    }

    /// `inReview, waits for approval 1 of 2 (admin-2, reviewer-1)`.
    var standingText: String {
        guard !waiting.reason.isEmpty else { return state.rawValue }
        return visible("\(state.rawValue), waits for \(waiting.reason) (\(waitsOnText))")
    }

    /// What every JSON object about a case begins with.
    var standing: [JSON.Member] {
        [
            .init("case", .string(application.id.description)),
            .init("state", .string(state.rawValue)),
            .init("revision", .integer(Int64(clamping: application.revision))),
            .init("name", application.form.map { .string($0.displayName) } ?? .null),
            .init("country", application.form.map { .string($0.jurisdiction.country) } ?? .null),
            .init("filed", .string(application.filedAt.description)),
            .init("waitsFor", .string(waiting.reason)),
            .init("waitsOn", .array(waitsOn.map(JSON.string))),
            .init(
                "claim",
                claim.map {
                    .object([
                        .init("by", .string(name(of: $0.by))), .init("since", .string($0.at.description)),
                        .init("until", .string(registry.claimEnd($0).description)),
                    ])
                }
                    ?? .null),
        ]
    }

    /// What is decided on, in one line: name, number, accounts, revision.
    var subject: String {
        guard let form = application.form else {
            return "\(application.id), revision \(application.revision)"
        }
        let accounts = form.accounts.joined(separator: ", ")
        return visible(
            "\(application.id) \"\(form.displayName)\" (\(form.legalName)), \(form.jurisdiction.country) \(form.registrationNumber), \(accounts), revision \(application.revision)"
        )
    }
}

/// Ages for people: `12 min`, `5 h`, `3 d`.
enum Age {
    static func text(from start: Timestamp, to end: Timestamp) -> String {
        let seconds = max(0, end.seconds - start.seconds)
        if seconds < Timestamp.hour { return "\(seconds / Timestamp.minute) min" }
        if seconds < 2 * Timestamp.day { return "\(seconds / Timestamp.hour) h" }
        return "\(seconds / Timestamp.day) d"
    }
}
