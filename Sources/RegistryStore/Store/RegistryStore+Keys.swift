import CryptoCore
import Registry
import Transparency

extension RegistryStore {
    /// Refuses identity, log and status keys that are not Ed25519, and one key for two people or under two names.
    ///
    /// The fold itself knows keys as text only, so what takes cryptography to see is looked at here, for new
    /// transactions and for those in the journal alike. Rules count persons: a second name for the same key would let
    /// one signature stand for two people.
    func checkKeys(in events: [Event]) throws {
        for event in events {
            switch event {
            case .genesis(let genesis): try checkIdentities(genesis.admins.map(\.verifierKey))
            case .proposed(let change): try checkIdentities(change.newKey.map { [$0] } ?? [])
            case .confirmed(let sequence):
                let change = state.proposals[sequence]?.change
                try checkIdentities(change?.newKey.map { [$0] } ?? [])
            case .logOpened(let opening):
                _ = try ed25519Key(opening.logKey)
                _ = try ed25519Key(opening.statusKey)
            default: break
            }
        }
    }

    private func checkIdentities(_ texts: [String]) throws {
        var seen: Set<PublicKey> = []
        for text in texts {
            let key = try ed25519Key(text)
            guard seen.insert(key.publicKey).inserted else {
                throw RuleViolation(.key, "two people cannot have the same key \(text)")
            }
            for person in state.people.values {
                // The very same text is the fold's own rule.
                for known in person.keys where known.verifierKey != text {
                    guard try ed25519Key(known.verifierKey).publicKey != key.publicKey else {
                        throw RuleViolation(
                            .key, "the key \(text) belongs to \(person.name), for ever, under another name",
                            remedy: "Make a new one with: greenbadge identity new.")
                    }
                }
            }
        }
    }

    /// A verifier key of C2SP type 1, which is what people, logs and statuses sign with here.
    func ed25519Key(_ text: String) throws -> VerifierKey {
        let key: VerifierKey
        do throws(NoteError) {
            key = try verifierKey(text)
        } catch {
            throw RuleViolation(.key, "\"\(text)\" is not a key that can be used here: \(error)")
        }
        guard key.kind == .ed25519 else {
            throw RuleViolation(
                .key,
                "the key of \(key.name) has the type \(key.kind.rawValue); it must be 1, an Ed25519 key",
                remedy: "Make one with: greenbadge identity new.")
        }
        return key
    }
}

extension AdminChange {
    /// The identity key that it brings in.
    var newKey: String? {
        switch self {
        case .addPerson(_, _, let key), .replaceKey(_, _, let key), .addKey(_, let key): key
        case .removePerson, .setRoles, .setPolicy: nil
        }
    }
}
