import BadgeVerifier
import CryptoCore
import Encoding
import Glibc
import Transparency

/// An authority in memory whose log has a million entries: a root, an issuing CA, and badges that are spread over
/// the log, so that no two share more of their proofs than strangers would.
struct SampleAuthority {
    /// The time at which all of it is good.
    static let now = Timestamp(secondsSince1970: 1_795_357_200)
    static let origin = "badges.example.org/log1"
    static let logSize: UInt64 = 1_000_000

    let rootKey: PrivateKey
    let caKey: PrivateKey
    let badgeKey: PrivateKey
    let log: NoteSigner
    let status: NoteSigner
    let trustKey: NoteSigner
    let root: [UInt8]
    let issuer: [UInt8]
    let oids = ProfileOIDs(ProfileOIDs.documentationArc.appending(7))

    init() throws {
        rootKey = try PrivateKey.generate(.p256)
        caKey = try PrivateKey.generate(.p256)
        badgeKey = try PrivateKey.generate(.p256)
        log = try NoteSigner(name: Self.origin, key: PrivateKey.generate(.ed25519))
        status = try NoteSigner(name: "badges.example.org/status", key: PrivateKey.generate(.ed25519))
        trustKey = try NoteSigner(name: "badges.example.org/trust", key: PrivateKey.generate(.ed25519))
        let name = Self.name("Benchmark Root")
        root = try TBSCertificate(
            serial: 1, algorithm: .p256, issuer: name, notBefore: Self.day(-400), notAfter: Self.day(4000),
            subject: name, spki: rootKey.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 1, subjectKeyIdentifier: rootKey.publicKey.keyIdentifier,
                authorityKeyIdentifier: rootKey.publicKey.keyIdentifier)
        ).signed(by: rootKey)
        issuer = try TBSCertificate(
            serial: 1 << 48 | 1, algorithm: .p256, issuer: name, notBefore: Self.day(-30),
            notAfter: Self.day(2000), subject: Self.name("Benchmark Issuing CA"),
            spki: caKey.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 0, subjectKeyIdentifier: caKey.publicKey.keyIdentifier,
                authorityKeyIdentifier: rootKey.publicKey.keyIdentifier)
        ).signed(by: rootKey)
    }

    static func name(_ text: String) -> [UInt8] { DistinguishedName([.init(.commonName, text)]).der }

    static func day(_ count: Int64) -> Timestamp { now.adding(seconds: count * Timestamp.day) }

    /// The trust file that pins this authority. It accepts a status for longer than the usual week, so that files that
    /// were written for other programs stay good.
    func trust() throws -> TrustFile {
        let policy = "log \(log.verifierKey.text)\nquorum none\n"
        return try TrustFile(
            version: 1, registry: SHA256.hash(Array("benchmark".utf8)), name: "Benchmark Authority",
            isTest: true, isSingleOperator: false, arc: oids.arc,
            scope: .init(accountKinds: [.tel, .https, .acct]), roots: [TrustedRoot(der: root)],
            logs: [TrustFile.Log(number: 1, key: log.verifierKey, policyText: policy)],
            statusKeys: [.init(key: status.verifierKey, logs: [1])], trustThreshold: 1,
            trustKeys: [trustKey.verifierKey], maxStatusAge: 7 * Timestamp.day)
    }

    /// A snapshot that covers the log, or more, with these indexes revoked.
    func snapshot(revoked: [UInt64], covered: UInt64 = logSize) throws -> StatusSnapshot {
        try StatusSnapshot.make(
            .init(
                origin: Self.origin, sequence: 10, issued: Self.now.adding(seconds: -Timestamp.hour),
                nextUpdate: Self.day(7), coveredSize: covered),
            lists: StatusLists(revoked: revoked), signers: [status])
    }

    /// Each hundredth index on average, the same in every run, without those that `badges` uses.
    static func listed(of count: Int, seed: UInt64 = 1) -> [UInt64] {
        var generator = SplitMix(seed)
        var chosen: Set<UInt64> = []
        while chosen.count < count {
            let index = 2 + generator.next() % (logSize - 2)
            if index % SampleAuthority.stride != 7 { chosen.insert(index) }
        }
        return chosen.sorted()
    }

    /// Rising indexes from 1000 on whose gaps have a mean of 99 and are spread as they are where each index is as likely
    /// as the next; the same in every run.
    static func scattered(_ count: Int) -> [UInt64] {
        var generator = SplitMix(2)
        var index: UInt64 = 1000
        return (0..<count).map { _ in
            defer {
                // From the middle of one of 2^32 steps, so that it is neither 0 nor 1.
                let chance = (Double(generator.next() >> 32) + 0.5) / Double(1 << 32 as UInt64)
                index += 1 + UInt64(Glibc.log(chance) / Glibc.log(1 - 1.0 / 99))
            }
            return index
        }
    }

    /// Badges stand at 7 beyond each multiple.
    static let stride: UInt64 = 61
}

/// A small seeded generator (SplitMix64).
struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
