import CryptoCore
import Encoding
import Testing

/// Our reader against what `openssl x509` says about the same certificates.
@Suite struct DifferentialTests {
    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl sees in our certificate what we see`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        let scratch = try Scratch()
        try scratch.write("leaf.pem", PEMBlock(label: "CERTIFICATE", bytes: chain.leaf).textBytes)
        try compare("leaf.pem", try ParsedCertificate(der: chain.leaf), scratch)
        let text = try Tool.openssl(["x509", "-in", "leaf.pem", "-noout", "-text"], in: scratch).text
        let parts = [
            "Version: 3", "X509v3 Basic Constraints: critical", "CA:FALSE", "X509v3 Key Usage: critical",
            "Digital Signature", "X509v3 Extended Key Usage: critical", "1.3.6.1.4.1.32473.1",
            "URI:tel:+12025550100",
            "URI:https://airline.example", "Policy: 1.3.6.1.4.1.32473.2.1",
            "URI:https://authority.example/1.crl",
        ]
        for part in parts { #expect(text.contains(part), "\(part) missing in \(text)") }
    }

    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl verifies our chain`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        let scratch = try Scratch()
        for (name, der) in [("root.pem", chain.root), ("ca.pem", chain.ca), ("leaf.pem", chain.leaf)] {
            try scratch.write(name, PEMBlock(label: "CERTIFICATE", bytes: der).textBytes)
        }
        let outcome = try Tool.openssl(
            [
                "verify", "-x509_strict", "-check_ss_sig", "-attime", String(TestChain.now.seconds + 60),
                "-CAfile",
                "root.pem", "-untrusted", "ca.pem", "leaf.pem",
            ], in: scratch)
        #expect(outcome.status == 0, "\(outcome.text)")
    }

    static let foreign: [[String]] = [
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], ["-newkey", "ed25519"],
        ["-newkey", "rsa:2048"],
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-days", "20000"],
    ]

    @Test(.needsOpenSSL, arguments: foreign)
    func `we see in openssl's certificate what openssl sees`(options: [String]) throws {
        let scratch = try Scratch()
        let made = try Tool.openssl(
            [
                "req", "-x509", "-nodes", "-keyout", "key.pem", "-out", "certificate.pem", "-subj",
                "/C=DE/O=Example/CN=x",
                "-addext", "subjectAltName=URI:https://a.example",
            ] + options, in: scratch)
        #expect(made.status == 0, "\(made.text)")
        let block = try #require(PEMBlock.parseLenient(scratch.read("certificate.pem")).first)
        let parsed = try ParsedCertificate(der: block.bytes)
        try compare("certificate.pem", parsed, scratch)
        #expect(try DistinguishedName(der: parsed.subject).values(of: .commonName) == ["x"])
        guard KeyAlgorithm(signatureAlgorithmDER: parsed.signatureAlgorithm) == .ed25519 else { return }
        let key = try PublicKey(spki: parsed.spki)
        #expect(key.isValid(signature: parsed.signature, for: parsed.tbs))
    }

    private func compare(_ file: String, _ parsed: ParsedCertificate, _ scratch: Scratch) throws {
        let outcome = try Tool.openssl(
            ["x509", "-in", file, "-noout", "-serial", "-dates", "-dateopt", "iso_8601", "-pubkey"],
            in: scratch)
        #expect(outcome.status == 0, "\(outcome.text)")
        let serial = Hex.encode([UInt8](parsed.serialBytes.drop { $0 == 0 })).uppercased()
        let spki = PEMBlock(label: "PUBLIC KEY", bytes: parsed.spki).text
        #expect(outcome.text.contains("serial=\(serial)\n"), "\(outcome.text)")
        #expect(outcome.text.contains("notBefore=" + iso(parsed.notBefore)), "\(outcome.text)")
        #expect(outcome.text.contains("notAfter=" + iso(parsed.notAfter)), "\(outcome.text)")
        #expect(outcome.text.contains(spki), "\(outcome.text)")
    }

    /// "2026-11-22 14:20:00Z", openssl's way of writing it.
    private func iso(_ time: Timestamp) -> String {
        String(time.description.map { $0 == "T" ? " " : $0 })
    }
}
