import ConformanceKit
import Encoding
import Files

/// The calling convention between `fixtures --check` and a verifier: the arguments of `greenbadge verify`.
struct VerifierCall {
    let item: KitCase
    /// Directory of the kit.
    let kit: String
    /// A file with what the client has kept; nil for a client that has seen nothing.
    let state: String?

    /// What is put behind the verifier's own words.
    var arguments: [String] {
        var words = [FilePath.join(kit, item.badge)]
        for pack in item.packs { words += ["--trust", FilePath.join(kit, pack)] }
        words += item.account.map { ["--for", $0] } ?? ["--any-account"]
        if let name = item.displayName { words += ["--name", name] }
        words += ["--at", "\(item.time)"]
        if let state { words += ["--state", state] }
        if item.mode == .packInclusion { words.append("--pack-mode") }
        return words + ["--json"]
    }
}

/// What a verifier answered.
struct VerifierAnswer {
    /// The verdict and reason, or in words why there are none.
    let verdict: String
    let reason: String
    /// What it would show, as far as it says so.
    private let shown: [(name: String, value: String?)]

    /// How a program that refuses to open a pack ends, as `greenbadge verify` does.
    private static let damaged: Int32 = 4

    init(_ outcome: ChildPool.Outcome) {
        guard let object = Self.object(outcome.output) else {
            (verdict, reason) = Self.silence(outcome)
            shown = []
            return
        }
        reason = object["reason"]?.text ?? "no text \"reason\""
        let isPackError = object["verdict"] == .null && sameBytes(reason, KitExpectation.packError)
        verdict = isPackError ? reason : object["verdict"]?.text ?? "no text \"verdict\""
        shown = ["id", "displayName", "country"].map { ($0, object["badge"]?[$0]?.text) }
    }

    /// One object: strict about what JSON is, not about its spaces.
    private static func object(_ bytes: [UInt8]) -> JSON? {
        guard let value = try? FormDocument.parse(bytes), case .object = value.content else { return nil }
        return value.json
    }

    private static func silence(_ outcome: ChildPool.Outcome) -> (String, String) {
        switch outcome.ending {
        case .exited(damaged) where outcome.output.isEmpty:
            (KitExpectation.packError, KitExpectation.packError)
        case .exited(let code): ("no JSON object", "exit code \(code)")
        case .killed(let signal): ("no JSON object", "killed by signal \(signal)")
        case .timedOut: ("no answer", "its time was over")
        case .notStarted(let code): ("not started", FileError.words(for: code))
        }
    }

    /// What differs from the expectation, in words; nil where nothing does.
    func difference(from expected: KitExpectation) -> String? {
        guard sameBytes(verdict, expected.verdict), sameBytes(reason, expected.reason) else {
            return "\(verdict) (\(reason))"
        }
        guard let badge = expected.badge else { return nil }
        let wanted = [badge.id, badge.displayName, badge.country]
        for (found, wanted) in zip(shown, wanted) {
            if let value = found.value, !sameBytes(value, wanted) {
                return "\(verdict), but \(found.name) \"\(value)\" instead of \"\(wanted)\""
            }
        }
        return nil
    }
}

extension JSON {
    /// A text; nil for every other value.
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
