import BadgeVerifier
package import CryptoCore
package import Encoding
package import Files
package import Registry
package import RegistryStore
package import Transparency

/// How a registry begins: keys, transaction 0, the log with its issuing CA (logged before the root signs it), the trust
/// file and the first publication.
package struct Ceremony {
    /// What the founders decide.
    package struct Plan {
        package var name: String
        package var isTest: Bool
        package var arc: String
        package var origin: String
        package var baseURL: String
        package var algorithm: KeyAlgorithm
        package var admins: [NoteSigner]
        package var policy: Policy
        package init(
            name: String, isTest: Bool, arc: String, origin: String, baseURL: String, algorithm: KeyAlgorithm,
            admins: [NoteSigner], policy: Policy = .standard
        ) {
            self.name = name
            self.isTest = isTest
            self.arc = arc
            self.origin = origin
            self.baseURL = baseURL
            self.algorithm = algorithm
            self.admins = admins
            self.policy = policy
        }
    }

    let plan: Plan
    let keys: AuthorityKeys
    let custody: CustodyKeys
    let fileSystem: any FileSystem
    let random: RandomSource

    package init(
        _ plan: Plan, keys: AuthorityKeys, custody: CustodyKeys, fileSystem: any FileSystem,
        random: RandomSource
    ) {
        self.plan = plan
        self.keys = keys
        self.custody = custody
        self.fileSystem = fileSystem
        self.random = random
    }

    /// Root certificates live long and sign rarely; an issuing CA outlives every badge that it signs.
    package enum Term {
        static let rootDays: Int64 = 20 * 365
        static let issuingDays: Int64 = 5 * 365
        static let rootListDays: Int64 = 400
    }

    /// Makes the registry in a directory beside `directory` and renames it into place: after a failure there is nothing.
    ///
    /// - Parameter passphrase: encrypts the bundle of daily keys; nil leaves it open, for tests.
    package func hold(
        in directory: String, passphrase: SecretBytes?, clock: Timestamp
    ) throws(AuthorityError) -> RegistryStore {
        try AuthorityError.placing {
            try checkPlan()
            let staging = "\(directory).init-\(Hex.encode(random.bytes(6)))"
            do {
                try fileSystem.makeDirectories(staging, permissions: 0o755)
                try build(in: staging, passphrase: passphrase, clock: clock)
                if try fileSystem.exists(directory) { try fileSystem.removeDirectory(directory) }
                try fileSystem.rename(staging, to: directory)
                try fileSystem.syncDirectory(FilePath.parent(of: directory))
            } catch {
                try? fileSystem.removeTree(staging)
                throw error
            }
            return try RegistryStore.open(
                directory, access: .write(waitSeconds: 0), fileSystem: fileSystem, random: random)
        }
    }

    private func checkPlan() throws {
        guard let arc = ObjectIdentifier(plan.arc) else {
            throw AuthorityError.refused("\"\(plan.arc)\" is not an object identifier")
        }
        try checkKeysDiffer()
        if !plan.isTest {
            guard !ProfileOIDs(arc).isDocumentation else {
                throw AuthorityError.refused(
                    "the arc \(arc) is for documentation; a real authority gives its own with --oid-arc, a test one says --test"
                )
            }
            if let problem = ArcRules.problem(with: arc) { throw AuthorityError.refused(problem) }
            let all = [keys.issuing, keys.log, keys.status, custody.root, custody.trust].map(\.publicKey)
            guard !all.contains(where: { TestKeys.spkiDigests.contains($0.spkiDigest) }),
                !plan.admins.contains(where: {
                    TestKeys.spkiDigests.contains($0.verifierKey.publicKey.spkiDigest)
                })
            else {
                throw AuthorityError.refused(
                    "one of the keys is a public TEST key: everybody has it. Make new ones, or say --test")
            }
        }
    }

    /// A key serves one role (DESIGN D3): what one signs must never pass for what another one signs.
    private func checkKeysDiffer() throws {
        let all =
            [keys.issuing, keys.log, keys.status, custody.root, custody.trust].map(\.publicKey.spkiDigest)
            + plan.admins.map(\.verifierKey.publicKey.spkiDigest)
        guard Set(all).count == all.count else {
            throw AuthorityError.refused(
                "one key would serve two roles: root, issuing, log, status and trust key and each admin's must differ"
            )
        }
    }

    private func build(in directory: String, passphrase: SecretBytes?, clock: Timestamp) throws {
        let place = RegistryPlace(directory)
        let genesis = Genesis(
            name: plan.name, test: plan.isTest, nonce: random.bytes(32), arc: plan.arc, origin: plan.origin,
            baseURL: plan.baseURL, algorithm: plan.algorithm.rawValue,
            admins: plan.admins.map { .init(name: $0.verifierKey.name, verifierKey: $0.verifierKey.text) },
            policy: plan.policy)
        let store = try RegistryStore.create(
            in: directory, .init(genesis: genesis, admins: plan.admins, time: clock), fileSystem: fileSystem,
            random: random)
        try DurableFile.create(
            place.keyBundle, try keys.file(passphrase: passphrase, random: random), permissions: 0o600,
            in: fileSystem)
        try DurableFile.create(
            place.description, try AuthorityDescription(store.state).file, permissions: 0o644, in: fileSystem)
        try LogCeremony(store: store, keys: keys, custody: custody, actor: plan.admins[0]).open(
            number: 1, clock: clock)
        store.close()
    }
}

