import BadgeVerifier
import CryptoCore
import Testing

/// The profile is closed: what it does not list is refused, and for the right reason. Every certificate here is signed
/// and logged after it was bent.
@Suite struct ClosedProfileTests {
    private func verdict(badge: DERTree, issuer: DERTree, _ forge: Forge) throws -> Verdict {
        let authority = forge.authority
        let file = try forge.file(
            badge: Forge.certificate(badge, signedBy: authority.caKey).bytes, logging: badge.bytes,
            issuer: Forge.certificate(issuer, signedBy: authority.rootKey).bytes
        ).bytes
        return try authority.verifier().verify(file, for: .notChecked, at: VirtualAuthority.now)
    }

    @Test(arguments: BadgeProfileCases.all)
    func `a badge`(_ example: ProfileCase) throws {
        let forge = try Forge()
        var badge = forge.badgeTBS
        example.bend(&badge)
        let verdict = try verdict(badge: badge, issuer: forge.caTBS, forge)
        #expect(verdict.reason == example.reason, "\(verdict.detail)")
    }

    @Test(arguments: AuthorityProfileCases.all)
    func `an issuing CA`(_ example: ProfileCase) throws {
        let forge = try Forge()
        var issuer = forge.caTBS
        example.bend(&issuer)
        var badge = forge.badgeTBS
        badge.children[3] = issuer.children[5]
        let verdict = try verdict(badge: badge, issuer: issuer, forge)
        #expect(verdict.reason == example.reason, "\(verdict.detail)")
    }

    /// What a trust file refuses to pin: the names and extensions of the list above, as far as they are the same.
    @Test(arguments: AuthorityProfileCases.all.filter { $0.reason == .untrustedIssuer })
    func `a root`(_ example: ProfileCase) throws {
        let forge = try Forge()
        let key = forge.authority.rootKey
        var root = forge.rootTBS
        _ = try TrustedRoot(der: Forge.certificate(root, signedBy: key).bytes)
        example.bend(&root)
        // A root may have any serial and need not name its own key; path length 1 is what it must have.
        let isFine = [
            "path length 1", "a serial that is no place in a log", "a serial of 20 bytes",
            "no authority key id",
        ]
        let name = example.testDescription
        guard !isFine.contains(name) else {
            _ = try TrustedRoot(der: Forge.certificate(root, signedBy: key).bytes)
            return
        }
        // Issuer and subject stay the same name.
        if name != "another issuer" { root.children[3] = root.children[5] }
        #expect(throws: PackError.self) { try TrustedRoot(der: Forge.certificate(root, signedBy: key).bytes) }
    }
}
