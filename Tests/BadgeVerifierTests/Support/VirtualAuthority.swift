import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// A small authority in memory: a root, an issuing CA, a log with a few entries, status, log, trust and witness keys.
///
/// Each test describes only what differs from a good badge.
struct VirtualAuthority: Sendable {
    /// The time at which everything below is good.
    static let now = Timestamp(secondsSince1970: 1_795_357_200)  // 2026-11-22T14:20:00Z
    static let account = "tel:+12025550100"
    static let origin = "badges.example.org/log1"

    let algorithm: KeyAlgorithm
    let rootKey: PrivateKey
    let caKey: PrivateKey
    let badgeKey: PrivateKey
    let logSigner: NoteSigner
    let statusSigner: NoteSigner
    let secondStatusSigner: NoteSigner
    let trustSigner: NoteSigner
    let witness: NoteSigner
    let secondWitness: NoteSigner
    let rootDER: [UInt8]
    let caDER: [UInt8]
    let oids: ProfileOIDs

    init(
        _ algorithm: KeyAlgorithm = .p256, arc: ObjectIdentifier = ProfileOIDs.documentationArc.appending(7),
        logName: String = origin, keySeed: UInt8 = 0
    ) throws {
        try self.init(
            rootKey: PrivateKey.generate(algorithm), caKey: PrivateKey.generate(algorithm),
            badgeKey: PrivateKey.generate(.p256), arc: arc, logName: logName, keySeed: keySeed)
    }

    /// Root and issuing CA are of one algorithm.
    init(
        rootKey: PrivateKey, caKey: PrivateKey, badgeKey: PrivateKey,
        arc: ObjectIdentifier = ProfileOIDs.documentationArc.appending(7), logName: String = origin,
        keySeed: UInt8 = 0
    ) throws {
        let key = { (number: UInt8) in try Self.key(keySeed + number) }
        algorithm = rootKey.publicKey.algorithm
        self.rootKey = rootKey
        self.caKey = caKey
        self.badgeKey = badgeKey
        logSigner = try NoteSigner(name: logName, key: key(1))
        statusSigner = try NoteSigner(name: "badges.example.org/status", key: key(2))
        secondStatusSigner = try NoteSigner(name: "badges.example.org/status2", key: key(3))
        trustSigner = try NoteSigner(name: "badges.example.org/trust", key: key(4))
        witness = try NoteSigner(name: "witness.example.net", kind: .cosignature, key: key(5))
        secondWitness = try NoteSigner(name: "witness.example.com", kind: .cosignature, key: key(6))
        oids = ProfileOIDs(arc)
        rootDER = try Self.root(rootKey)
        caDER = try Self.issuingCA(caKey, root: rootKey)
    }

    /// The name of its log.
    var origin: String { logSigner.verifierKey.name }

    static func key(_ seed: UInt8) throws -> PrivateKey {
        try PrivateKey(ed25519Seed: [UInt8](repeating: seed, count: 32))
    }

    static func name(_ text: String) -> [UInt8] { DistinguishedName([.init(.commonName, text)]).der }

    static func root(_ key: PrivateKey, change: (inout TBSCertificate) -> Void = { _ in }) throws -> [UInt8] {
        var tbs = TBSCertificate(
            serial: 1, algorithm: key.publicKey.algorithm, issuer: name("Test Root"),
            notBefore: now.adding(seconds: -400 * Timestamp.day),
            notAfter: now.adding(seconds: 4000 * Timestamp.day),
            subject: name("Test Root"), spki: key.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 1, subjectKeyIdentifier: key.publicKey.keyIdentifier,
                authorityKeyIdentifier: key.publicKey.keyIdentifier))
        change(&tbs)
        return try tbs.signed(by: key)
    }

    static func issuingCA(
        _ key: PrivateKey, root: PrivateKey, change: (inout TBSCertificate) -> Void = { _ in }
    ) throws -> [UInt8] {
        var tbs = TBSCertificate(
            serial: 1 << 48 | 1, algorithm: root.publicKey.algorithm, issuer: name("Test Root"),
            notBefore: now.adding(seconds: -30 * Timestamp.day),
            notAfter: now.adding(seconds: 2000 * Timestamp.day),
            subject: name("Test Issuing CA"), spki: key.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 0, subjectKeyIdentifier: key.publicKey.keyIdentifier,
                authorityKeyIdentifier: root.publicKey.keyIdentifier))
        change(&tbs)
        return try tbs.signed(by: root)
    }

    static let subject = BadgeSubject(
        businessCategory: "Private Organization", jurisdictionCountry: "NL", registrationNumber: "12345678",
        organizationIdentifier: "NTRNL-12345678", country: "NL", locality: "Zürich aan Zee",
        postalCode: "1234 AB", street: "Kade 1", organization: "Example Airline B.V.",
        displayName: "Example Airline")

    static let profile = BadgeProfile(
        verifiedSince: Timestamp(secondsSince1970: 1_735_689_600), category: "airline", sizeClass: "small",
        website: "https://airline.example/", supportHours: "Mo-Fr 08:00-18:00", responseTime: "4 h")

    var extensions: BadgeExtensions {
        get throws {
            BadgeExtensions(
                subjectKeyIdentifier: badgeKey.publicKey.keyIdentifier,
                authorityKeyIdentifier: caKey.publicKey.keyIdentifier,
                accounts: [try AccountURI(Self.account), try AccountURI("https://airline.example")],
                programmeVersion: 3, crlURI: "http://badges.example.org/1.crl", profile: Self.profile)
        }
    }
}

