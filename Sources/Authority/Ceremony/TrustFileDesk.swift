import BadgeVerifier
import CryptoCore
package import Encoding
package import Registry
package import RegistryStore
package import Transparency

/// Makes the trust file from the registry's state and signs it with the trust key (DESIGN 4.4).
package struct TrustFileDesk {
    let store: RegistryStore
    let custody: CustodyKeys
    /// A later version than the journal has, where one was published and lost.
    private let published: TrustFile?

    package init(store: RegistryStore, custody: CustodyKeys) {
        self.init(store: store, custody: custody, published: nil)
    }

    init(store: RegistryStore, custody: CustodyKeys, published: TrustFile?) {
        self.store = store
        self.custody = custody
        self.published = published
    }

    /// What the published trust file says that is no longer so; nil where it is up to date.
    package static func outdated(_ state: RegistryState) -> String? {
        guard let last = state.trustFiles.last, let trust = try? TrustFile(parsing: last.json) else {
            return nil
        }
        if trust.isSingleOperator != state.isSingleOperator {
            return state.isSingleOperator
                ? "trust.json does not say yet that there is a single operator now"
                : "trust.json still says single operator, though there are two admins"
        }
        if trust.maxStatusAge != state.policy[.maximumStatusAgeDays] * Timestamp.day {
            return "trust.json has another maxStatusAge than the policy"
        }
        return nil
    }

    /// Refuses keys that clients would not follow: before anything else is done with them, since what the root has signed
    /// stays pinned.
    package func checkKeys() throws(AuthorityError) {
        try AuthorityError.placing {
            guard let old = try newest() else { return }
            guard old.trustKeys.contains(where: { $0.publicKey == custody.trust.publicKey }) else {
                throw AuthorityError.environment(
                    "the file with the root key is of another authority: its trust key is not the one in trust.json "
                        + "(version \(old.version)). Give the file that init made for \(old.name)")
            }
        }
    }

    /// Signs the next version and records it.
    package func sign(by actor: NoteSigner, clock: Timestamp) throws {
        try checkKeys()
        let old = try newest()
        let trust = try make(version: (old?.version ?? 0) + 1)
        let signer = try NoteSigner(name: trustKeyName(), key: custody.trust)
        let note = try TrustSignature.make(for: trust, signers: [signer])
        try TrustSignature.check(note.bytes, of: trust, replacing: old)
        try store.append(
            [.trustFileSigned(json: trust.bytes, signature: note.bytes)], by: actor, clock: clock)
    }

    private func newest() throws -> TrustFile? {
        let recorded = try store.state.trustFiles.last.map { try TrustFile(parsing: $0.json) }
        guard let published, published.version > recorded?.version ?? 0 else { return recorded }
        return published
    }

    private func trustKeyName() -> String { Signers.trustKeyName(origin: store.state.genesis?.origin ?? "") }

    private func make(version: UInt64) throws -> TrustFile {
        let state = store.state
        guard let genesis = state.genesis, let arc = ObjectIdentifier(genesis.arc),
            let registry = Digest(hex: state.registryID)
        else { throw AuthorityError.damaged("the registry has no genesis") }
        let logs = state.logs.sorted { $0.key < $1.key }.map(\.value)
        // Later logs mostly have the first one's root.
        let roots = try logs.compactMap { $0.issuingCA?.signed?.root }
            .reduce(into: [[UInt8]]()) { if !$0.contains($1) { $0.append($1) } }
            .map { try TrustedRoot(der: $0) }
        let trustKey = try VerifierKey(
            name: trustKeyName(), kind: .ed25519, publicKey: custody.trust.publicKey)
        return try TrustFile(
            version: version, registry: registry, name: genesis.name, isTest: genesis.test,
            isSingleOperator: state.isSingleOperator, arc: arc,
            scope: .init(accountKinds: AccountURI.Kind.allCases), roots: roots, logs: try logs.map(entry),
            statusKeys: try statusKeys(logs), trustThreshold: 1, trustKeys: [trustKey],
            maxStatusAge: state.policy[.maximumStatusAgeDays] * Timestamp.day)
    }

    private func entry(_ log: LogState) throws -> TrustFile.Log {
        let key = try VerifierKey(parsing: log.opening.logKey)
        let final = try log.final.map { final in
            guard let root = Digest(hex: final.root) else {
                throw AuthorityError.damaged("a frozen log without a root")
            }
            return TrustFile.Final(size: final.size, root: root)
        }
        return try TrustFile.Log(
            number: log.opening.number, key: key, policyText: "log \(key.text)\nquorum none\n", final: final)
    }

    /// The newest status key speaks for every log; an older one for the staples of its log's badges, up to the moment
    /// its log was frozen: without it they would all be malformed.
    private func statusKeys(_ logs: [LogState]) throws -> [TrustFile.StatusKey] {
        guard let newest = logs.last?.opening.statusKey else { return [] }
        let current = TrustFile.StatusKey(
            key: try VerifierKey(parsing: newest), logs: logs.map(\.opening.number), retired: nil)
        let older = try logs.filter { !sameBytes($0.opening.statusKey, newest) }.map { log in
            TrustFile.StatusKey(
                key: try VerifierKey(parsing: log.opening.statusKey), logs: [log.opening.number],
                retired: log.final?.time)
        }
        return older + [current]
    }
}
