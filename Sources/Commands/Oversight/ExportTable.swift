import Encoding
import Registry
import RegistryStore

/// The rows of an export: members in the order of the columns, and what they are chosen by.
struct ExportTable {
    /// What a table is of.
    enum Kind: String, CaseIterable {
        case cases, badges, decisions

        /// The states by which its rows can be chosen.
        var states: [String] {
            switch self {
            case .cases: CaseState.allCases.map(\.rawValue)
            case .badges: BadgeState.allCases.map(\.name)
            case .decisions: []
            }
        }
    }

    struct Row {
        /// When it was filed, issued or decided.
        let time: Timestamp
        let state: String
        let country: String
        let members: [JSON.Member]
    }

    let columns: [String]
    let rows: [Row]

    init(_ kind: Kind, _ store: RegistryStore, at time: Timestamp, withData: Bool) throws {
        let writer = ExportRows(state: store.state, time: time, withData: withData)
        switch kind {
        case .cases: rows = store.queue(QueueFilter(), at: time).map(writer.row)
        case .badges: rows = store.badges(BadgeFilter()).map(writer.row)
        // From the journal: the state forgets approvals that cannot count any more.
        case .decisions:
            var decisions: [Row] = []
            try store.feed(after: nil) { event in
                decisions += writer.rows(event.entry)
                return true
            }
            rows = decisions
        }
        columns = writer.columns(kind)
    }
}