// MARK: Badges

extension VirtualAuthority {
    /// What goes into a badge file; a test changes what it is about.
    struct BadgeParts {
        var tbs: TBSCertificate
        /// The issuing CA put into the file.
        var caDER: [UInt8]
        /// Who signs the badge.
        var issuerKey: PrivateKey
        /// The entry in the log at `index`; nil is the exact TBSCertificate.
        var loggedTBS: [UInt8]?
        var index: UInt64 = 5
        var treeSize: UInt64 = 9
        /// The index written into the proof; nil is `index`.
        var proofIndex: UInt64?
        var origin: String
        var checkpointSigners: [NoteSigner]
        var cosignatureTime = VirtualAuthority.now.adding(seconds: -7200)
        var staple: Staple?
        var stapleSigners: [NoteSigner]
        /// Applied to the note of the checkpoint after signing.
        var changeCheckpoint: (SignedNote) -> SignedNote = { $0 }
        var changeStaple: (SignedNote) -> SignedNote = { $0 }
    }

    static func staple(
        sequence: UInt64 = 9, issued: Timestamp = now.adding(seconds: -7200), for days: Int64 = 7,
        index: UInt64 = 5,
        state: StatusState = .good, origin: String = origin
    ) -> Staple? {
        Staple(
            origin: origin, sequence: sequence, issued: issued,
            nextUpdate: issued.adding(seconds: days * Timestamp.day), index: index, state: state)
    }

    func parts() throws -> BadgeParts {
        let tbs = TBSCertificate(
            serial: 1 << 48 | 5, algorithm: algorithm, issuer: Self.name("Test Issuing CA"),
            notBefore: Self.now.adding(seconds: -Timestamp.day),
            notAfter: Self.now.adding(seconds: 99 * Timestamp.day),
            subject: Self.subject.der, spki: badgeKey.publicKey.spki, extensions: try extensions.encoded(oids)
        )
        return BadgeParts(
            tbs: tbs, caDER: caDER, issuerKey: caKey, origin: origin, checkpointSigners: [logSigner],
            staple: Self.staple(origin: origin), stapleSigners: [statusSigner])
    }

    /// A badge file, good but for what `change` does.
    func badge(_ change: (inout BadgeParts) throws -> Void = { _ in }) throws -> [UInt8] {
        try file(change).bytes
    }

    /// The same, taken apart.
    func file(_ change: (inout BadgeParts) throws -> Void = { _ in }) throws -> BadgeFile {
        var parts = try parts()
        try change(&parts)
        let certificate = try parts.tbs.signed(by: parts.issuerKey)
        let entry = [1] + (parts.loggedTBS ?? parts.tbs.der)
        let leaves = (0..<parts.treeSize).map { index in
            MerkleTree.leafHash(index == parts.index ? entry : [2] + bigEndian(index, count: 8))
        }
        let checkpoint = Checkpoint(
            origin: parts.origin, size: parts.treeSize, root: MerkleTree.root(of: leaves))
        let note = try SignedNote.sign(
            checkpoint.text, by: parts.checkpointSigners, at: parts.cosignatureTime)
        let staple = try parts.staple.map { try SignedNote.sign($0.text, by: parts.stapleSigners, at: nil) }
        return BadgeFile(
            badge: certificate, issuer: parts.caDER, staple: staple.map(parts.changeStaple),
            proof: TLogProof(
                index: parts.proofIndex ?? parts.index,
                hashes: MerkleTree.inclusionProof(index: parts.index, leafHashes: leaves),
                checkpoint: parts.changeCheckpoint(note)))
    }
}

