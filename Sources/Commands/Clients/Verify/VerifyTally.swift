import BadgeVerifier
import CommandLineKit

/// How many answers of each kind there were: all that is kept of a badge once its answer is written.
struct VerifyTally {
    private(set) var count = 0
    private(set) var exitCode: Int32 = 0
    private var outcomes = Counts<Verdict.Outcome>()
    private var reasons = Counts<ReasonCode>()
    private var unreadable = 0
    private var badLines = 0

    mutating func add(_ answer: VerifyAnswer) {
        count += 1
        exitCode = max(exitCode, answer.exitCode)
        switch answer.kind {
        case .verdict(let outcome, let reason):
            outcomes.add(outcome)
            if reason != .ok { reasons.add(reason) }
        case .unreadable: unreadable += 1
        case .badLine: badLines += 1
        }
    }

    /// `3 files: 1 trusted, 1 untrusted, 1 could not be read`, and in a second line why the others are not trusted.
    ///
    /// - Parameter thing: What was counted, as a word for one.
    func text(of thing: String) -> String {
        var parts = Verdict.Outcome.allCases.compactMap { outcome in
            outcomes.count(outcome).map { "\($0) \(outcome.rawValue)" }
        }
        if unreadable > 0 { parts.append("\(unreadable) could not be read") }
        if badLines > 0 { parts.append("\(badLines) bad line\(badLines == 1 ? "" : "s")") }
        let things = "\(count) \(thing)\(count == 1 ? "" : "s")"
        let first = "\(things): \(parts.isEmpty ? "nothing" : parts.joined(separator: ", "))"
        let why = ReasonCode.allCases.compactMap { reason in
            reasons.count(reason).map { "\(reason.rawValue) \($0)" }
        }
        return why.isEmpty ? first : "\(first)\n  \(why.joined(separator: ", "))"
    }

    /// `  12.3 s, 8130 a second`
    func rate(nanoseconds: UInt64) -> String {
        let tenths = nanoseconds / 100_000_000
        let perSecond = UInt64(count) * 1_000_000_000 / max(1, nanoseconds)
        return "  \(tenths / 10).\(tenths % 10) s, \(perSecond) a second"
    }
}

/// How many there were of each kind. A list and no dictionary, whose type alone would cost a short run more to set up
/// than a few comparisons.
private struct Counts<Kind: Equatable> {
    private var counts: [(kind: Kind, count: Int)] = []

    mutating func add(_ kind: Kind) {
        if let place = counts.firstIndex(where: { $0.kind == kind }) {
            counts[place].count += 1
        } else {
            counts.append((kind, 1))
        }
    }

    /// Nil where there was none.
    func count(_ kind: Kind) -> Int? { counts.first { $0.kind == kind }?.count }
}
