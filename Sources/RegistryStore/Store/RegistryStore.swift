package import CryptoCore
package import Encoding
package import Files
import Journal
package import Registry
package import Transparency

/// How a registry is opened.
package enum StoreAccess: Hashable, Sendable {
    /// Without lock; sees the journal as far as it is whole now, up to its head or beyond.
    case read
    /// With the writer's lock, waiting that long for it.
    case write(waitSeconds: Int)
    /// With the lock, and without believing the head: only for `recover`.
    case recover(waitSeconds: Int)
    /// Without lock, and without believing the head: for `audit`.
    case examine

    var journal: JournalAccess {
        switch self {
        case .read: .read
        case .write(let seconds): .write(waitSeconds: seconds)
        case .recover(let seconds): .recover(waitSeconds: seconds)
        case .examine: .examine
        }
    }
}

/// A registry on disk: the state folded from its journal, and the only way to add to it.
///
/// Every transaction that is read is checked whole: frame, hash chain, registry id, signature by an active key, every
/// rule. Nothing is cached between runs, so nothing but the journal can be believed by mistake.
package final class RegistryStore {
    /// Where the registry lies.
    package let directory: String
    package let fileSystem: any FileSystem
    package let random: RandomSource
    package internal(set) var state = RegistryState()
    /// The Merkle tree of each log.
    package internal(set) var trees: [UInt16: MerkleAccumulator] = [:]
    /// What each log's entries say, by index.
    package internal(set) var records: [UInt16: [LogRecord]] = [:]
    /// Hash of the last transaction, signatures included.
    package internal(set) var lastHash: Digest?
    package internal(set) var signatureCount = 0
    /// The badges that were revoked because their key leaked, by its SubjectPublicKeyInfo.
    var leakedKeys: [[UInt8]: BadgeSerial] = [:]
    let journal: Journal
    let vault: CaseVault
    private var verifierKeys: [ByteString: VerifierKey] = [:]

    private init(
        directory: String, journal: Journal, vault: CaseVault, fileSystem: any FileSystem,
        random: RandomSource
    ) {
        self.directory = directory
        self.journal = journal
        self.vault = vault
        self.fileSystem = fileSystem
        self.random = random
    }

    /// The registry id: hex SHA-256 of transaction 0's text.
    package var registryID: String { state.registryID }

    /// Who starts a registry and what they sign.
    package struct Founding {
        let genesis: Genesis
        let admins: [NoteSigner]
        let time: Timestamp
        package init(genesis: Genesis, admins: [NoteSigner], time: Timestamp) {
            self.genesis = genesis
            self.admins = admins
            self.time = time
        }
    }

    /// Makes a registry in a directory that exists and holds none, with transaction 0 signed by each admin.
    package static func create(
        in directory: String, _ founding: Founding, fileSystem: any FileSystem, random: RandomSource
    ) throws(StoreError) -> RegistryStore {
        try StoreError.placing {
            let place = RegistryPlace(directory)
            try CaseVault.create(directory: place.secrets, fileSystem: fileSystem, random: random)
            try fileSystem.makeDirectories(place.evidence, permissions: 0o700)
            try Journal.create(directory: place.journal, headPath: place.head, fileSystem: fileSystem)
            let store = try attach(
                place, access: .write(waitSeconds: 0), fileSystem: fileSystem, random: random)
            try store.found(founding)
            return store
        }
    }

    /// Opens a registry and folds its journal.
    ///
    /// - Throws: `.journal` where journal and head disagree (nothing is changed), `.damaged` where a transaction is not
    ///   what an authorised person signed, `.rule` never: a rule broken in the journal is damage.
    package static func open(
        _ directory: String, access: StoreAccess, fileSystem: any FileSystem, random: RandomSource
    ) throws(StoreError) -> RegistryStore {
        try StoreError.placing {
            let place = RegistryPlace(directory)
            guard try fileSystem.exists(place.description) else {
                throw StoreError.environment(
                    "\(directory) is not a registry: it has no authority.json. Make one with greenbadge init, or name yours with --registry"
                )
            }
            let store = try attach(place, access: access, fileSystem: fileSystem, random: random)
            try store.journal.forEach { sequence, payload in try store.replay(sequence, payload) }
            guard store.state.genesis != nil else {
                throw StoreError.damaged(
                    "the journal is empty: init did not finish. Remove the directory and run it again")
            }
            return store
        }
    }

    static func attach(
        _ place: RegistryPlace, access: StoreAccess, fileSystem: any FileSystem, random: RandomSource
    ) throws -> RegistryStore {
        let journal = try Journal.open(
            directory: place.journal, headPath: place.head, fileSystem: fileSystem, access: access.journal)
        if journal.wasLeftUnclean {
            // The lock is held: what another writer left half written nobody is going to finish.
            for directory in [place.root, place.secrets, place.badges, place.published] {
                DurableFile.removeStale(in: directory, fileSystem)
            }
        }
        let vault = CaseVault(directory: place.secrets, fileSystem: fileSystem, random: random)
        return RegistryStore(
            directory: place.root, journal: journal, vault: vault, fileSystem: fileSystem, random: random)
    }

    /// The signed checkpoint in the head; empty before the first.
    package var headCheckpoint: [UInt8] { journal.checkpoint }

    /// False where the head is missing: the registry can then only be read until `recover`.
    package var isWritable: Bool { journal.state == .ok }

    /// Files that opening moved incomplete bytes to.
    package var movedAside: [String] { journal.movedAside }

    /// How many whole transactions behind the head opening took over.
    package var adopted: Int { journal.adopted }

    /// Lets the writer's lock go.
    package func close() { journal.close() }

    func verifierKey(_ text: String) throws(NoteError) -> VerifierKey {
        if let key = verifierKeys[ByteString(text)] { return key }
        let key = try VerifierKey(parsing: text)
        verifierKeys[ByteString(text)] = key
        return key
    }
}

/// Where the parts of a registry lie (DESIGN 4.6).
package struct RegistryPlace: Sendable {
    package let root: String
    package init(_ root: String) { self.root = root }
    /// `authority.json`: what this directory is.
    package var description: String { FilePath.join(root, "authority.json") }
    package var journal: String { FilePath.join(root, "journal") }
    package var head: String { FilePath.join(root, "head") }
    package var evidence: String { FilePath.join(root, "evidence") }
    package var secrets: String { FilePath.join(root, "secrets") }
    /// Issuing, log and status keys under one passphrase.
    package var keyBundle: String { FilePath.join(secrets, "authority.keys") }
    /// Imported lists and extracts, by hash.
    package var lists: String { FilePath.join(root, "lists") }
    /// Indexes that are made anew when they are missing.
    package var index: String { FilePath.join(root, "index") }
    package var badges: String { FilePath.join(root, "badges") }
    /// What people wrote in `review` and have not signed, sealed.
    package var drafts: String { FilePath.join(root, "drafts") }
    package var published: String { FilePath.join(root, "public") }
}