/// Opens a log with its issuing CA; by `init`, and by `recover` where a log had to be frozen.
///
/// Each step is durable before the next, and one that is done already is passed over: what a crash cut off goes on where
/// it stopped.
struct LogCeremony {
    let store: RegistryStore
    let keys: AuthorityKeys
    let custody: CustodyKeys
    let actor: NoteSigner
    /// A trust file that was published and that the journal lost.
    var publishedTrust: TrustFile?
    /// Issuing keys of frozen logs that are still at hand.
    var retired: [UInt16: PrivateKey] = [:]

    func open(number: UInt16, clock: Timestamp) throws {
        guard let genesis = store.state.genesis else {
            throw AuthorityError.damaged("the registry has no genesis")
        }
        let time = try store.transactionTime(clock: clock)
        let root = try root(genesis, at: time)
        if store.state.currentLog < number { try begin(number, genesis, root: root, at: time) }
        if store.state.log?.issuingCA?.signed == nil { try signAuthority(number, root: root, at: time) }
        let opened = store.state.log?.issuingCA?.signedSequence ?? 0
        if store.state.trustFiles.last.map({ $0.sequence < opened }) ?? true {
            try TrustFileDesk(store: store, custody: custody, published: publishedTrust)
                .sign(by: actor, clock: time)
        }
        _ = try Publisher(store, try Signers(keys, for: store.state), by: actor, retired: retired)
            .publish(clock: time)
    }

    /// The issuing CA is in the log, and durable, before the root signs it.
    private func begin(_ number: UInt16, _ genesis: Genesis, root: [UInt8], at time: Timestamp) throws {
        let origin = RegistryState.origin(ofLog: number, base: genesis.origin)
        let signers = try Signers(keys, origin: origin)
        let tbs = try issuingCA(genesis, number: number, root: root, at: time)
        try store.append(
            [
                .logOpened(
                    LogOpening(
                        number: number, origin: origin, logKey: signers.log.verifierKey.text,
                        statusKey: signers.status.verifierKey.text)),
                .issuingCALogged(tbs: tbs),
            ], by: actor, clock: time)
    }

    private func signAuthority(_ number: UInt16, root: [UInt8], at time: Timestamp) throws {
        guard let tbs = store.state.log?.issuingCA?.tbs else {
            throw AuthorityError.damaged("log \(number) has no issuing CA")
        }
        let algorithm = custody.root.publicKey.algorithm
        let certificate = X509Builder.certificate(
            tbs: tbs, algorithm: algorithm, signature: try custody.root.signature(for: tbs))
        if let problem = X509Oracle.verify(leaf: certificate, intermediates: [], roots: [root], at: time) {
            throw AuthorityError.damaged("X509_verify_cert refuses the issuing CA: \(problem)")
        }
        let list = try RootCertificate.revocationList(
            root: root, key: custody.root, number: UInt64(number), at: time)
        try store.append(
            [.issuingCASigned(IssuingCA(certificate: certificate, root: root, rootRevocationList: list))],
            by: actor, clock: time)
    }

