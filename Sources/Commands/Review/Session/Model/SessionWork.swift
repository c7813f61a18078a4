import CommandLineKit
import Encoding
import Registry

/// What a reviewer has typed and chosen on one case and not yet signed. It outlives going to another case, a refusal, a
/// change of the case, and the session itself (`SessionDrafts`).
struct SessionWork: Hashable {
    /// A text that is being written.
    enum Writing: String, Hashable, CaseIterable {
        /// What is said of the checks in the basket.
        case remark
        /// A question to the applicant.
        case question
        /// What there is to say of a rejection.
        case rejection
        /// What the business reads of a rejection beside its reason.
        case explanation
        /// Why the case rests.
        case hold
        /// Why hits of the screening are harmless.
        case clearance
        /// Why an appeal is decided so.
        case finding
    }

    /// Results that wait for the signature, by check.
    var basket: [String: CheckResult] = [:]
    /// Hashes of the documents that show them.
    var evidence: Set<String> = []
    var texts: [Writing: TextField] = [:]
    /// The reason of a rejection that is being written.
    var reason: String?
    /// Whether the rejection falls by the finding that is being written.
    var reverses = false

    /// A text, empty where none was begun.
    func field(_ writing: Writing) -> TextField {
        texts[writing] ?? TextField(multiline: true, mostBytes: CaseText.mostBytes)
    }

    func text(_ writing: Writing) -> String { texts[writing]?.text ?? "" }

    func isBlank(_ writing: Writing) -> Bool { texts[writing]?.isBlank ?? true }

    /// Whether there is nothing that somebody would miss.
    var isEmpty: Bool { basket.isEmpty && Writing.allCases.allSatisfy(isBlank) }

    /// `3 checks, a question`.
    var summary: String {
        var parts = basket.isEmpty ? [] : ["\(basket.count) check\(basket.count == 1 ? "" : "s")"]
        for writing in Writing.allCases where !isBlank(writing) { parts.append("a \(writing.name)") }
        return parts.joined(separator: ", ")
    }

    /// What is left once this was signed.
    mutating func clear(after act: ReviewAct) {
        switch act {
        case .record:
            basket = [:]
            evidence = []
            texts[.remark] = nil
        case .ask: texts[.question] = nil
        case .clear: texts[.clearance] = nil
        case .hold: texts[.hold] = nil
        case .reject, .approve, .decideAppeal: self = SessionWork()
        case .claim, .release, .resume: break
        }
    }
}

extension SessionWork.Writing {
    /// What people call it.
    var name: String {
        switch self {
        case .remark, .question, .rejection, .clearance, .finding: rawValue
        case .explanation: "text for the letter"
        case .hold: "reason to hold"
        }
    }
}

/// The form in which it is kept, sealed, between sessions.
extension SessionWork {
    var json: JSON {
        .object([
            .init(
                "basket",
                .array(
                    basket.sorted { $0.key < $1.key }.map {
                        ["check": .string($0.key), "result": .string($0.value.rawValue)]
                    })),
            .init("evidence", .array(evidence.sorted().map(JSON.string))),
            .init(
                "texts",
                .array(
                    Writing.allCases.filter { !isBlank($0) }.map {
                        ["kind": .string($0.rawValue), "text": .string(text($0))]
                    })),
            .init("reason", reason.map(JSON.string) ?? .null),
            .init("reverses", .bool(reverses)),
        ])
    }

    init(json: JSON) throws {
        var reader = try ObjectReader(json)
        for item in try reader.array("basket") {
            var row = try ObjectReader(item)
            let (name, result) = (try row.string("check"), try row.string("result"))
            try row.finish()
            basket[name] = CheckResult(rawValue: result)
        }
        evidence = Set(try reader.strings("evidence"))
        for item in try reader.array("texts") {
            var row = try ObjectReader(item)
            let (kind, text) = (try row.string("kind"), try row.string("text"))
            try row.finish()
            guard let writing = Writing(rawValue: kind) else { continue }
            texts[writing] = TextField(text, multiline: true, mostBytes: CaseText.mostBytes)
        }
        reason = try reader.optionalString("reason")
        reverses = try reader.bool("reverses")
        try reader.finish()
    }
}
