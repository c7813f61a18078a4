import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// Which cases `queue` lists and `review` goes through, in which order.
struct QueueSelection {
    /// In which order cases come.
    enum Order: String, CaseIterable {
        /// The oldest first, by when they came in.
        case age
        /// What is due next first, cases with nothing due last.
        case due
        case name
        /// In the order in which a case goes through them, the oldest first in each.
        case state
    }

    static let options: [OptionSpec] = [
        .value(
            "--state", "STATE", "only cases in this state; may be repeated",
            choices: CaseState.allCases.map(\.rawValue), repeatable: true),
        .flag("--mine", "only cases that you have claimed"),
        .value("--country", "CC", "only businesses registered in this country, such as NL"),
        .value(
            "--kind", "KIND",
            "only businesses of this kind: its form, trade or size, such as Airline or small"
        ),
        .flag("--due", "only cases with something due by now: an answer, work, an appeal, the end of a hold"),
        .value("--within", "DAYS", "with --due: due within so many days from now"),
        .flag("--all", "also cases that have ended"),
        .value(
            "--sort", "ORDER", "in this order", choices: Order.allCases.map(\.rawValue),
            default: Order.age.rawValue),
        .value("--limit", "N", "at most so many"),
    ]
    static let rules: [CombinationRule] = [
        .atMostOne(["--state", "--all"]), .requires("--within", "--due"),
    ]

    private let filter: QueueFilter
    private let order: Order
    private let limit: Int?
    /// Only cases with something due within so many seconds; nil for all.
    private let horizon: Int64?
    /// Whether any option narrows the list.
    let isNarrowed: Bool

    /// - Parameter reader: who looks, for `--mine`.
    init(_ arguments: ParsedArguments, reader: () throws -> Person?) throws {
        let named = Set(arguments.values("--state").compactMap(CaseState.init(rawValue:)))
        let open = Set(CaseState.allCases.filter { !$0.isFinal })
        var filter = QueueFilter(states: named.isEmpty ? (arguments.flag("--all") ? nil : open) : named)
        if arguments.flag("--mine") {
            guard let reader = try reader() else {
                throw CommandFailure.usage(
                    "--mine needs to know who you are: --as KEY, or GREENBADGE_IDENTITY, of somebody who works here"
                )
            }
            filter.claimedBy = reader.id
        }
        filter.country = try arguments.value("--country", expected: "the code of a country, such as NL") {
            CountryCodes.typed($0)
        }
        filter.kind = arguments.value("--kind")
        isNarrowed =
            !named.isEmpty || arguments.flag("--all") || arguments.flag("--mine") || filter.country != nil
            || filter.kind != nil || arguments.flag("--due")
        let days = try arguments.integer("--within", in: 0...3_650) ?? 0
        horizon = arguments.flag("--due") ? Int64(days) * Timestamp.day : nil
        self.filter = filter
        order = Order(rawValue: arguments.value("--sort") ?? "") ?? .age
        limit = try arguments.integer("--limit", in: 1...1_000_000)
    }

    /// The cases, and how many more there are than the limit lets through.
    func views(
        in store: RegistryStore, at time: Timestamp, where fits: (Application) -> Bool = { _ in true }
    ) -> (views: [CaseView], left: Int) {
        let views = store.queue(filter, at: time).filter { fits($0.application) }
            .map { CaseView($0.application, store.state, at: time) }
        let sorted = sorted(views.filter(isDue))
        let shown = Array(sorted.prefix(limit ?? sorted.count))
        return (shown, sorted.count - shown.count)
    }

    private func isDue(_ view: CaseView) -> Bool {
        guard let horizon else { return true }
        guard let due = view.nextDue else { return false }
        return due.due <= view.time.adding(seconds: horizon)
    }

    private func sorted(_ views: [CaseView]) -> [CaseView] {
        switch order {
        case .age: views
        case .due: stable(views) { $0.nextDue?.due.seconds ?? .max }
        case .name: stable(views) { UnicodeText.nfc($0.name).lowercased() }
        case .state: stable(views) { CaseState.allCases.firstIndex(of: $0.state) ?? 0 }
        }
    }

    /// Equal keys keep the order in which the cases came in.
    private func stable<Key: Comparable>(_ views: [CaseView], by key: (CaseView) -> Key) -> [CaseView] {
        let keyed = views.enumerated().map { (key: key($0.element), offset: $0.offset, view: $0.element) }
        return keyed.sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }.map(\.view)
    }
}
