package import CryptoCore
import Encoding

/// The extensions of a badge, in the order of the profile (DESIGN 5).
package struct BadgeExtensions: Hashable, Sendable {
    /// SHA-1 of its own key (RFC 5280 4.2.1.2), 20 bytes.
    package var subjectKeyIdentifier: [UInt8]
    /// The same of the issuer's key.
    package var authorityKeyIdentifier: [UInt8]
    /// The bound accounts, at least one, none twice.
    package var accounts: [AccountURI]
    /// Version of the programme under which the badge was decided: certificate policy `arc.2.<version>`.
    package var programmeVersion: UInt64
    /// Where the CRL is, for tools that know only that.
    package var crlURI: String
    /// The profile.
    package var profile: BadgeProfile
    /// The logo, if there is one.
    package var logotype: Logotype?

    /// Takes the values as they are.
    package init(
        subjectKeyIdentifier: [UInt8], authorityKeyIdentifier: [UInt8], accounts: [AccountURI],
        programmeVersion: UInt64, crlURI: String, profile: BadgeProfile, logotype: Logotype? = nil
    ) {
        self.subjectKeyIdentifier = subjectKeyIdentifier
        self.authorityKeyIdentifier = authorityKeyIdentifier
        self.accounts = accounts
        self.programmeVersion = programmeVersion
        self.crlURI = crlURI
        self.profile = profile
        self.logotype = logotype
    }

    /// What keeps these values out of a badge, or nil.
    package var problem: String? { ownProblem ?? profile.problem }

    /// The same, but for the profile.
    var ownProblem: String? {
        guard !accounts.isEmpty else { return "a badge is bound to at least one account" }
        guard !isAnyAccountTwice else { return "an account is listed twice" }
        guard (1...ObjectIdentifier.largestArc).contains(programmeVersion) else {
            return "the programme version must be 1 to \(ObjectIdentifier.largestArc)"
        }
        guard DistributionPoint.isAcceptable(crlURI) else {
            return "the CRL address is not http or https in ASCII"
        }
        return nil
    }

    /// A few are compared one by one; many are hashed, so that a hostile list costs no square.
    private var isAnyAccountTwice: Bool {
        guard accounts.count <= 8 else {
            return Set(accounts.map { ByteString($0.text) }).count < accounts.count
        }
        for (place, account) in accounts.enumerated()
        where accounts[..<place].contains(where: { sameBytes($0.text, account.text) }) {
            return true
        }
        return false
    }

    /// The extensions; check `problem` first.
    package func encoded(_ oids: ProfileOIDs) -> [CertificateExtension] {
        var list = oids.fixedExtensions
        list.append(X509Builder.subjectKeyIdentifier(subjectKeyIdentifier))
        list.append(X509Builder.authorityKeyIdentifier(authorityKeyIdentifier))
        list.append(X509Builder.subjectAltName(uris: accounts.map(\.text)))
        list.append(X509Builder.certificatePolicies([oids.policy(version: programmeVersion)]))
        list.append(X509Builder.crlDistributionPoint(uri: crlURI))
        list.append(CertificateExtension(oid: oids.profile, critical: false, value: profile.bytes))
        if let logotype { list.append(logotype.encoded) }
        return list
    }
}
