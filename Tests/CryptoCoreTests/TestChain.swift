import CryptoCore
import Encoding

/// A root, an issuing CA and a leaf, as the authority makes them, with every field open to change.
struct TestChain {
    static let now = Timestamp(secondsSince1970: 1_795_357_200)
    static let arc = ObjectIdentifier(1, 3, 6, 1, 4, 1, 32473)

    let rootKey: PrivateKey
    let caKey: PrivateKey
    let leafKey: PrivateKey
    let root: [UInt8]
    let ca: [UInt8]
    var leafTBS: TBSCertificate
    let leaf: [UInt8]

    static func name(_ text: String) -> [UInt8] {
        DistinguishedName([
            .init(.countryName, "DE", kind: .printable), .init(.organizationName, "Grüne Brücke GmbH"),
            .init(.commonName, text),
        ]).der
    }

    init(
        _ algorithm: KeyAlgorithm, caIsCA: Bool = true, changeLeaf: (inout TBSCertificate) -> Void = { _ in }
    ) throws {
        let keys = try (1...3).map { index in
            algorithm == .ed25519
                ? try PrivateKey(ed25519Seed: [UInt8](repeating: UInt8(index), count: 32))
                : try PrivateKey.generate(algorithm)
        }
        (rootKey, caKey, leafKey) = (keys[0], keys[1], keys[2])
        let (rootID, caID) = (rootKey.publicKey.keyIdentifier, caKey.publicKey.keyIdentifier)
        let certificates: [X509Builder.KeyUsage] = [.keyCertSign, .cRLSign]
        root = try TBSCertificate(
            serial: 1, algorithm: algorithm, issuer: Self.name("Root"), notBefore: Self.now,
            notAfter: Self.now.adding(seconds: 1000 * Timestamp.day), subject: Self.name("Root"),
            spki: rootKey.publicKey.spki,
            extensions: [
                X509Builder.basicConstraints(ca: true, pathLength: 1), X509Builder.keyUsage(certificates),
                X509Builder.subjectKeyIdentifier(rootID),
            ]
        ).signed(by: rootKey)
        ca = try TBSCertificate(
            serial: 1 << 48, algorithm: algorithm, issuer: Self.name("Root"), notBefore: Self.now,
            notAfter: Self.now.adding(seconds: 500 * Timestamp.day), subject: Self.name("Issuing CA"),
            spki: caKey.publicKey.spki,
            extensions: [
                X509Builder.basicConstraints(ca: caIsCA, pathLength: 0), X509Builder.keyUsage(certificates),
                X509Builder.subjectKeyIdentifier(caID), X509Builder.authorityKeyIdentifier(rootID),
            ]
        ).signed(by: rootKey)
        var tbs = TBSCertificate(
            serial: 1 << 48 | 42, algorithm: algorithm, issuer: Self.name("Issuing CA"), notBefore: Self.now,
            notAfter: Self.now.adding(seconds: 100 * Timestamp.day), subject: Self.name("Example Airline"),
            spki: leafKey.publicKey.spki,
            extensions: [
                X509Builder.basicConstraints(ca: false), X509Builder.keyUsage([.digitalSignature]),
                X509Builder.extendedKeyUsage([Self.arc.appending(1)]),
                X509Builder.subjectKeyIdentifier(leafKey.publicKey.keyIdentifier),
                X509Builder.authorityKeyIdentifier(caID),
                X509Builder.subjectAltName(uris: ["tel:+12025550100", "https://airline.example"]),
                X509Builder.certificatePolicies([Self.arc.appending(2).appending(1)]),
                X509Builder.crlDistributionPoint(uri: "https://authority.example/1.crl"),
                CertificateExtension(oid: Self.arc.appending(3), critical: false, value: [UInt8]("{}".utf8)),
            ])
        changeLeaf(&tbs)
        leafTBS = tbs
        leaf = try tbs.signed(by: caKey)
    }

    /// The oracle's answer about this chain.
    func oracle(at time: Timestamp = now.adding(seconds: Timestamp.hour)) -> String? {
        X509Oracle.verify(leaf: leaf, intermediates: [ca], roots: [root], at: time)
    }
}
