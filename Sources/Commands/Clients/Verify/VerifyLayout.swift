import BadgeVerifier
import CommandLineKit
import Encoding

/// How verdicts are written: for a few files a sheet each, for many a line each, or JSON.
struct VerifyLayout: Sendable {
    enum Form: Sendable {
        case sheets, lines, json
    }

    let form: Form
    let style: Style
    /// Columns of the terminal; nil where the output goes elsewhere.
    let width: Int?
    let now: Timestamp
    let isDryRun: Bool
    /// Several trust files were given, so a line says whose badge it is.
    let namesAuthority: Bool

    /// The answer about a badge that was judged.
    /// - Parameter heading: what stands before the members of the verdict, in JSON.
    func answer(_ verdict: Verdict, file: String, heading: [JSON.Member]) -> VerifyAnswer {
        let output: String
        switch form {
        case .sheets: output = VerdictText(verdict, file: file, now: now).text(width: width, style: style)
        case .lines: output = line(verdict, file)
        case .json:
            guard case .object(let members) = verdict.json else {
                return unreadable(file, .environment("the verdict has no text"), heading: heading)
            }
            output = json(heading + members)
        }
        return VerifyAnswer(
            kind: .verdict(verdict.outcome, verdict.reason), exitCode: verdict.isTrusted ? 0 : 1,
            output: output, message: nil)
    }

    /// The answer about a file that cannot be read.
    func unreadable(_ file: String, _ failure: CommandFailure, heading: [JSON.Member]) -> VerifyAnswer {
        let output =
            switch form {
            case .sheets: ""
            case .lines: row(style.paint("NOT READ", .bold, .red), "NOT READ", file, [])
            case .json: refusal("unreadable", failure.message, heading: heading)
            }
        return VerifyAnswer(
            kind: .unreadable, exitCode: failure.exitCode, output: output,
            message: "greenbadge: \(visible(failure.message))")
    }

    /// An object without verdict: whoever looks at `trusted` alone is still told no.
    func refusal(_ reason: String, _ detail: String, heading: [JSON.Member]) -> String {
        json(
            heading + [
                .init("verdict", .null), .init("trusted", .bool(false)), .init("marketing", .bool(false)),
                .init("reason", .string(reason)), .init("detail", .string(detail)),
            ])
    }

    private func json(_ members: [JSON.Member]) -> String {
        let rehearsal = isDryRun ? [JSON.Member("dryRun", .bool(true))] : []
        return JSON.object(members + rehearsal).canonicalText + "\n"
    }

    // MARK: One line a badge

    /// `TRUSTED TEST       shop.badge  Example Airline (NL 12345678)`
    private func line(_ verdict: Verdict, _ file: String) -> String {
        let word = verdict.outcome.rawValue.uppercased()
        let test = verdict.isTest ? " TEST" : ""
        let painted = style.paint(word, .bold, verdict.outcome.paint) + style.paint(test, .bold, .yellow)
        var facts: [String] = verdict.isTrusted ? [] : [verdict.reason.rawValue]
        if let badge = verdict.badge {
            facts.append("\(badge.displayName) (\(badge.country) \(badge.registrationNumber))")
        }
        if namesAuthority { facts.append("by \(verdict.authority ?? "none of the authorities given")") }
        return row(painted, word + test, file, facts)
    }

    private func row(_ painted: String, _ plain: String, _ file: String, _ facts: [String]) -> String {
        // As wide as the longest word: UNDETERMINED TEST.
        let space = String(repeating: " ", count: max(0, 17 - plain.count))
        return ([painted + space, visible(file)] + facts.map { visible($0) }).joined(separator: "  ") + "\n"
    }
}

extension Verdict.Outcome {
    /// The colour of the word.
    var paint: Style.Paint {
        switch self {
        case .trusted: .green
        case .limited: .yellow
        case .undetermined: .dim
        case .untrusted: .red
        }
    }
}
