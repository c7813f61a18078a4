import Encoding
import Registry
import RegistryStore

/// The statistics as one JSON object; lengths of time are seconds.
enum StatsJSON {
    static func json(_ statistics: Statistics, _ sample: RecheckSample) -> JSON {
        [
            "since": time(statistics.period.since), "until": time(statistics.period.until),
            "at": time(statistics.time), "queue": queue(statistics.queue),
            "by": .string(statistics.step.rawValue), "rows": .array(statistics.rows.map(row)),
            "total": row(statistics.total), "timeToDecision": durations(statistics.timeToDecision),
            "timeAtWork": durations(statistics.timeAtWork),
            "rejections": .array(statistics.rejections.map { count($0, "reason") }),
            "statusChanges": .array(statistics.statusChanges.map { count($0, "change") }),
            "people": .array(
                statistics.people.map {
                    [
                        "name": .string($0.name), "approvals": number($0.approvals),
                        "rejections": number($0.rejections),
                    ]
                }),
            "pairs": .array(statistics.pairs.map(pair)), "recheck": recheck(sample),
        ]
    }

    private static func queue(_ queue: QueueStatistics) -> JSON {
        [
            "length": number(queue.length),
            "states": .array(
                queue.states.map { ["state": .string($0.state.rawValue), "count": number($0.count)] }),
            "ages": .array(queue.classes.map { ["age": .string($0.name), "count": number($0.count)] }),
            "age": durations(queue.ages), "waitingForApplicant": number(queue.waitingForApplicant),
            "overdue": number(queue.overdue),
        ]
    }

    private static func row(_ row: Statistics.Row) -> JSON {
        [
            "start": time(row.start), "filed": number(row.filed), "approved": number(row.approved),
            "rejected": number(row.rejected), "withdrawn": number(row.withdrawn),
            "issued": number(row.issued),
        ]
    }

    private static func durations(_ durations: Durations) -> JSON {
        [
            "count": number(durations.count), "median": seconds(durations.median),
            "p90": seconds(durations.p90), "longest": seconds(durations.longest),
        ]
    }

    private static func count(_ count: Statistics.Count, _ name: String) -> JSON {
        .object([.init(name, .string(count.name)), .init("count", number(count.count))])
    }

    private static func pair(_ pair: ApprovalPair) -> JSON {
        func side(_ side: ApprovalPair.Side) -> JSON {
            [
                "name": .string(side.name), "cases": number(side.cases),
                "percent": number(side.share(pair.cases)),
            ]
        }
        return ["together": number(pair.cases), "people": .array([side(pair.first), side(pair.second)])]
    }

    private static func recheck(_ sample: RecheckSample) -> JSON {
        [
            "quarter": .string(sample.quarter), "issued": number(sample.issued),
            "seed": sample.seed.map {
                ["size": .integer(Int64(clamping: $0.size)), "root": .string($0.root)]
            } ?? .null,
            "badges": .array(sample.badges.map { .string($0.description) }),
        ]
    }

    private static func number(_ value: Int) -> JSON { .integer(Int64(value)) }
    private static func seconds(_ value: Int64?) -> JSON { value.map(JSON.integer) ?? .null }
    private static func time(_ time: Timestamp) -> JSON { .string(time.description) }
}
