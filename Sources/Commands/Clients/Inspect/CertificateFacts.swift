import BadgeVerifier
import CryptoCore
import Encoding

/// The fields of a certificate as facts: subject, issuer, validity, key, extensions, and the badge profile where the
/// extensions keep to it.
struct CertificateFacts {
    private let certificate: ParsedCertificate

    init(_ certificate: ParsedCertificate) { self.certificate = certificate }

    /// One section for the certificate, and for a badge one for what the closed profile holds.
    func sections(key: String, title: String) -> [Inspection.Section] {
        var sections = [Inspection.Section(key: key, title: title, facts: general)]
        if let contents = badgeContents {
            sections.append(.init(key: "\(key)Contents", title: "\(title): contents", facts: facts(contents)))
        }
        return sections
    }

    // MARK: Every certificate

    private var general: [Inspection.Fact] {
        serial
            + [
                name("subject", certificate.subject), name("issuer", certificate.issuer),
                .init("notBefore", "valid from", "\(certificate.notBefore)"),
                .init("notAfter", "valid until", "\(certificate.notAfter)"),
                .init("key", "public key", keyName),
                .init("keySha256", "key SHA-256", SHA256.hash(certificate.spki).hex),
                .init("signatureAlgorithm", "signed with", algorithmName),
                extensions,
                .init("size", "bytes", UInt64(certificate.der.count)),
                .init("sha256", "SHA-256", SHA256.hash(certificate.der).hex),
            ]
    }

    /// A serial as people write it where it can be one of a log's.
    private var serial: [Inspection.Fact] {
        let hex = Hex.encode(certificate.serialBytes)
        guard let value = certificate.serial, let serial = BadgeSerial(value: value) else {
            return [.init("id", "id", Optional<String>.none), .init("serial", "serial", hex)]
        }
        return [.init("id", "id", "\(serial)"), .init("serial", "serial", serial.hex16)]
    }

    private var keyName: String { (try? PublicKey(spki: certificate.spki))?.algorithm.rawValue ?? "unknown" }

    private var algorithmName: String {
        switch KeyAlgorithm(signatureAlgorithmDER: certificate.signatureAlgorithm) {
        case .p256: "ecdsa-with-SHA256"
        case .p384: "ecdsa-with-SHA384"
        case .ed25519: "Ed25519"
        case nil: "unknown (\(Hex.encode(certificate.signatureAlgorithm)))"
        }
    }

    private var extensions: Inspection.Fact {
        let items: [JSON] = certificate.extensions.map {
            [
                "oid": .string("\($0.oid)"), "name": Self.names[$0.oid].map { .string($0) } ?? .null,
                "critical": .bool($0.critical), "size": .integer(Int64($0.value.count)),
            ]
        }
        let lines = certificate.extensions.map {
            "\(Self.label($0.oid))\($0.critical ? ", critical" : ""), \($0.value.count) bytes"
        }
        return .init("extensions", "extensions", .array(items), lines: lines)
    }

    private func name(_ key: String, _ der: [UInt8]) -> Inspection.Fact {
        guard let name = try? DistinguishedName(der: der) else {
            return .init(key, key, .null, lines: ["malformed: \(Hex.encode(der))"])
        }
        let items: [JSON] = name.attributes.map {
            ["type": .string(Self.label($0.type)), "value": .string($0.value)]
        }
        let lines = name.attributes.map { "\(Self.label($0.type)) = \($0.value)" }
        return .init(key, key, .array(items), lines: lines)
    }

    // MARK: A badge

    /// The arc is that of the extended key usage, `arc.1`: which one is right only a trust file says.
    private var badgeContents: BadgeExtensions? {
        guard let usage = certificate.extension(.extendedKeyUsage)?.value,
            let purpose = try? DERReader.read(
                usage,
                { (reader) throws(DERError) in
                    try reader.sequence { (list) throws(DERError) in try list.objectIdentifier() }
                }),
            purpose.derContents.last == 1,
            let arc = ObjectIdentifier(derContents: purpose.derContents.dropLast())
        else { return nil }
        return try? BadgeExtensions(decoding: certificate.extensions, oids: ProfileOIDs(arc))
    }

    private func facts(_ contents: BadgeExtensions) -> [Inspection.Fact] {
        var facts: [Inspection.Fact] = [
            .init("accounts", "accounts", contents.accounts.map(\.text)),
            .init("programmeVersion", "programme", contents.programmeVersion),
            .init("crl", "CRL", contents.crlURI),
            .init("profile", "profile", contents.profile.json, lines: Self.lines(contents.profile.json)),
        ]
        if let logotype = contents.logotype {
            facts.append(
                .init(
                    "logotype", "logo", [logotype.uri, logotype.mediaType, "SHA-256 \(logotype.digest.hex)"]))
        }
        return facts
    }

    /// `name: value` of what the profile holds; what the business left out is left out here too.
    private static func lines(_ profile: JSON) -> [String] {
        guard case .object(let members) = profile else { return [] }
        return members.compactMap { member in
            switch member.value {
            case .string(let text): "\(member.name): \(text)"
            case .bool(let flag): "\(member.name): \(flag ? "yes" : "no")"
            default: nil
            }
        }
    }

    // MARK: Names of object identifiers

    private static func label(_ oid: ObjectIdentifier) -> String { names[oid] ?? "\(oid)" }

    private static let names: [ObjectIdentifier: String] = [
        .commonName: "CN", .serialNumber: "serialNumber", .countryName: "C", .localityName: "L",
        .stateOrProvinceName: "ST", .streetAddress: "street", .organizationName: "O",
        .businessCategory: "businessCategory", .postalCode: "postalCode",
        .organizationIdentifier: "organizationIdentifier", .jurisdictionLocality: "jurisdictionL",
        .jurisdictionStateOrProvince: "jurisdictionST", .jurisdictionCountry: "jurisdictionC",
        .subjectKeyIdentifier: "subjectKeyIdentifier", .keyUsage: "keyUsage",
        .subjectAltName: "subjectAltName",
        .basicConstraints: "basicConstraints", .cRLDistributionPoints: "cRLDistributionPoints",
        .certificatePolicies: "certificatePolicies", .authorityKeyIdentifier: "authorityKeyIdentifier",
        .extendedKeyUsage: "extendedKeyUsage", .logotype: "logotype",
    ]
}