// MARK: Packs

extension VirtualAuthority {
    /// What goes into a trust file.
    struct TrustParts {
        var version: UInt64 = 1
        var registry = SHA256.hash(Array("genesis".utf8))
        var name = "Test Authority"
        var isTest = true
        var isSingleOperator = false
        var arc: ObjectIdentifier
        var scope = TrustFile.Scope(accountKinds: [.tel, .https, .acct])
        var roots: [[UInt8]]
        var logs: [TrustFile.Log]
        var statusKeys: [TrustFile.StatusKey]
        var threshold = 1
        var trustKeys: [VerifierKey]
        var maxStatusAge = 7 * Timestamp.day
    }

    /// A policy text for the log with some witnesses.
    func policy(witnesses: [NoteSigner] = [], quorum: String = "none", log: NoteSigner? = nil) -> String {
        var text = "log \((log ?? logSigner).verifierKey.text)\n"
        for (index, witness) in witnesses.enumerated() {
            text += "witness w\(index + 1) \(witness.verifierKey.text)\n"
        }
        if witnesses.count > 1 {
            text += "group all all " + witnesses.indices.map { "w\($0 + 1)" }.joined(separator: " ") + "\n"
        }
        return text + "quorum \(quorum)\n"
    }

    func log(policy text: String? = nil, final: TrustFile.Final? = nil) throws -> TrustFile.Log {
        try TrustFile.Log(number: 1, key: logSigner.verifierKey, policyText: text ?? policy(), final: final)
    }

    func trust(_ change: (inout TrustParts) throws -> Void = { _ in }) throws -> TrustFile {
        var parts = TrustParts(
            arc: oids.arc, roots: [rootDER], logs: [try log()],
            statusKeys: [.init(key: statusSigner.verifierKey, logs: [1])],
            trustKeys: [trustSigner.verifierKey])
        try change(&parts)
        return try TrustFile(
            version: parts.version, registry: parts.registry, name: parts.name, isTest: parts.isTest,
            isSingleOperator: parts.isSingleOperator, arc: parts.arc, scope: parts.scope,
            roots: parts.roots.map { try TrustedRoot(der: $0) }, logs: parts.logs,
            statusKeys: parts.statusKeys,
            trustThreshold: parts.threshold, trustKeys: parts.trustKeys, maxStatusAge: parts.maxStatusAge)
    }

    /// A snapshot of sequence 10, an hour old, that covers 100 indexes.
    func snapshot(
        sequence: UInt64 = 10, issued: Timestamp = now.adding(seconds: -3600), for days: Int64 = 7,
        covered: UInt64 = 100, lists: StatusLists = .init(), signers: [NoteSigner]? = nil,
        origin: String? = nil
    ) throws -> [UInt8] {
        try StatusSnapshot.make(
            .init(
                origin: origin ?? self.origin, sequence: sequence, issued: issued,
                nextUpdate: issued.adding(seconds: days * Timestamp.day), coveredSize: covered),
            lists: lists, signers: signers ?? [statusSigner]
        ).bytes
    }

    func verifier(
        trust: TrustFile? = nil, snapshot: [UInt8]?, allowTest: Bool = true
    ) throws -> BadgeVerifier {
        let trust = try trust ?? self.trust()
        return BadgeVerifier(
            packs: [try ClientPack(trust: trust.bytes, snapshot: snapshot, checkpoint: nil)],
            allowTest: allowTest)
    }

    /// A verifier with the usual trust file and snapshot.
    func verifier(_ change: (inout TrustParts) throws -> Void = { _ in }) throws -> BadgeVerifier {
        try verifier(trust: trust(change), snapshot: snapshot())
    }
}

extension BadgeVerifier {
    /// Verifies for the account and at the time of the virtual authority.
    func verdict(
        _ badge: [UInt8], for account: AccountClaim = .account(VirtualAuthority.account),
        displayName: String? = nil,
        at now: Timestamp = VirtualAuthority.now, highWater: HighWaterMark = .none
    ) -> Verdict {
        verify(badge, for: account, displayName: displayName, at: now, highWater: highWater)
    }
}

/// A small seeded generator (SplitMix64), so that noise is the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
