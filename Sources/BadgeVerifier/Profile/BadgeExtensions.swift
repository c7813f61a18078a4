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
    package var problem: String? {
        guard !accounts.isEmpty else { return "a badge is bound to at least one account" }
        guard Set(accounts.map { ByteString($0.text) }).count == accounts.count else {
            return "an account is listed twice"
        }
        guard programmeVersion > 0 else { return "the programme version must be 1 or more" }
        guard DistributionPoint.isAcceptable(crlURI) else {
            return "the CRL address is not http or https in ASCII"
        }
        return profile.problem
    }

    /// The extensions; check `problem` first.
    package func encoded(_ oids: ProfileOIDs) -> [CertificateExtension] {
        var list = BadgeExtensions.fixed(oids)
        list.append(X509Builder.subjectKeyIdentifier(subjectKeyIdentifier))
        list.append(X509Builder.authorityKeyIdentifier(authorityKeyIdentifier))
        list.append(X509Builder.subjectAltName(uris: accounts.map(\.text)))
        list.append(X509Builder.certificatePolicies([oids.policy(version: programmeVersion)]))
        list.append(X509Builder.crlDistributionPoint(uri: crlURI))
        list.append(CertificateExtension(oid: oids.profile, critical: false, value: profile.bytes))
        if let logotype { list.append(logotype.encoded) }
        return list
    }

    /// The three critical ones, the same in every badge of an authority.
    private static func fixed(_ oids: ProfileOIDs) -> [CertificateExtension] {
        [
            X509Builder.basicConstraints(ca: false), X509Builder.keyUsage([.digitalSignature]),
            X509Builder.extendedKeyUsage([oids.badgeUsage]),
        ]
    }

    /// Reads the extensions of a badge strictly: these, in this order, in their one encoding, nothing else.
    package init(decoding list: [CertificateExtension], oids: ProfileOIDs) throws(ProfileError) {
        let fixed = BadgeExtensions.fixed(oids)
        guard list.count >= 9, list.count <= 10 else {
            throw ProfileError("\(list.count) extensions; a badge has nine, or ten with a logotype")
        }
        for (index, name) in ["basicConstraints", "keyUsage", "extended key usage"].enumerated()
        where list[index] != fixed[index] {
            throw ProfileError(
                "\(name) is not, critical and in its place, that of a badge under arc \(oids.arc)")
        }
        guard let subjectKey = KeyIdentifiers.subject(list[3]),
            let authorityKey = KeyIdentifiers.authority(list[4])
        else { throw ProfileError("a key identifier is malformed or not in its place") }
        accounts = try BadgeExtensions.accounts(list[5])
        programmeVersion = try BadgeExtensions.programmeVersion(list[6], oids)
        guard let address = DistributionPoint.uri(list[7]) else {
            throw ProfileError("the CRL distribution point is malformed or not in its place")
        }
        guard list[8].oid == oids.profile, !list[8].critical else {
            throw ProfileError("the badge profile is missing, critical or not in its place")
        }
        subjectKeyIdentifier = subjectKey
        authorityKeyIdentifier = authorityKey
        crlURI = address
        profile = try BadgeProfile(parsing: list[8].value)
        logotype = list.count == 10 ? try Logotype(list[9]) : nil
        if let problem { throw ProfileError(problem) }
    }

    private static func accounts(_ item: CertificateExtension) throws(ProfileError) -> [AccountURI] {
        let texts = try? DERReader.read(item.value) { (reader) throws(DERError) in
            try reader.sequence { (names) throws(DERError) in
                var texts: [String] = []
                while !names.isAtEnd { texts.append(try names.implicitIA5String(6)) }
                return texts
            }
        }
        guard item.oid == .subjectAltName, !item.critical, let texts else {
            throw ProfileError("the subject alternative name is not, in its place, a list of URIs")
        }
        var accounts: [AccountURI] = []
        for text in texts {
            do {
                accounts.append(try AccountURI(text))
            } catch {
                throw ProfileError("subject alternative name: \(error)")
            }
        }
        return accounts
    }

    private static func programmeVersion(
        _ item: CertificateExtension, _ oids: ProfileOIDs
    ) throws(ProfileError) -> UInt64 {
        let policy = try? DERReader.read(item.value) { (reader) throws(DERError) in
            try reader.sequence { (list) throws(DERError) in
                try list.sequence { (policy) throws(DERError) in try policy.objectIdentifier() }
            }
        }
        guard item.oid == .certificatePolicies, !item.critical, let policy, policy.isUnder(oids.policies),
            let version = policy.description.utf8.split(separator: UInt8(ascii: ".")).last
                .flatMap({ UInt64(String(decoding: Array($0), as: UTF8.self)) }),
            policy == oids.policy(version: version)
        else { throw ProfileError("the certificate policy is not one of \(oids.policies), in its place") }
        return version
    }
}
