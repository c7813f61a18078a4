import BadgeVerifier
package import CryptoCore
package import Encoding
package import Files
package import Registry
package import RegistryStore
package import Transparency

/// Brings a registry back whose head is missing or whose journal lost its end (DESIGN 4.6).
///
/// Looking comes first and changes nothing. Then, each step durable before the next, and none that cannot be begun anew:
///
///     1 head           rebuilt over the transactions that are there, with the newest checkpoint that was ever signed:
///                      ordinary commands refuse the registry from now on until step 2 is done
///     2 logFrozen      the log ends at that checkpoint; what was lost of it is revoked
///     3 keys           the old bundle is kept as authority.keys.log-N, the new one renamed into its place
///     4 logOpened …    issuing CA logged, then signed; trust file; publication (`LogCeremony`), with a last revocation
///                      list of the CA before, where its key is at hand: tools that know no snapshot have only that
///
/// A crash behind 2 or later leaves a frozen log without a complete successor: `recover` finds that and goes on.
package struct Recovery {
    /// What has to be done.
    package enum Task: Hashable, Sendable {
        /// Nothing is lost and nothing unfinished.
        case nothing
        /// Nothing is lost but the head.
        case head
        /// The journal's end is lost, or a new log is asked for: the log ends, the next begins.
        case newLog
        /// An earlier recovery was cut off: the next log is opened, or completed.
        case finish
    }

    package let store: RegistryStore
    package let task: Task
    /// Why, in sentences for whoever decides.
    package let facts: [String]
    /// The log's new end, for `.newLog`.
    package let freeze: LogFreeze?
    /// Badges that the journal lost and that are revoked now, as far as their entries are known.
    package let lostBadges: [(serial: BadgeSerial, name: String)]
    let checkpoint: [UInt8]
    let trust: TrustFile?

    /// Looks at a registry. Nothing is changed.
    ///
    /// - Parameters:
    ///   - access: `.recover` to go on with `run`, `.examine` to look only.
    ///   - last: give up what stands behind this transaction, where the journal is damaged and no copy is left.
    ///   - wantsNewLog: end the log though nothing of it is lost, since its keys are.
    package init(
        _ directory: String, access: StoreAccess, upTo last: UInt64? = nil, wantsNewLog: Bool = false,
        fileSystem: any FileSystem, random: RandomSource
    ) throws(AuthorityError) {
        self = try AuthorityError.placing {
            let examination = try RegistryStore.examine(
                directory, access: access, believingHead: false, upTo: last, fileSystem: fileSystem,
                random: random)
            if let finding = examination.findings.first {
                // Giving up transactions mends the journal, and nothing else.
                let isJournal = finding.place.hasPrefix("journal") || finding.place.hasPrefix("transaction ")
                let way =
                    isJournal
                    ? " If there is none, recover --up-to N gives up what stands behind transaction N." : ""
                throw AuthorityError.damaged(
                    "\(finding.place): \(finding.what). Put back a good copy of it.\(way) Nothing was changed"
                )
            }
            guard let store = examination.store else {
                throw AuthorityError.damaged(
                    "the journal has no transaction 0: nothing can be recovered. Put back a copy of journal/")
            }
            return try Recovery(store, wantsNewLog: wantsNewLog)
        }
    }

    private init(_ store: RegistryStore, wantsNewLog: Bool) throws {
        self.store = store
        let head = try store.headAsFound()
        let published = PublishedState(store)
        let losses = try Losses(store, head: head, published)
        checkpoint = losses.newest?.note ?? []
        trust = try published.trustFile()
        let final = store.state.log?.final
        let isUnfinished =
            try final != nil || !store.state.isCurrentLogPublished || published.isOfEarlierLog()
        if losses.isEmpty && !(wantsNewLog && final == nil) {
            task = isUnfinished ? .finish : head == nil ? .head : .nothing
            facts = losses.facts + (isUnfinished ? ["an earlier recovery was cut off"] : [])
            freeze = nil
            lostBadges = []
            return
        }
        task = .newLog
        facts = losses.facts
        let freezing = try Freezing(store, losses, published)
        freeze = freezing.freeze
        lostBadges = freezing.lostBadges
    }

    /// Does it. The store can be used afterwards, except after `.nothing`.
    ///
    /// - Parameters:
    ///   - actor: an admin.
    ///   - custody: the root's and the trust key, for `.newLog` and `.finish`.
    ///   - passphrase: of the bundle of daily keys; nil leaves the new one open, for tests.
    /// - Returns: the frozen logs whose issuing CA could not sign a last revocation list, since its key is not at hand.
    @discardableResult
    package func run(
        by actor: NoteSigner, custody: CustodyKeys?, passphrase: SecretBytes?, clock: Timestamp
    ) throws(AuthorityError) -> [UInt16] {
        try AuthorityError.placing {
            guard task != .nothing else { return [] }
            try checkAdmin(actor)
            if task != .head && custody == nil {
                throw AuthorityError.refused("a new log takes the root's key: --root-key FILE")
            }
            if let custody, task != .head {
                try TrustFileDesk(store: store, custody: custody, published: trust).checkKeys()
            }
            // 1 The head.
            try store.rebuildHead(checkpoint: checkpoint)
            guard let custody, task != .head else { return [] }
            // 2 The log's end.
            if let freeze { try store.append([.logFrozen(freeze)], by: actor, clock: clock) }
            // 3 The keys, 4 the next log.
            let number = store.state.currentLog + (store.state.log?.final == nil ? 0 : 1)
            let keys = try self.keys(forLog: number, passphrase: passphrase)
            try setAsideLostBadges()
            let retired = retiredKeys(passphrase: passphrase)
            try LogCeremony(
                store: store, keys: keys, custody: custody, actor: actor, publishedTrust: trust,
                retired: retired
            ).open(number: number, clock: clock)
            return store.state.logs.keys.filter { $0 < number && retired[$0] == nil }.sorted()
        }
    }

    /// Whether these keys begin a root of their own, beside those that clients have.
    package func beginsRoot(_ custody: CustodyKeys) throws(AuthorityError) -> Bool {
        try AuthorityError.placing { try LogCeremony.root(of: custody, in: store.state) == nil }
    }

    /// The issuing keys of the logs before, out of the bundles that step 3 kept; those that do not open under the same
    /// passphrase, or hold another key, count as gone.
    private func retiredKeys(passphrase: SecretBytes?) -> [UInt16: PrivateKey] {
        var found: [UInt16: PrivateKey] = [:]
        for (number, log) in store.state.logs where log.final != nil {
            let path = keptBundle(ofLog: number)
            guard let keys = try? AuthorityKeys.load(path, passphrase: passphrase, in: store.fileSystem),
                let der = log.issuingCA?.signed?.certificate,
                (try? ParsedCertificate(der: der))?.spki == keys.issuing.publicKey.spki
            else { continue }
            found[number] = keys.issuing
        }
        return found
    }

    private func keptBundle(ofLog number: UInt16) -> String {
        "\(RegistryPlace(store.directory).keyBundle).log-\(number)"
    }

    private func checkAdmin(_ actor: NoteSigner) throws {
        guard let person = store.state.activePerson(verifierKey: actor.verifierKey.text) else {
            throw AuthorityError.refused(
                "the key \(actor.verifierKey.text) belongs to nobody who works here, as far as the journal goes"
            )
        }
        guard person.holds([.admin]) else {
            throw RuleViolation(
                .role, "\(person.name) may not recover a registry: it takes the role admin",
                remedy: store.state.whoCould([.admin], except: [person.id]))
        }
    }

    /// New keys for a log that is not open yet; the bundle's where a crash came behind its opening.
    private func keys(forLog number: UInt16, passphrase: SecretBytes?) throws -> AuthorityKeys {
        let path = RegistryPlace(store.directory).keyBundle
        let fileSystem = store.fileSystem
        if store.state.currentLog == number {
            return try AuthorityKeys.load(path, passphrase: passphrase, in: fileSystem)
        }
        let algorithm = KeyAlgorithm(rawValue: store.state.genesis?.algorithm ?? "") ?? .p256
        let keys = try AuthorityKeys.generate(algorithm)
        let kept = keptBundle(ofLog: number - 1)
        if try fileSystem.exists(path), try !fileSystem.exists(kept) {
            try DurableFile.create(
                kept, try fileSystem.readSecret(path, limit: 64 << 10), permissions: 0o600, in: fileSystem)
        }
        try DurableFile.replace(
            path, try keys.file(passphrase: passphrase, random: store.random), permissions: 0o600,
            in: fileSystem)
        return keys
    }

    /// Files of badges that the journal does not know are kept apart: they say who has one that is revoked now.
    private func setAsideLostBadges() throws {
        let place = RegistryPlace(store.directory)
        let fileSystem = store.fileSystem
        guard try fileSystem.exists(place.badges) else { return }
        let known = Set(
            store.state.badges.values.filter { $0.checkpoint != nil }
                .map { ByteString(BadgeArchive.name(of: $0.logging.serial)) })
        for name in try fileSystem.list(place.badges)
        where !known.contains(ByteString(name)) && !AuditScene.isTemporary(name) {
            try fileSystem.makeDirectories(place.lostBadges, permissions: 0o755)
            try fileSystem.rename(
                FilePath.join(place.badges, name), to: FilePath.join(place.lostBadges, name))
        }
    }
}

extension RegistryPlace {
    /// Badge files whose issuance the journal lost.
    package var lostBadges: String { FilePath.join(root, "badges-lost") }
}

extension RegistryState {
    /// The current log has its CA, stands in a trust file, and was published.
    var isCurrentLogPublished: Bool {
        publications.contains { $0.publication.snapshots.first?.logNumber == currentLog }
    }
}
