import Encoding

extension Statistics {
    /// A row for each step of `shown`, with what happened in `period`.
    static func rows(
        _ state: RegistryState, _ cases: [Application], _ outcomes: [CaseOutcome], in period: Period,
        shown: Period, by step: Period.Step
    ) -> [Row] {
        var rows = shown.steps(step).map { Row(start: $0) }
        var places: [Timestamp: Int] = [:]
        for (place, row) in rows.enumerated() { places[row.start] = place }
        func count(_ what: WritableKeyPath<Row, Int>, at time: Timestamp?) {
            guard let time, period.contains(time), let place = places[time.beginning(of: step)] else {
                return
            }
            rows[place][keyPath: what] += 1
        }
        for application in cases {
            count(\.filed, at: application.filedAt)
            count(\.withdrawn, at: application.withdrawnAt)
        }
        for outcome in outcomes { count(outcome.isApproved ? \.approved : \.rejected, at: outcome.at) }
        for badge in state.badges.values where !badge.isUnsigned { count(\.issued, at: badge.loggedAt) }
        return rows
    }

    /// All rows in one.
    static func sum(_ rows: [Row], from start: Timestamp) -> Row {
        rows.reduce(into: Row(start: start)) { sum, row in
            sum.filed += row.filed
            sum.approved += row.approved
            sum.rejected += row.rejected
            sum.withdrawn += row.withdrawn
            sum.issued += row.issued
        }
    }

    /// The decisions of each person who gave one in the period, whatever became of them.
    static func workloads(
        _ state: RegistryState, _ cases: [Application], in period: Period
    ) -> [Workload] {
        var approvals: [PersonID: Int] = [:]
        var rejections: [PersonID: Int] = [:]
        for application in cases {
            for approval in application.approvals where period.contains(approval.at) {
                approvals[approval.by, default: 0] += 1
            }
            if let alone = application.brokenGlass?.decision, period.contains(alone.at) {
                approvals[alone.by, default: 0] += 1
            }
            // One that fell on appeal was somebody's decision all the same; one that stands after it counts once.
            let rejected = application.appeals.map(\.rejection) + [application.rejection].compactMap { $0 }
            for rejection in Set(rejected) where period.contains(rejection.at) {
                rejections[rejection.by, default: 0] += 1
            }
        }
        return Set(approvals.keys).union(rejections.keys).sorted().map { person in
            Workload(
                person: person, name: state.people[person]?.name ?? person.description,
                approvals: approvals[person] ?? 0, rejections: rejections[person] ?? 0)
        }
    }
}
