import CryptoCore
import Encoding
import Registry
import Transparency

extension RegistryStore {
    /// Checks one transaction as it stands in the journal and folds it.
    func replay(_ sequence: UInt64, _ payload: [UInt8]) throws {
        do {
            let note = try SignedNote(
                parsing: payload, maximumBytes: Transaction.maximumBytes, maximumSignatures: 32)
            let transaction = try Transaction(text: note.text)
            try check(transaction, at: sequence)
            vault.registryID = sequence == 0 ? SHA256.hash(note.textBytes).hex : registryID
            let events = try transaction.events.map { try EventCodec.event($0, vault: vault) }
            // Canonical: what was read, written again, is the same text.
            let again = Transaction(
                registryID: transaction.registryID, sequence: sequence, previous: transaction.previous,
                time: transaction.time, events: events.map(EventCodec.json))
            guard sameBytes(again.text, note.text) else {
                throw StoreError.damaged("its text is not canonical")
            }
            try checkKeys(in: events)
            let actor = try actorKey(of: note, events: events, sequence: sequence)
            try checkDecisions(events, actor: actor)
            try checkContents(events)
            let context = TransactionContext(sequence: sequence, time: transaction.time, actorKey: actor)
            let added = try state.replay(
                events, in: context, registryID: sequence == 0 ? vault.registryID : nil)
            grow(added)
            noteLeakedKeys(events)
            try checkFreezes(events)
            try checkCheckpoints(events)
            lastHash = SHA256.hash(payload)
        } catch let error as StoreError {
            if case .damaged(let what) = error {
                throw StoreError.damaged("transaction \(sequence): \(what)")
            }
            throw error
        } catch let error as RuleViolation {
            throw StoreError.damaged("transaction \(sequence) breaks a rule: \(error)")
        } catch let error as NoteError {
            throw StoreError.damaged("transaction \(sequence): \(error)")
        } catch let error as JSONError {
            throw StoreError.damaged("transaction \(sequence): \(error)")
        }
    }

    private func check(_ transaction: Transaction, at sequence: UInt64) throws {
        guard transaction.sequence == sequence else {
            throw StoreError.damaged("it calls itself \(transaction.sequence)")
        }
        let previous = lastHash?.hex ?? Transaction.zeros
        guard transaction.previous == previous else {
            throw StoreError.damaged(
                "it follows \(transaction.previous), but the one before it is \(previous)")
        }
        let registry = sequence == 0 ? Transaction.zeros : registryID
        guard transaction.registryID == registry else {
            throw StoreError.damaged("it belongs to the registry \(transaction.registryID)")
        }
    }

    /// The key that signed: of an active person, and its only signature; transaction 0 is signed by each of its admins.
    private func actorKey(of note: SignedNote, events: [Event], sequence: UInt64) throws -> String {
        if sequence == 0 {
            guard case .genesis(let genesis) = events.first, let first = genesis.admins.first else {
                throw StoreError.damaged("the journal does not begin with a genesis")
            }
            let keys = try genesis.admins.map { try verifierKey($0.verifierKey) }
            guard note.signatures.count == keys.count, try note.verifiedStrictly(by: keys).count == keys.count
            else {
                throw StoreError.damaged("the genesis is not signed by each of its admins")
            }
            signatureCount += keys.count
            return first.verifierKey
        }
        guard note.signatures.count == 1 else {
            throw StoreError.damaged("it has \(note.signatures.count) signatures; exactly one belongs there")
        }
        let signature = note.signatures[0]
        var named: Person?
        for person in state.people.values where person.isActive {
            for text in person.activeKeys {
                let key = try verifierKey(text)
                guard key.isNamed(by: signature) else { continue }
                // Key ids have 32 bits, so two people's keys may share name and id: either may have signed.
                named = person
                guard key.isValid(signature, for: note.textBytes) else { continue }
                signatureCount += 1
                return text
            }
        }
        if let named { throw StoreError.damaged("the signature of \(named.name) is not valid") }
        throw StoreError.damaged(
            "it is signed by \(signature.name), whose key belongs to nobody who works here then")
    }

    /// A decision note inside must be signed by the transaction's actor, and by nobody else here; one that travelled by
    /// exactly the keys that the event names.
    func checkDecisions(_ events: [Event], actor: String) throws {
        for event in events {
            let bytes: [UInt8]
            switch event {
            case .decided(_, let note), .brokeGlass(_, let note, _): bytes = note
            case .accepted(_, let note, let signers):
                try checkSigners(of: note, signers)
                continue
            default: continue
            }
            let note = try DecisionNote(parsing: bytes).note
            guard note.signatures.count == 1, try !note.verified(by: [try verifierKey(actor)]).isEmpty else {
                throw StoreError.damaged("a decision in it is not signed by the one who brings it")
            }
            signatureCount += 1
        }
    }

