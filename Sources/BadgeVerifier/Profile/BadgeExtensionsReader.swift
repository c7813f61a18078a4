package import CryptoCore
import Encoding

extension BadgeExtensions {
    /// Reads the extensions of a badge strictly: these, in this order, in their one encoding, nothing else.
    package init(decoding list: [CertificateExtension], oids: ProfileOIDs) throws(ProfileError) {
        let bytes = DER.sequence(list.map(\.der))
        let fields: [ExtensionField]
        do {
            fields = try ExtensionField.readAll(bytes)
        } catch {
            throw ProfileError("\(error)")
        }
        try self.init(bytes, fields, oids)
    }

    /// The same for extensions where they stand in a certificate.
    package init(
        decoding contents: ParsedCertificate.Contents, oids: ProfileOIDs
    ) throws(ProfileError) {
        try self.init(contents.bytes, contents.extensionFields, oids)
    }

    private init(_ bytes: [UInt8], _ list: [ExtensionField], _ oids: ProfileOIDs) throws(ProfileError) {
        guard list.count >= 9, list.count <= 10 else {
            throw ProfileError("\(list.count) extensions; a badge has nine, or ten with a logotype")
        }
        for (index, name) in ["basicConstraints", "keyUsage", "extended key usage"].enumerated()
        where !sameBytes(bytes[list[index].whole], oids.fixedDER[index][...]) {
            throw ProfileError(
                "\(name) is not, critical and in its place, that of a badge under arc \(oids.arc)")
        }
        guard let subjectKey = KeyIdentifiers.subject(bytes[list[3].whole]),
            let authorityKey = KeyIdentifiers.authority(bytes[list[4].whole])
        else { throw ProfileError("a key identifier is malformed or not in its place") }
        let accounts = try Self.accounts(bytes, list[5])
        let programmeVersion = try Self.programmeVersion(bytes, list[6], oids)
        guard let address = DistributionPoint.uri(bytes, list[7]) else {
            throw ProfileError("the CRL distribution point is malformed or not in its place")
        }
        guard Self.stands(list[8], oids.profile, bytes) else {
            throw ProfileError("the badge profile is missing, critical or not in its place")
        }
        self.init(
            subjectKeyIdentifier: subjectKey, authorityKeyIdentifier: authorityKey, accounts: accounts,
            programmeVersion: programmeVersion, crlURI: address,
            profile: try BadgeProfile(parsing: bytes[list[8].value]),
            logotype: list.count == 10 ? try Logotype(list[9].value(in: bytes)) : nil)
        // The profile was looked at when it was read.
        if let problem = ownProblem { throw ProfileError(problem) }
    }

    /// Whether an extension is of this type and not critical.
    private static func stands(_ field: ExtensionField, _ oid: ObjectIdentifier, _ bytes: [UInt8]) -> Bool {
        !field.critical && sameBytes(bytes[field.oid], oid.derContents[...])
    }

    private static func accounts(
        _ bytes: [UInt8], _ field: ExtensionField
    ) throws(ProfileError) -> [AccountURI] {
        let texts: [String]
        do throws(DERError) {
            texts = try uris(bytes, field.value)
        } catch {
            throw ProfileError("the subject alternative name is not, in its place, a list of URIs")
        }
        guard stands(field, .subjectAltName, bytes) else {
            throw ProfileError("the subject alternative name is not, in its place, a list of URIs")
        }
        var accounts: [AccountURI] = []
        accounts.reserveCapacity(texts.count)
        for text in texts {
            do {
                accounts.append(try AccountURI(text))
            } catch {
                throw ProfileError("subject alternative name: \(error)")
            }
        }
        return accounts
    }

    private static func uris(_ bytes: [UInt8], _ range: Range<Int>) throws(DERError) -> [String] {
        var reader = DERReader(bytes, in: range)
        var names = try reader.enter(DERTag.sequence)
        var texts: [String] = []
        while !names.isAtEnd { texts.append(try names.implicitIA5String(6)) }
        try reader.finish()
        return texts
    }

    private static func programmeVersion(
        _ bytes: [UInt8], _ field: ExtensionField, _ oids: ProfileOIDs
    ) throws(ProfileError) -> UInt64 {
        let policy = try? policy(bytes, field.value)
        guard let policy, stands(field, .certificatePolicies, bytes),
            let version = oids.policies.childArc(bytes[policy])
        else { throw ProfileError("the certificate policy is not one of \(oids.policies), in its place") }
        return version
    }

    /// Where the one policy without qualifiers stands.
    private static func policy(_ bytes: [UInt8], _ range: Range<Int>) throws(DERError) -> Range<Int> {
        var reader = DERReader(bytes, in: range)
        var list = try reader.enter(DERTag.sequence)
        var policy = try list.enter(DERTag.sequence)
        let oid = try policy.objectIdentifierRange()
        try policy.finish()
        try list.finish()
        try reader.finish()
        return oid
    }
}
