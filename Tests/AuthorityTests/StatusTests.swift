import Authority
import BadgeVerifier
import Encoding
import Registry
import RegistryStore
import Testing
import TestSupport

/// What clients are told, with the pack that they happen to have.
@Suite struct StatusTests {
    let authority: VirtualAuthority
    /// From before anything was issued.
    let before: ClientPack
    let badge: Issuance.Issued

    init() throws {
        authority = try VirtualAuthority()
        before = try authority.pack()
        authority.wait(hours: 1)
        badge = try authority.issuedBadge()
    }

    @Test func aNewBadgeIsGreenWithAnOldPack() throws {
        let verdict = try authority.verdict(badge.file, with: before, for: .account("tel:+12025550100"))
        #expect(verdict.outcome == .trusted && verdict.reason == .ok, "\(verdict.detail)")
        #expect(verdict.isTest)
        #expect(
            try authority.verdict(badge.file, with: before, for: .account("tel:+12025550101")).reason
                == .accountMismatch)
        // Its own staple ends with the status period; then it is grey, not red.
        authority.wait(days: 7)
        #expect(try authority.verdict(badge.file, with: before).outcome == .trusted)
        authority.wait(minutes: 1)
        #expect(try authority.verdict(badge.file, with: before).outcome == .undetermined)
        try authority.publish()
        #expect(try authority.verdict(badge.file).outcome == .trusted)
    }

    @Test func suspendedAndReinstated() throws {
        try authority.setStatus(badge.serial, .suspended, reason: 6, by: "reviewer-3")
        #expect(
            try authority.verdict(badge.file).outcome == .trusted,
            "clients learn it with the next publication")
        authority.wait(minutes: 1)
        try authority.publish()
        let suspended = try authority.pack()
        #expect(try authority.verdict(badge.file).reason == .suspended)
        // Stale does not mean free.
        authority.wait(days: 30)
        #expect(try authority.verdict(badge.file, with: suspended).outcome == .untrusted)
        try authority.publish()
        // The quorum, completed by somebody else than who suspended it.
        #expect(try !authority.reinstate(badge.serial, by: "reviewer-1"))
        refusal(3) { try authority.reinstate(badge.serial, by: "reviewer-1") }
        refusal(3) { try authority.reinstate(badge.serial, by: "reviewer-3") }
        refusal(3) { try authority.reinstate(badge.serial, by: "issuer") }
        refusal(3) { try authority.setStatus(badge.serial, .good) }
        #expect(try authority.reinstate(badge.serial, by: "reviewer-2"))
        try authority.publish()
        #expect(try authority.verdict(badge.file).outcome == .trusted)
        try authority.audit()
    }

    @Test func revokedIsFinal() throws {
        try authority.setStatus(badge.serial, .revoked, reason: 1)
        try authority.publish()
        let pack = try authority.pack()
        #expect(try authority.verdict(badge.file).reason == .revoked)
        refusal(3) { try authority.reinstate(badge.serial, by: "reviewer-1") }
        refusal(3) { try authority.setStatus(badge.serial, .good) }
        refusal(3) { try authority.setStatus(badge.serial, .suspended, reason: 6) }
        authority.wait(days: 300)
        #expect(try authority.verdict(badge.file, with: pack).reason == .revoked)
        try authority.publish()
        #expect(try authority.verdict(badge.file).reason == .revoked, "it never leaves the snapshot")
        try authority.audit()
    }

    @Test func limitedIsGreenWithoutMarketing() throws {
        try authority.setStatus(badge.serial, .limited, reason: 9)
        try authority.publish()
        let verdict = try authority.verdict(badge.file)
        #expect(verdict.outcome == .limited && verdict.isTrusted && !verdict.marketingAllowed)
    }

    @Test func supersededNamesItsSuccessorInTheLog() throws {
        let next = try authority.issuedBadge(.sample().with { $0.website = "https://airways.example" })
        try authority.setStatus(badge.serial, .superseded, reason: 4, successor: next.serial)
        try authority.publish()
        #expect(try authority.verdict(badge.file).reason == .superseded)
        #expect(try authority.verdict(next.file).outcome == .trusted)
        let change = StatusChange(serial: badge.serial, state: .superseded, reason: 4, successor: next.serial)
        #expect(authority.store.records[1]?.contains(.status(change, time: authority.now)) == true)
        refusal(3) { try authority.setStatus(next.serial, .superseded, reason: 4, successor: next.serial) }
    }

    /// RFC 5280: only a hold can be taken off a list again, so a suspension is one whatever it is for.
    @Test(arguments: [UInt8(5), 6, 9])
    func aSuspensionIsAHoldInTheRevocationList(_ reason: UInt8) throws {
        try authority.setStatus(badge.serial, .suspended, reason: reason)
        try authority.publish()
        let entries = try RevocationEntries(der: try authority.published("issuing-1.crl"))
        #expect(entries.reasons == [badge.serial.value: StatusReason.hold])
        try authority.reinstate(badge.serial, by: "reviewer-1")
        try authority.reinstate(badge.serial, by: "reviewer-2")
        try authority.publish()
        #expect(try RevocationEntries(der: try authority.published("issuing-1.crl")).reasons.isEmpty)
        try authority.setStatus(badge.serial, .revoked, reason: 9)
        try authority.publish()
        #expect(
            try RevocationEntries(der: try authority.published("issuing-1.crl")).reasons == [
                badge.serial.value: 9
            ])
    }

    @Test func limitedIsNotInTheRevocationListAndUnspecifiedHasNoReason() throws {
        let other = try authority.issuedBadge(.sample(1))
        try authority.setStatus(badge.serial, .limited, reason: 9)
        try authority.setStatus(other.serial, .revoked, reason: 0)
        try authority.publish()
        let entries = try RevocationEntries(der: try authority.published("issuing-1.crl"))
        #expect(entries.serials == [other.serial.value] && entries.reasons.isEmpty)
        #expect(entries.number == authority.state.publications.last?.publication.snapshots[0].sequence)
    }

    /// An entry stays for one list past its expiry, and in the snapshot for ever.
    @Test func revocationListsForgetWhatExpired() throws {
        try authority.setStatus(badge.serial, .revoked, reason: 1)
        for days in [99, 2, 1] as [Int64] {
            authority.wait(days: days)
            try authority.publish()
            let entries = try RevocationEntries(der: try authority.published("issuing-1.crl"))
            #expect(entries.serials == (days == 1 ? [] : [badge.serial.value]), "after \(days)")
            #expect(try authority.verdict(badge.file).reason == .revoked)
        }
    }
}
