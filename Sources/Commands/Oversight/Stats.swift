import CommandLineKit
import Encoding
import Presentation
import Registry
import RegistryStore

/// `stats`: how the work goes.
enum Stats {
    static let verb = Verb(
        "stats", group: GreenBadgeProgram.Group.oversight,
        summary: "Show queue, times, decisions, reasons and who approves with whom",
        discussion: """
            The queue is as of now; all else counts the period, by default from the first case to now. The time to \
            decision runs from the filing to the rejection or to the approval that completes the quorum. Our part of it leaves out the time in which a question waited for the applicant. The median is \
            the middle one (of two in the middle their mean); p90 is the shortest that nine of ten do not exceed.

            Who approved together shows how often two people were in the quorum of the same case, and what part that is of \
            the cases that each approved. Two who nearly always approve together deserve a look.

            The re-check sample is the self-audit of the last complete quarter: 3 % of the badges that it issued, at least \
            one, drawn by the first checkpoint published after it, so that nobody chooses and everybody draws the same.
            """,
        options: [
            .value("--since", "TIME", "count from then on"),
            .value("--until", "TIME", "count up to then; a date alone means its last second"),
            .value(
                "--by", "STEP", "divide the period into these (else what gives a short table)",
                choices: Period.Step.allCases.map(\.rawValue)),
            .value(
                "--html", "FILE",
                "write a new page with pictures: one file, no scripts; - is standard output",
                completion: .files),
        ],
        rules: [.atMostOne(["--html", "--json"])],
        examples: [
            "greenbadge stats", "greenbadge stats --since 2026-11-01 --until 2026-11-30 --by week",
            "greenbadge stats --html stats.html",
        ]
    ) { arguments, context in
        let chosen = try ReportPeriod(arguments)
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let statistics = Statistics(
            store.state, since: chosen.since, until: chosen.until,
            step: arguments.value("--by").flatMap(Period.Step.init), at: time)
        let sample = RecheckSample(store.state, before: time)
        if let path = arguments.value("--html") {
            let page = StatisticsPage(
                authority: store.state.genesis?.name ?? "", statistics,
                recheck: StatsText.sample(sample))
            try write(page.text, to: path, context)
        } else if context.wantsJSON {
            context.print(StatsJSON.json(statistics, sample))
        } else {
            StatsText(statistics, sample, context).print()
        }
        return 0
    }

    private static func write(_ page: String, to path: String, _ context: CommandContext) throws {
        if path == "-" {
            context.output.write(page)
        } else if context.isDryRun {
            context.note("dry run: \(visible(path)) was not written")
        } else {
            try context.writeNew(path, Array(page.utf8), permissions: 0o600)
            context.note("the page is in \(visible(path))")
        }
    }
}
