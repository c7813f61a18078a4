import CommandLineKit
import Encoding
import Presentation
import Registry
import RegistryStore

/// The statistics for a terminal: short tables, numbers with bars beside them.
struct StatsText {
    private let statistics: Statistics
    private let sample: RecheckSample
    private let context: CommandContext

    init(_ statistics: Statistics, _ sample: RecheckSample, _ context: CommandContext) {
        self.statistics = statistics
        self.sample = sample
        self.context = context
    }

    func print() {
        context.print(
            context.style.dim("\(statistics.period.since) to \(statistics.period.until)"))
        queue()
        flow()
        times()
        bars("Reasons of rejections", statistics.rejections, .red)
        bars("Changes of badges", statistics.statusChanges, .yellow)
        people()
        pairs()
        title("Re-check sample")
        for line in Self.sample(sample) { wrapped(line) }
    }

    /// What is to be said of the sample, a sentence a line.
    static func sample(_ sample: RecheckSample) -> [String] {
        let issued = "\(sample.quarter) issued \(sample.issued) badge\(sample.issued == 1 ? "" : "s")"
        guard sample.issued > 0 else { return ["\(issued): there is nothing to check again."] }
        guard let seed = sample.seed else {
            return [
                "\(issued): the sample is drawn by the first publication after the quarter. greenbadge publish"
            ]
        }
        let badges = sample.badges.map(\.description).joined(separator: ", ")
        return [
            "\(issued); to check again: \(badges).",
            "Drawn by the checkpoint at log size \(seed.size), root \(seed.root).",
        ]
    }

    private func queue() {
        let queue = statistics.queue
        title("Queue: \(queue.length) open")
        guard queue.length > 0 else { return }
        BarList(queue.states.map { ($0.state.rawValue, $0.count) }, .cyan).print(context)
        wrapped(
            "age: median \(DurationText.text(queue.ages.median)), p90 \(DurationText.text(queue.ages.p90)), oldest \(DurationText.text(queue.ages.longest)); waiting for the applicant \(queue.waitingForApplicant), overdue \(queue.overdue)"
        )
        BarList(queue.classes.map { ($0.name, $0.count) }, .yellow).print(context)
    }

    private func flow() {
        title("Cases by \(statistics.step.rawValue)")
        guard !statistics.rows.isEmpty else { return wrapped("none") }
        let names = ["filed", "approved", "rejected", "withdrawn", "issued"]
        var table = Table(
            [.init(statistics.step.rawValue, canShrink: false)]
                + names.map { .init($0, .right, canShrink: false) })
        func cells(_ row: Statistics.Row) -> [Table.Cell] {
            [row.filed, row.approved, row.rejected, row.withdrawn, row.issued].map {
                $0 == 0 ? .init("0", .dim) : .init(String($0))
            }
        }
        for row in statistics.rows { table.add([.init(row.start.dateText)] + cells(row)) }
        table.add([.init("all", .bold)] + cells(statistics.total))
        context.output.write(table.text(width: context.width, style: context.style))
    }

    private func times() {
        title("Time to decision")
        let table = [
            ("from filing", statistics.timeToDecision), ("our part of it", statistics.timeAtWork),
        ].reduce(
            into: Table([
                .init("", canShrink: false), .init("cases", .right, canShrink: false),
                .init("median", .right), .init("p90", .right), .init("longest", .right),
            ])
        ) { table, row in
            table.add([
                .init(row.0), .init(String(row.1.count)), .init(DurationText.text(row.1.median)),
                .init(DurationText.text(row.1.p90)), .init(DurationText.text(row.1.longest)),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
    }

    private func bars(_ name: String, _ counts: [Statistics.Count], _ paint: Style.Paint) {
        title(name)
        if counts.isEmpty { return wrapped("none") }
        BarList(counts.map { ($0.name, $0.count) }, paint).print(context)
    }

    private func people() {
        title("People")
        guard !statistics.people.isEmpty else { return wrapped("nobody decided anything") }
        var table = Table([.init("name"), .init("approvals", .right), .init("rejections", .right)])
        for person in statistics.people {
            table.add([
                .init(person.name), .init(String(person.approvals)), .init(String(person.rejections)),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
    }

    private func pairs() {
        title("Who approved together")
        guard !statistics.pairs.isEmpty else { return wrapped("nobody") }
        var table = Table([
            .init("one"), .init("other"), .init("together", .right, canShrink: false),
            .init("of the one's", .right), .init("of the other's", .right),
        ])
        for pair in statistics.pairs {
            func share(_ side: ApprovalPair.Side) -> Table.Cell {
                .init("\(side.share(pair.cases)) % of \(side.cases)")
            }
            table.add([
                .init(pair.first.name), .init(pair.second.name), .init(String(pair.cases)),
                share(pair.first), share(pair.second),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
    }

    private func title(_ text: String) {
        context.print()
        context.print(context.style.bold(text))
    }

    private func wrapped(_ text: String) {
        for line in TextWrap.lines(visible(text), width: context.width ?? 100_000) { context.print(line) }
    }
}
