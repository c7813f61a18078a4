import Encoding
import Registry
import TestSupport
import Testing

/// What is written for the business, and what the business asks for its badge.
@Suite struct LetterEventTests {
    @Test func anExplanationBelongsToTheDecisionOfItsTransaction() throws {
        var (fold, id) = try Fold.checked()
        let (first, second) = (Sealed(ciphertext: [1], value: "one"), Sealed(ciphertext: [2], value: "two"))
        try fold.apply([.explained(id, text: first)], by: "reviewer-3")
        try fold.apply(
            [
                .explained(id, text: second),
                .decided(fold.decision(.reject(reason: "too-new"), on: id), note: []),
            ], by: "reviewer-1")
        let application = try #require(fold.state.applications[id])
        let rejection = try #require(application.rejection)
        #expect(application.explanation(of: rejection) == "two")
        #expect(throws: Refused(.state)) {
            try refusal { try fold.apply([.explained(id, text: first)], by: "reviewer-1") }
        }
    }

    @Test func whoSpeaksForTheBusinessExplainsNothingToIt() throws {
        var (fold, id) = try Fold.checked(.sample().with { $0.representatives = [Fold.key("reviewer-2")] })
        let text = Sealed(ciphertext: [], value: Optional("one"))
        #expect(throws: Refused(.role)) {
            try refusal { try fold.apply([.explained(id, text: text)], by: "clerk") }
        }
        #expect(throws: Refused(.ownCase)) {
            try refusal { try fold.apply([.explained(id, text: text)], by: "reviewer-2") }
        }
    }

    /// Taking the signed appeal in moves the revision; who had claimed the case before it was rejected may decide still.
    @Test func whoOnceClaimedTheCaseMayDecideItsAppeal() throws {
        var (fold, id) = try Fold.checked()
        try fold.claim(id, by: "reviewer-2")
        try fold.reject(id, by: "reviewer-3")
        try fold.appeal(id, signed: Fold.id)
        try fold.attach(id)
        try fold.decide(.reverse, on: id, by: "reviewer-2")
        #expect(fold.state(of: id) == .inReview)
    }

    @Test func aRequestOfTheBusinessEndsItsBadgeOnceAndIsKept() throws {
        var (fold, id, serial) = try badge()
        let request = fold.revocation(serial)
        try fold.apply([.revocationRequested(id, request), fold.revoked(serial, 1)], by: "issuer")
        let badge = try #require(fold.state.badges[serial])
        #expect(badge.state == .revoked && badge.requests.map(\.request) == [request])
        #expect(badge.isAskedFor(try #require(badge.history.last)))
        #expect(fold.state.applications[id]?.documents.last?.kind == "request-revocation")
        #expect(fold.state.signedFiles[ByteString(request.signed)] == id)
        #expect(throws: Refused(.status)) {
            try refusal { try fold.apply([.revocationRequested(id, request)], by: "issuer") }
        }
    }

    @Test func aRevocationThatNobodyAskedForDoesNotLookLikeOne() throws {
        var (fold, _, serial) = try badge()
        try fold.setStatus(serial, .revoked, reason: 1)
        let badge = try #require(fold.state.badges[serial])
        #expect(!badge.isAskedFor(try #require(badge.history.last)))
    }

    @Test func aRequestIsForThisBadgeForAReasonOfTheBusinessAndNew() throws {
        var (fold, id, serial) = try badge()
        let other = try fold.file(.sample(5), number: 9, signed: Fold.id)
        func refused(
            _ rule: RuleViolation.Rule, _ request: RevocationRequest, of application: ApplicationID? = nil,
            by name: String = "issuer"
        ) {
            #expect(throws: Refused(rule)) {
                var copy = fold
                try refusal {
                    try copy.apply([.revocationRequested(application ?? id, request)], by: name)
                }
            }
        }
        refused(.role, fold.revocation(serial), by: "reviewer-1")
        refused(.role, fold.revocation(serial), by: "clerk")
        refused(.status, fold.revocation(serial), of: other)
        refused(.status, fold.revocation(try #require(BadgeSerial("1-77"))))
        refused(.status, fold.revocation(serial, reason: 9))
        refused(.status, fold.revocation(serial, reason: 6))
        refused(.evidence, fold.revocation(serial, kind: "register-extract"))
        refused(.duplicate, fold.revocation(serial, signed: Fold.id))
    }

    private func badge() throws -> (Fold, ApplicationID, BadgeSerial) {
        var fold = try Fold()
        try fold.openLog()
        let serial = try fold.badge()
        let id = try #require(fold.state.badges[serial]?.logging.application)
        return (fold, id, serial)
    }
}

extension Fold {
    func revocation(
        _ serial: BadgeSerial, reason: UInt8 = 1, kind: String = RevocationRequest.documentKind,
        signed: String = String(repeating: "cd", count: 32)
    ) -> RevocationRequest {
        RevocationRequest(
            serial: serial, reason: reason, signed: signed,
            document: Document(
                hash: String(repeating: "ef", count: 32), size: 1, kind: kind, type: .text,
                name: Sealed(ciphertext: [], value: "r")))
    }

    func revoked(_ serial: BadgeSerial, _ reason: UInt8) -> Event {
        .statusChanged(StatusChange(serial: serial, state: .revoked, reason: reason, successor: nil))
    }
}
