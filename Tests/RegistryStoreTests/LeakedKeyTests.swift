import Authority
import CryptoCore
import Encoding
import Registry
import TestSupport
import Testing

@testable import RegistryStore

/// A key that leaked is never certified again.
@Suite struct LeakedKeyTests {
    private func refusal(_ body: () throws -> Void) -> RuleViolation.Rule? {
        do {
            try body()
        } catch StoreError.rule(let violation) {
            return violation.rule
        } catch {
            return "\(error)".contains("(rule leaked-key)") ? .leakedKey : nil
        }
        return nil
    }

    @Test func neitherFiledNorIssuedAgain() throws {
        let authority = try VirtualAuthority()
        let other = try PrivateKey.named("another business")
        let badge = try authority.issuedBadge()
        // These came in before the key leaked.
        let waiting = try authority.approvedCase(.sample(1))
        let keyless = try authority.file(.sample(2), key: other)
        try authority.setStatus(badge.serial, .revoked, reason: StatusReason.keyCompromise)
        for _ in 0..<2 {
            #expect(refusal { try authority.file(.sample(3)) } == .leakedKey)
            #expect(refusal { try authority.issue([waiting]) } == .leakedKey)
            let content = try #require(authority.state.applications[waiting]?.content.value)
            #expect(
                refusal {
                    let change = try authority.store.contentChange(
                        of: keyless, to: .sample(2), certificationRequest: content.certificationRequest)
                    try authority.append([change], by: "clerk")
                } == .leakedKey)
            // What was folded from the journal knows as much as who wrote it.
            try authority.reopen()
        }
        let application = try #require(authority.state.applications[waiting])
        #expect(authority.store.leakedKey(of: application) == badge.serial)
        try authority.issue([try authority.approvedCase(.sample(4), key: other)])
    }

    @Test func otherReasonsLeaveTheKeyAlone() throws {
        let authority = try VirtualAuthority()
        let badge = try authority.issuedBadge()
        try authority.setStatus(badge.serial, .revoked, reason: 5)
        try authority.issuedBadge(.sample(1))
    }

    @Test func whatIsRefusedLeavesNoTrace() throws {
        let authority = try VirtualAuthority()
        let badge = try authority.issuedBadge()
        let revocation = Event.statusChanged(
            StatusChange(serial: badge.serial, state: .revoked, reason: 1, successor: nil))
        try authority.store.rehearse([revocation], by: .person("issuer"), clock: authority.now)
        #expect(throws: StoreError.self) { try authority.append([revocation, revocation], by: "issuer") }
        #expect(throws: StoreError.self) {
            try authority.store.append(
                [
                    Draft([revocation], by: .person("issuer")),
                    Draft([.claimed(badge.application)], by: .person("reviewer-1")),
                ], clock: authority.now)
        }
        try authority.file(.sample(1))
    }
}
