import Encoding

/// The open cases at one moment.
package struct QueueStatistics: Hashable, Sendable {
    /// How many are open.
    package let length: Int
    /// How many stand in each state, in the order of a case's way; states without a case are left out.
    package let states: [State]
    /// From the filing to now.
    package let ages: Durations
    /// How many are how old, the youngest first; every class is there.
    package let classes: [AgeClass]
    /// Those that wait for the applicant.
    package let waitingForApplicant: Int
    /// Those on which nobody here worked for the policy's business days.
    package let overdue: Int

    /// A state with its cases.
    package struct State: Hashable, Sendable {
        /// The state.
        package let state: CaseState
        /// How many.
        package let count: Int
    }

    /// Cases of about the same age.
    package struct AgeClass: Hashable, Sendable {
        /// `under 1 d`, `1-2 d` and so on, in whole days.
        package let name: String
        /// How many.
        package let count: Int
    }

    /// Where each class of ages ends, in days; the last has no end.
    static let limits: [(name: String, days: Int64)] = [
        ("under 1 d", 1), ("1-2 d", 3), ("3-7 d", 8), ("8-14 d", 15), ("15-30 d", 31), ("over 30 d", .max),
    ]

    /// Looks at every case.
    init(_ state: RegistryState, _ cases: [Application], at now: Timestamp) {
        var found: [CaseState: Int] = [:]
        var seconds: [Int64] = []
        var waiting = 0
        var overdue = 0
        for application in cases {
            let standing = state.state(of: application, at: now)
            guard !standing.isFinal else { continue }
            found[standing, default: 0] += 1
            seconds.append(max(0, now.seconds - application.filedAt.seconds))
            if state.waiting(application, at: now).on == .applicant { waiting += 1 }
            let isOverdue = state.due(application, at: now).contains { $0.what == .overdue && $0.due < now }
            if isOverdue { overdue += 1 }
        }
        length = seconds.count
        states = CaseState.allCases.compactMap { state in
            found[state].map { State(state: state, count: $0) }
        }
        ages = Durations(seconds)
        classes = Self.classes(seconds.map { $0 / Timestamp.day })
        waitingForApplicant = waiting
        self.overdue = overdue
    }

    private static func classes(_ days: [Int64]) -> [AgeClass] {
        var counts = [Int](repeating: 0, count: limits.count)
        for day in days {
            if let place = limits.firstIndex(where: { day < $0.days }) { counts[place] += 1 }
        }
        return zip(limits, counts).map { AgeClass(name: $0.name, count: $1) }
    }
}