    /// The root that clients have already, where this is its key; else a new one.
    private func root(_ genesis: Genesis, at time: Timestamp) throws -> [UInt8] {
        try Self.root(of: custody, in: store.state)
            ?? RootCertificate.make(name: genesis.name, key: custody.root, at: time)
    }

    /// The root certificate of a key, where a log has an issuing CA under it.
    static func root(of custody: CustodyKeys, in state: RegistryState) throws -> [UInt8]? {
        for log in state.logs.values.sorted(by: { $0.opening.number > $1.opening.number }) {
            guard let der = log.issuingCA?.signed?.root else { continue }
            if try ParsedCertificate(der: der).spki == custody.root.publicKey.spki { return der }
        }
        return nil
    }

    private func issuingCA(
        _ genesis: Genesis, number: UInt16, root: [UInt8], at time: Timestamp
    ) throws -> [UInt8] {
        let parsed = try ParsedCertificate(der: root)
        guard let serial = BadgeSerial(logNumber: number, index: 1) else {
            throw AuthorityError.damaged("no log can have number \(number)")
        }
        let key = keys.issuing.publicKey
        return TBSCertificate(
            serial: serial.value, algorithm: custody.root.publicKey.algorithm, issuer: parsed.subject,
            notBefore: time.adding(seconds: -BadgeBuilder.backdating),
            notAfter: min(time.adding(seconds: Ceremony.Term.issuingDays * Timestamp.day), parsed.notAfter),
            subject: RootCertificate.subject(
                "\(genesis.name) Issuing CA \(number)", organization: genesis.name
            ).der,
            spki: key.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 0, subjectKeyIdentifier: key.keyIdentifier,
                authorityKeyIdentifier: custody.root.publicKey.keyIdentifier,
                crlURI: "\(genesis.baseURL)/root.crl")
        ).der
    }
}

/// The root certificate and its revocation list.
enum RootCertificate {
    static func subject(_ commonName: String, organization: String) -> DistinguishedName {
        DistinguishedName([
            .init(.organizationName, organization, kind: .utf8),
            .init(.commonName, commonName, kind: .utf8),
        ])
    }

    static func make(name: String, key: PrivateKey, at time: Timestamp) throws -> [UInt8] {
        let subject = subject("\(name) Root", organization: name).der
        return try TBSCertificate(
            serial: 1, algorithm: key.publicKey.algorithm, issuer: subject,
            notBefore: time.adding(seconds: -BadgeBuilder.backdating),
            notAfter: time.adding(seconds: Ceremony.Term.rootDays * Timestamp.day), subject: subject,
            spki: key.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 1, subjectKeyIdentifier: key.publicKey.keyIdentifier, authorityKeyIdentifier: nil)
        ).signed(by: key)
    }

    /// - Parameter number: rises with each log, whose opening is when a new list is signed.
    static func revocationList(
        root: [UInt8], key: PrivateKey, number: UInt64, at time: Timestamp
    ) throws -> [UInt8] {
        let parsed = try ParsedCertificate(der: root)
        let tbs = RevocationList.tbs(
            issuer: parsed.subject, algorithm: key.publicKey.algorithm, thisUpdate: time,
            nextUpdate: time.adding(seconds: Ceremony.Term.rootListDays * Timestamp.day), entries: [],
            number: number,
            authorityKeyIdentifier: key.publicKey.keyIdentifier)
        return RevocationList.assemble(
            tbs: tbs, algorithm: key.publicKey.algorithm, signature: try key.signature(for: tbs))
    }
}

/// `authority.json`: tells people and programs what a directory is. The journal is the truth; this is a label.
package struct AuthorityDescription: Sendable {
    package static let format = "greenbadge/authority@v1"
    let registryID: String
    let name: String

    init(_ state: RegistryState) throws {
        guard let genesis = state.genesis else { throw AuthorityError.damaged("the registry has no genesis") }
        registryID = state.registryID
        name = genesis.name
    }

    var file: [UInt8] {
        Array(
            (JSON.object([
                .init("format", .string(Self.format)), .init("registry", .string(registryID)),
                .init("name", .string(name)),
            ]).canonicalText + "\n").utf8)
    }
}
