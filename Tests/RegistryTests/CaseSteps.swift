import Encoding
import Registry
import TestSupport
import Testing

// The steps of a case that its rules are tested with.
extension Fold {
    /// A case with every check passed by reviewer-1.
    static func checked(
        _ form: ApplicationContent = .sample(), filedBy filer: String = "clerk"
    ) throws -> (fold: Fold, id: ApplicationID) {
        var fold = try Fold()
        let id = try fold.file(form, by: filer)
        try fold.recordChecks(id)
        return (fold, id)
    }

    mutating func reject(_ id: ApplicationID, by name: String) throws(RuleViolation) {
        try apply([.decided(decision(.reject(reason: "lookalike"), on: id), note: [])], by: name)
    }

    mutating func claim(_ id: ApplicationID, by name: String) throws(RuleViolation) {
        try apply([.claimed(id)], by: name)
    }

    mutating func check(
        _ id: ApplicationID, _ check: String, _ result: CheckResult = .pass, waiver: String? = nil,
        by name: String = "reviewer-1"
    ) throws(RuleViolation) {
        try apply([.checksRecorded(id, [record(check, result, waiver: waiver)])], by: name)
    }

    mutating func attach(
        _ id: ApplicationID, type: DocumentType = .pdf, by name: String = "clerk"
    ) throws(RuleViolation) {
        let name1 = Sealed(ciphertext: [], value: Optional("extract.pdf"))
        let document = Document(hash: Fold.id, size: 1, kind: "register-extract", type: type, name: name1)
        try apply([.documentAttached(id, document)], by: name)
    }

    mutating func change(
        _ id: ApplicationID, onBehalf: Bool = false, by name: String = "clerk",
        _ change: (inout ApplicationContent) -> Void
    ) throws(RuleViolation) {
        guard let before = state.applications[id]?.content.value else { return }
        let content = CaseContent(
            form: before.form.with(change), certificationRequest: before.certificationRequest, salt: [])
        try apply(
            [
                .contentChanged(
                    id, content: Sealed(ciphertext: [], value: content), hash: Fold.id, onBehalf: onBehalf)
            ], by: name)
    }

    mutating func ask(_ id: ApplicationID, by name: String = "reviewer-1") throws(RuleViolation) {
        try apply([.asked(id, question: Sealed(ciphertext: [], value: "Which address?"))], by: name)
    }

    mutating func answer(
        _ id: ApplicationID, onBehalf: Bool = false, signed: String? = nil, by name: String = "clerk"
    ) throws(RuleViolation) {
        let answer = Sealed(ciphertext: [], value: Optional("The first."))
        try apply([.answered(id, answer: answer, onBehalf: onBehalf, signed: signed)], by: name)
    }

    func standing(_ id: ApplicationID) -> CaseState? {
        state.applications[id].map { state.state(of: $0, at: now) }
    }

    func approvals(_ id: ApplicationID) -> Int {
        state.applications[id].map { state.countingApprovals(of: $0, at: now).count } ?? 0
    }

    func openChecks(_ id: ApplicationID) -> [String] {
        state.applications[id].map { state.openChecks(of: $0, at: now).map(\.description) } ?? []
    }
}

/// Expects that `body` breaks `rule`, and that the way out names these people and nobody else.
func expectRefused<Result>(
    _ rule: RuleViolation.Rule, by body: @autoclosure () throws -> Result, could names: [String]? = nil,
    _ location: SourceLocation = #_sourceLocation
) {
    let refusal = #expect(throws: RuleViolation.self, sourceLocation: location) { _ = try body() }
    #expect(refusal?.rule == rule, sourceLocation: location)
    guard let names else { return }
    let everybody = [
        "clerk", "reviewer-1", "reviewer-2", "reviewer-3", "issuer", "auditor", "admin-1", "admin-2",
    ]
    let named = everybody.filter { (refusal?.remedy ?? "").contains($0) }
    #expect(named == names, "\(refusal?.description ?? "")", sourceLocation: location)
}