    private func checkSigners(of bytes: [UInt8], _ signers: [String]) throws {
        let note = try DecisionNote(parsing: bytes).note
        let keys = try signers.map { try verifierKey($0) }
        guard !keys.isEmpty, try note.verifiedStrictly(by: keys).count == keys.count else {
            throw StoreError.damaged("a decision in it is not signed by those who are named")
        }
        signatureCount += keys.count
    }

    /// What events carry must be what they say: the content that a hash in a decision stands for, and the certificate
    /// of what was approved.
    func checkContents(_ events: [Event]) throws {
        for event in events {
            switch event {
            case .applicationFiled(let filing):
                try checkHash(filing.contentHash, of: filing.content, filing.id)
                try refuseLeakedKey(in: filing.content)
            case .contentChanged(let id, let content, let hash, _):
                try checkHash(hash, of: content, id)
                try refuseLeakedKey(in: content)
            case .challengeIssued(let id, let issue):
                try checkBinding(of: issue, id)
            case .badgeLogged(let logging):
                try refuseLeakedKey(in: logging)
                try LoggedCertificate.check(logging, for: state.applications[logging.application])
            case .published(let publication):
                // The anchor tells whoever keeps a checkpoint whether the journal behind it is still the same.
                guard let lastHash, publication.anchorHash == lastHash.hex else {
                    throw StoreError.damaged(
                        "its anchor names the transaction \(publication.anchorHash), which is not the one before it"
                    )
                }
            case .decided(let decision, _):
                try checkHash(of: decision)
            default: break
            }
        }
    }

    /// A decision on a badge signs the hash of its tbsCertificate; of a case the fold itself compares the hashes.
    private func checkHash(of decision: Decision) throws {
        guard let serial = BadgeSerial(decision.subject), let badge = state.badges[serial] else { return }
        guard SHA256.hash(badge.logging.tbs).hex == decision.contentHash else {
            throw StoreError.damaged("the decision on badge \(serial) is on another certificate")
        }
    }

    /// A recorded checkpoint is that of the log as it stands behind it: badge files and clients are given it.
    func checkCheckpoints(_ events: [Event]) throws {
        for event in events {
            let bytes: [UInt8]
            switch event {
            case .checkpointSigned(let note): bytes = note
            case .published(let publication): bytes = publication.checkpoint
            default: continue
            }
            let checkpoint = try Checkpoint(text: try SignedNote(parsing: bytes).text)
            guard let log = state.log, let tree = trees[state.currentLog],
                sameBytes(checkpoint.origin, log.opening.origin), checkpoint.size == tree.count,
                checkpoint.root == tree.root
            else {
                throw StoreError.damaged("its checkpoint is not that of log \(state.currentLog) as it stands")
            }
        }
    }

    private func checkHash(_ hash: String, of content: Sealed<CaseContent>, _ id: ApplicationID) throws {
        guard let value = content.value else { return }
        guard SHA256.hash(value.json.canonicalBytes).hex == hash else {
            throw StoreError.damaged("the content of \(id) is not the one whose hash it gives")
        }
    }

    /// A frozen log ends with the root that its own entries have, as far as they are known, and that its key signed.
    func checkFreezes(_ events: [Event]) throws {
        for case .logFrozen(let freeze) in events {
            if let tree = trees[freeze.number], tree.count >= freeze.size,
                tree.root(size: freeze.size).hex != freeze.root
            {
                throw StoreError.damaged(
                    "log \(freeze.number) does not have the root with which it is frozen")
            }
            guard !freeze.checkpoint.isEmpty, let opening = state.logs[freeze.number]?.opening else {
                continue
            }
            let note = try SignedNote(parsing: freeze.checkpoint)
            let checkpoint = try Checkpoint(text: note.text)
            guard try !note.verified(by: [try verifierKey(opening.logKey)]).isEmpty,
                sameBytes(checkpoint.origin, opening.origin), checkpoint.size == freeze.size,
                checkpoint.root.hex == freeze.root
            else { throw StoreError.damaged("log \(freeze.number) is frozen with another's checkpoint") }
        }
    }

    func grow(_ added: [LogRecord]) {
        for record in added {
            let entry = LogEntry(record)
            trees[state.currentLog, default: MerkleAccumulator()].append(MerkleTree.leafHash(entry.bytes))
            records[state.currentLog, default: []].append(record)
        }
    }
}
