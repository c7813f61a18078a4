import BadgeVerifier
import CryptoCore
import Encoding
import Glibc

/// Files for whole programs, ours and `openssl verify`: one badge, client packs and CRLs with none and with a million
/// revoked, all good at `SampleAuthority.now`.
struct ProcessFiles {
    /// One badge in a hundred is revoked.
    private static let covered: UInt64 = 100_000_000
    let directory: String

    func write() throws {
        let authority = try SampleAuthority()
        let badge = try authority.badges(1).badges[0]
        try write("airline.badge", badge.stapled.file)
        try write("account", Array(badge.stapled.account.utf8))
        try write("time", Array("\(SampleAuthority.now)\n\(SampleAuthority.now.seconds)\n".utf8))
        try write("root.pem", pem(authority.root))
        try write("issuer.pem", pem(authority.issuer))
        try write("badge.pem", pem(badge.certificate))
        for (name, revoked) in [("none", []), ("million", SampleAuthority.scattered(1_000_000))] {
            try write("\(name).trust.json", authority.trust().bytes)
            try write("\(name).status.snapshot", snapshot(authority, revoked))
            try write("\(name).crl", list(authority, revoked))
        }
    }

    private func snapshot(_ authority: SampleAuthority, _ revoked: [UInt64]) throws -> [UInt8] {
        try authority.snapshot(revoked: revoked, covered: Self.covered).bytes
    }

    /// The CRL of the issuing CA, as `openssl verify -crl_check` needs it.
    private func list(_ authority: SampleAuthority, _ revoked: [UInt64]) throws -> [UInt8] {
        let tbs = RevocationList.tbs(
            issuer: SampleAuthority.name("Benchmark Issuing CA"), algorithm: .p256,
            thisUpdate: SampleAuthority.day(-1), nextUpdate: SampleAuthority.day(7),
            entries: revoked.map { .init(serial: 1 << 48 | $0, date: SampleAuthority.day(-2), reason: nil) },
            number: 10, authorityKeyIdentifier: authority.caKey.publicKey.keyIdentifier)
        let signature = try authority.caKey.signature(for: tbs)
        let der = RevocationList.assemble(tbs: tbs, algorithm: .p256, signature: signature)
        return PEMBlock(label: "X509 CRL", bytes: der).textBytes
    }

    private func pem(_ der: [UInt8]) -> [UInt8] { PEMBlock(label: "CERTIFICATE", bytes: der).textBytes }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        guard let file = fopen("\(directory)/\(name)", "wb") else { throw FileProblem(name: name) }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else { throw FileProblem(name: name) }
    }
}

/// A file could not be written.
struct FileProblem: Error {
    let name: String
}
