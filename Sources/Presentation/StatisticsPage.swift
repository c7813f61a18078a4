import Encoding
package import Registry

/// The registry's statistics as one page with pictures.
package struct StatisticsPage {
    private let authority: String
    private let statistics: Statistics
    private let recheck: [String]

    /// - Parameters:
    ///   - authority: its name.
    ///   - recheck: what is to be said of the re-check sample, a paragraph each.
    package init(authority: String, _ statistics: Statistics, recheck: [String]) {
        self.authority = authority
        self.statistics = statistics
        self.recheck = recheck
    }

    /// The whole file.
    package var text: String {
        let sections = [head, queue, flow, times, reasons, people, pairs, sample]
        return HTMLPage.text(title: "Statistics of \(authority)", body: HTML(sections))
    }

    private var head: HTML {
        """
        <h1>Statistics of \(authority)</h1>
        <p class="faint">\(statistics.period.since.description) to \(statistics.period.until.description); the queue as of \(statistics.time.description)</p>
        """
    }

    private var queue: HTML {
        let queue = statistics.queue
        guard queue.length > 0 else { return "<h2>Queue</h2>\n<p>No case is open.</p>" }
        let states = queue.states.map { BarChart.Bar($0.state.rawValue, $0.count) }
        let ages = queue.classes.map { BarChart.Bar($0.name, $0.count, .amber) }
        return """
            <h2>Queue: \(queue.length) open</h2>
            <p>Age: median \(DurationText.text(queue.ages.median)), nine of ten at most \(DurationText.text(queue.ages.p90)), oldest \(DurationText.text(queue.ages.longest)). Waiting for the applicant: \(queue.waitingForApplicant); overdue: \(queue.overdue).</p>
            <h3>By state</h3>
            \(BarChart(title: "Open cases by state", states).svg)
            <h3>By age</h3>
            \(BarChart(title: "Open cases by age", ages).svg)
            """
    }

    private var flow: HTML {
        let rows = statistics.rows
        let chart = ColumnChart(
            title: "Cases in and out, by \(statistics.step.rawValue)", groups: rows.map(\.start.dateText),
            [
                .init("filed", .blue, rows.map(\.filed)), .init("approved", .green, rows.map(\.approved)),
                .init("rejected", .red, rows.map(\.rejected)),
                .init("withdrawn", .grey, rows.map(\.withdrawn)),
            ])
        return """
            <h2>Cases by \(statistics.step.rawValue)</h2>
            \(chart.svg)
            \(PageTable.html([statistics.step.rawValue, "filed", "approved", "rejected", "withdrawn", "badges issued"], rows.map(Self.cells) + [Self.cells(statistics.total, name: "all")]))
            """
    }

    private static func cells(_ row: Statistics.Row) -> [PageTable.Cell] {
        cells(row, name: row.start.dateText)
    }

    private static func cells(_ row: Statistics.Row, name: String) -> [PageTable.Cell] {
        [.text(name)]
            + [row.filed, row.approved, row.rejected, row.withdrawn, row.issued].map(PageTable.Cell.number)
    }

    private var times: HTML {
        let rows = [
            ("from filing to decision", statistics.timeToDecision),
            ("without waiting for the applicant", statistics.timeAtWork),
        ]
        return """
            <h2>Time to decision</h2>
            \(PageTable.html(["", "cases", "median", "nine of ten at most", "longest"], rows.map { name, times in
                [.text(name), .number(times.count), .text(DurationText.text(times.median)), .text(DurationText.text(times.p90)), .text(DurationText.text(times.longest))]
            }))
            """
    }

    private var reasons: HTML {
        let rejected = statistics.rejections.map { BarChart.Bar($0.name, $0.count, .red) }
        let changed = statistics.statusChanges.map { BarChart.Bar($0.name, $0.count, .amber) }
        return """
            <h2>Reasons of rejections</h2>
            \(rejected.isEmpty ? "<p>None.</p>" : BarChart(title: "Rejections by reason", rejected).svg)
            <h2>Changes of badges</h2>
            \(changed.isEmpty ? "<p>None.</p>" : BarChart(title: "Changes of badges by reason", changed).svg)
            """
    }

    private var people: HTML {
        guard !statistics.people.isEmpty else { return "<h2>People</h2>\n<p>Nobody decided anything.</p>" }
        return """
            <h2>People</h2>
            \(PageTable.html(["", "approvals", "rejections"], statistics.people.map {
                [.text($0.name), .number($0.approvals), .number($0.rejections)]
            }))
            """
    }

    private var pairs: HTML {
        guard !statistics.pairs.isEmpty else {
            return "<h2>Who approved together</h2>\n<p>Nobody.</p>"
        }
        let bars = statistics.pairs.map {
            BarChart.Bar("\($0.first.name) + \($0.second.name)", $0.cases, .green)
        }
        return """
            <h2>Who approved together</h2>
            \(BarChart(title: "Approved cases by pair", bars).svg)
            \(PageTable.html(["one", "other", "together", "of the one's", "of the other's"], statistics.pairs.map { pair in
                [.text(pair.first.name), .text(pair.second.name), .number(pair.cases), .text("\(pair.first.share(pair.cases)) % of \(pair.first.cases)"), .text("\(pair.second.share(pair.cases)) % of \(pair.second.cases)")]
            }))
            """
    }

    private var sample: HTML {
        HTML(["<h2>Re-check sample</h2>"] + recheck.map { "<p>\($0)</p>" })
    }
}
