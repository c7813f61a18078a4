import Authority
import BadgeVerifier
import Encoding
import Testing
import TestSupport

/// The whole way once, before anything is looked at closely.
@Suite struct VirtualAuthorityTests {
    @Test func takesABusinessAllTheWay() throws {
        let authority = try VirtualAuthority()
        let before = try authority.pack()
        authority.wait(minutes: 7)
        let badge = try authority.issuedBadge()
        #expect(
            try authority.verdict(badge.file, with: before, for: .account("tel:+12025550100")).outcome
                == .trusted)
        try authority.publish()
        #expect(try authority.verdict(badge.file, for: .account("tel:+12025550100")).outcome == .trusted)
    }
}
