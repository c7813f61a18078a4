package import Encoding

/// Everything the registry knows: the fold over its events, in journal order.
///
/// `apply` is the only way to change it and refuses whatever breaks a rule, so a forged or replayed journal is refused
/// when it is read, not only by the commands that write it (DESIGN D10). It knows nothing of signatures: who signed a
/// transaction is established before, and given as `TransactionContext`.
package struct RegistryState: Sendable {
    /// Transaction 0; nil before it.
    package internal(set) var genesis: Genesis?
    package internal(set) var policy = Policy.standard
    /// Every version of the policy, oldest first; the last one counts.
    package internal(set) var policies: [PolicyState] = []
    /// Hex SHA-256 of transaction 0's text: the registry id. Given with transaction 0.
    package internal(set) var registryID = ""
    package internal(set) var people: [PersonID: Person] = [:]
    /// Which person each identity key belongs or belonged to.
    package internal(set) var owners: [ByteString: PersonID] = [:]
    package internal(set) var proposals: [UInt64: Proposal] = [:]
    package internal(set) var applications: [ApplicationID: Application] = [:]
    /// Applications in the order in which they came in.
    package internal(set) var arrivals: [ApplicationID] = []
    /// The cases of each business in the order in which they came in, by the key of its register entry.
    package internal(set) var businesses: [ByteString: [ApplicationID]] = [:]
    /// The case of every file that a business signed, by the file's hex SHA-256: each is taken in once.
    package internal(set) var signedFiles: [ByteString: ApplicationID] = [:]
    package internal(set) var badges: [BadgeSerial: Badge] = [:]
    /// Signed badges that wait for the checkpoint that goes into their files.
    var awaitingCheckpoint: [BadgeSerial] = []
    package internal(set) var logs: [UInt16: LogState] = [:]
    package internal(set) var currentLog: UInt16 = 0
    /// The highest sequence of a snapshot or staple so far.
    package internal(set) var statusSequence: UInt64 = 0
    package internal(set) var publications: [PublicationState] = []
    package internal(set) var trustFiles: [TrustFileState] = []
    /// Every list and extract that was imported, oldest first.
    package internal(set) var lists: [ListImportState] = []
    /// Whether a case was screened here: from then on none is approved without.
    package internal(set) var hasScreenings = false
    /// Sequence of the last transaction; nil before transaction 0.
    package internal(set) var lastSequence: UInt64?
    package internal(set) var lastTime = Timestamp(secondsSince1970: 0)

    package init() {}

    /// A change that waits for a second admin.
    package struct Proposal: Hashable, Sendable {
        package let change: AdminChange
        package let by: PersonID
        package let at: Timestamp
        package let sequence: UInt64
    }

    /// A version of the policy with its place in the journal.
    package struct PolicyState: Hashable, Sendable {
        package let policy: Policy
        package let sequence: UInt64
        package let at: Timestamp
    }

    /// A publication with its place in the journal.
    package struct PublicationState: Hashable, Sendable {
        package let publication: Publication
        package let sequence: UInt64
    }

    /// A signed trust file with its place in the journal.
    package struct TrustFileState: Hashable, Sendable {
        package let json: [UInt8]
        package let signature: [UInt8]
        package let sequence: UInt64
    }

    /// Somebody whose keys may still sign, by number.
    package func person(_ id: PersonID) -> Person? { people[id] }

    /// The active person to whom an active key belongs.
    package func activePerson(verifierKey: String) -> Person? {
        guard let id = owners[ByteString(verifierKey)], let person = people[id], person.isActive,
            person.activeKeys.contains(where: { sameBytes($0, verifierKey) })
        else { return nil }
        return person
    }

    /// Admins who work here now.
    package var activeAdmins: [Person] {
        people.values.filter { $0.isActive && $0.roles.contains(.admin) }.sorted { $0.id < $1.id }
    }

    /// With one admin nobody checks the checker; every audit and verdict says so.
    package var isSingleOperator: Bool { activeAdmins.count < 2 }

    /// The log that takes new entries.
    package var log: LogState? { logs[currentLog] }
}

/// Who signed a transaction, where it stands and when; established before its events are folded.
package struct TransactionContext: Hashable, Sendable {
    package let sequence: UInt64
    package let time: Timestamp
    /// The verifier key whose signature the transaction carries.
    package let actorKey: String
    package init(sequence: UInt64, time: Timestamp, actorKey: String) {
        self.sequence = sequence
        self.time = time
        self.actorKey = actorKey
    }
}

/// What an event adds to the public log, as values (DESIGN 4.2).
package enum LogRecord: Hashable, Sendable {
    case null
    case badge(tbs: [UInt8])
    case status(StatusChange, time: Timestamp)
    case snapshot(sequence: UInt64, hash: String)
    case issuingCA(tbs: [UInt8])
    case anchor(sequence: UInt64, hash: String)
    /// An entry that the journal lost, as it was published.
    case lost([UInt8])
}

/// One public log of the registry.
package struct LogState: Hashable, Sendable {
    package let opening: LogOpening
    /// Number of entries.
    package var size: UInt64 = 0
    package var issuingCA: IssuingCAState?
    /// Size and hex root at which it ended.
    package var final: Final?
    /// Size and note of the last signed checkpoint.
    package var checkpoint: [UInt8]?

    /// Where a frozen log ended.
    package struct Final: Hashable, Sendable {
        package let size: UInt64
        package let root: String
        /// The first so many entries are in the journal; the rest was lost, and answers for nothing.
        package let known: UInt64
        /// The signed checkpoint over `size` entries; empty where none was ever signed.
        package let checkpoint: [UInt8]
        /// The transaction that froze it.
        package let sequence: UInt64
        package let time: Timestamp
    }

    /// The log's issuing CA: logged, then signed.
    package struct IssuingCAState: Hashable, Sendable {
        package let serial: BadgeSerial
        package let tbs: [UInt8]
        package var signed: IssuingCA?
        /// The transaction that recorded the root's signature.
        package var signedSequence: UInt64?
    }
}

/// A badge from the moment its tbsCertificate is in the log.
package struct Badge: Hashable, Sendable {
    package let logging: BadgeLogging
    package let loggedAt: Timestamp
    package let loggedSequence: UInt64
    package var signing: BadgeSigning?
    /// The checkpoint note that goes into its file.
    package var checkpoint: [UInt8]?
    package var state: BadgeState = .good
    package var reason: UInt8 = 0
    package var stateSince: Timestamp
    /// Sequence of the last status change; decisions about the badge sign it as their revision.
    package var revision: UInt64
    package var successor: BadgeSerial?
    /// Approvals of a reinstatement since the badge was suspended.
    package var approvals: [DecisionState] = []
    /// Who suspended it: does not complete the quorum that reinstates it.
    package var suspendedBy: PersonID?
    /// Every status change, in journal order; statuses as of any publication are read from it.
    package var history: [StatusEntry] = []
    /// Requests of the business that it be revoked.
    package var requests: [RevocationRequestState] = []

    /// One status change with its place in the journal.
    package struct StatusEntry: Hashable, Sendable {
        package let change: StatusChange
        package let at: Timestamp
        package let sequence: UInt64
        package let by: PersonID
    }

    /// The last change before transaction `sequence`; nil where the badge was good since its issuance.
    package func status(before sequence: UInt64) -> StatusEntry? {
        history.last { $0.sequence < sequence }
    }

    /// Logged, but its signature was never recorded: nothing of it has left the authority.
    package var isUnsigned: Bool { signing == nil }
}
