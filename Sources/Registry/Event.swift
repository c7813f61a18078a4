package import Encoding

/// What can happen in a registry: one canonical-JSON line of a transaction each (DESIGN 4.5).
///
/// Registry state is the fold over these, in journal order. Bytes of certificates and notes are carried as they are:
/// a recorded result is never made again.
package enum Event: Hashable, Sendable {
    // The authority itself.
    case genesis(Genesis)
    /// A change that takes two admins once there are two; with one it takes effect at once.
    case proposed(AdminChange)
    /// A second admin's agreement to the change proposed in transaction `proposal`.
    case confirmed(proposal: UInt64)

    // The log and its certificates.
    case logOpened(LogOpening)
    case issuingCALogged(tbs: [UInt8])
    case issuingCASigned(IssuingCA)
    case trustFileSigned(json: [UInt8], signature: [UInt8])
    case logFrozen(LogFreeze)

    // A case.
    case applicationFiled(Filing)
    /// `onBehalf`: typed or given by the authority's person, not part of a file that the business signed.
    case contentChanged(ApplicationID, content: Sealed<CaseContent>, hash: String, onBehalf: Bool = true)
    case documentAttached(ApplicationID, Document)
    case claimed(ApplicationID)
    case released(ApplicationID)
    case checksRecorded(ApplicationID, [CheckRecord])
    case asked(ApplicationID, question: Sealed<String>)
    /// `signed`: hex SHA-256 of the file that the business signed; nil where it is on behalf.
    case answered(ApplicationID, answer: Sealed<String>, onBehalf: Bool, signed: String? = nil)
    case withdrawn(ApplicationID, onBehalf: Bool)
    /// A remark on a case; changes nothing that is decided on.
    case noted(ApplicationID, note: Sealed<String>)
    /// The business is asked to show that an account is its own.
    case challengeIssued(ApplicationID, ChallengeIssue)
    /// What came of it; an answer that matched stands with the check that it shows.
    case challengeAnswered(ApplicationID, ChallengeAnswer)
    /// The case rests until a time, or until somebody resumes it.
    case held(ApplicationID, reason: Sealed<String>, until: Timestamp?)
    case resumed(ApplicationID)
    /// The business appeals against its rejection; `signed` as for answers.
    case appealed(ApplicationID, statement: Sealed<String>, onBehalf: Bool, signed: String? = nil)
    case feeRecorded(ApplicationID, Fee)
    /// What the business reads beside the decision of the same transaction.
    case explained(ApplicationID, text: Sealed<String>)
    /// What the screening found in the case as it is with this transaction.
    case screened(ApplicationID, ScreeningRecord)
    /// Hits that another reviewer found harmless, by number.
    case hitsCleared(ApplicationID, hits: [Int64], note: Sealed<String>)
    /// A list or extract that cases are held against from here on.
    case listImported(ListImport)
    /// A decision note by the transaction's actor, carried whole.
    case decided(Decision, note: [UInt8])
    /// A decision note that travelled, with the keys that signed it, in the order of its lines.
    case accepted(Decision, note: [UInt8], signers: [String])
    /// A decision note of an admin alone, with the reason in writing.
    case brokeGlass(Decision, note: [UInt8], reason: Sealed<String>)

    // Badges.
    case badgeLogged(BadgeLogging)
    case badgeSigned(BadgeSigning)
    case checkpointSigned(note: [UInt8])
    case statusChanged(StatusChange)
    /// The business asked, signed with the badge's key, for the revocation of the same transaction.
    case revocationRequested(ApplicationID, RevocationRequest)
    case published(Publication)
}

/// Transaction 0: who starts the registry, under which rules.
package struct Genesis: Hashable, Sendable {
    package struct Admin: Hashable, Sendable {
        package let name: String
        package let verifierKey: String
        package init(name: String, verifierKey: String) {
            self.name = name
            self.verifierKey = verifierKey
        }
    }
    /// The authority's name for people.
    package let name: String
    package let test: Bool
    package let nonce: [UInt8]
    /// The OID arc of the certificate profile, dotted.
    package let arc: String
    package let origin: String
    package let baseURL: String
    /// `p256` or `ed25519`: how certificates are signed.
    package let algorithm: String
    package let admins: [Admin]
    package let policy: Policy

    package init(
        name: String, test: Bool, nonce: [UInt8], arc: String, origin: String, baseURL: String,
        algorithm: String,
        admins: [Admin], policy: Policy
    ) {
        self.name = name
        self.test = test
        self.nonce = nonce
        self.arc = arc
        self.origin = origin
        self.baseURL = baseURL
        self.algorithm = algorithm
        self.admins = admins
        self.policy = policy
    }
}

/// What only two admins change together.
package enum AdminChange: Hashable, Sendable {
    case addPerson(name: String, roles: [Role], verifierKey: String)
    case removePerson(PersonID)
    /// `old` stops and `new` starts counting with the same transaction.
    case replaceKey(PersonID, old: String, new: String)
    case addKey(PersonID, verifierKey: String)
    case setRoles(PersonID, roles: [Role])
    case setPolicy(Policy)
}

/// A log begins, with its keys; its entry 0 is null.
package struct LogOpening: Hashable, Sendable {
    package let number: UInt16
    package let origin: String
    package let logKey: String
    package let statusKey: String
    package init(number: UInt16, origin: String, logKey: String, statusKey: String) {
        self.number = number
        self.origin = origin
        self.logKey = logKey
        self.statusKey = statusKey
    }
}

/// A log ends because the journal's end was lost (DESIGN 4.6), at the newest checkpoint that was ever signed.
///
/// What the journal lost of the log cannot be answered for: every index from the journal's end to `size` is revoked.
package struct LogFreeze: Hashable, Sendable {
    package let number: UInt16
    /// The log's last size, and the hex root there.
    package let size: UInt64
    package let root: String
    /// The signed checkpoint over it; empty where none was ever signed.
    package let checkpoint: [UInt8]
    /// The entries that the journal lost, as they were published; empty where they could not be had.
    package let lost: [[UInt8]]
    /// Sanctions that were published and that the journal lost.
    package let sanctions: [StatusChange]
    package init(
        number: UInt16, size: UInt64, root: String, checkpoint: [UInt8], lost: [[UInt8]],
        sanctions: [StatusChange]
    ) {
        self.number = number
        self.size = size
        self.root = root
        self.checkpoint = checkpoint
        self.lost = lost
        self.sanctions = sanctions
    }
}

/// An issuing CA as the root signed it, the root itself and the root's revocation list.
package struct IssuingCA: Hashable, Sendable {
    package let certificate: [UInt8]
    package let root: [UInt8]
    package let rootRevocationList: [UInt8]
    package init(certificate: [UInt8], root: [UInt8], rootRevocationList: [UInt8]) {
        self.certificate = certificate
        self.root = root
        self.rootRevocationList = rootRevocationList
    }
}

/// An application comes in.
package struct Filing: Hashable, Sendable {
    package let id: ApplicationID
    package let channel: FilingChannel
    package let content: Sealed<CaseContent>
    package let contentHash: String
    /// Hex SHA-256 of the file that the business signed; nil where it is on behalf.
    package let signed: String?
    package init(
        id: ApplicationID, channel: FilingChannel, content: Sealed<CaseContent>, contentHash: String,
        signed: String? = nil
    ) {
        self.signed = signed
        self.id = id
        self.channel = channel
        self.content = content
        self.contentHash = contentHash
    }
}

/// Step 5 of an issuance: the tbsCertificate, serial included, is in the log before it is signed.
package struct BadgeLogging: Hashable, Sendable {
    package let application: ApplicationID
    package let serial: BadgeSerial
    package let tbs: [UInt8]
    package let accounts: [String]
    package let notBefore: Timestamp
    package let notAfter: Timestamp
    package init(
        application: ApplicationID, serial: BadgeSerial, tbs: [UInt8], accounts: [String],
        notBefore: Timestamp,
        notAfter: Timestamp
    ) {
        self.application = application
        self.serial = serial
        self.tbs = tbs
        self.accounts = accounts
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

/// Step 7: the signature, and the staple that goes into the badge file.
package struct BadgeSigning: Hashable, Sendable {
    package let serial: BadgeSerial
    package let signature: [UInt8]
    /// The staple's sequence, shared with snapshots.
    package let stapleSequence: UInt64
    /// The signed staple note.
    package let staple: [UInt8]
    package init(serial: BadgeSerial, signature: [UInt8], stapleSequence: UInt64, staple: [UInt8]) {
        self.serial = serial
        self.signature = signature
        self.stapleSequence = stapleSequence
        self.staple = staple
    }
}

/// What the status of a badge can be (PROGRAMME section 3), with the numbers of log entry type 2.
package enum BadgeState: UInt8, Sendable, Hashable, CaseIterable {
    case good = 0
    case limited = 1
    case suspended = 2
    case superseded = 3
    case revoked = 4

    /// `good`, `limited` …
    package var name: String {
        switch self {
        case .good: "good"
        case .limited: "limited"
        case .suspended: "suspended"
        case .superseded: "superseded"
        case .revoked: "revoked"
        }
    }
    package init?(name: String) {
        guard let state = Self.allCases.first(where: { sameBytes($0.name, name) }) else { return nil }
        self = state
    }
    /// Nothing follows it.
    package var isFinal: Bool { self == .revoked || self == .superseded }
}

/// A badge's status changes: log entry type 2.
package struct StatusChange: Hashable, Sendable {
    package let serial: BadgeSerial
    package let state: BadgeState
    /// X.509 reason code (RFC 5280 5.3.1), 0 where none applies.
    package let reason: UInt8
    package let successor: BadgeSerial?
    package init(serial: BadgeSerial, state: BadgeState, reason: UInt8, successor: BadgeSerial?) {
        self.serial = serial
        self.state = state
        self.reason = reason
        self.successor = successor
    }
}

/// One signed status snapshot: log entry type 3.
package struct SnapshotRecord: Hashable, Sendable {
    package let logNumber: UInt16
    /// Shared with staples; strictly rising over the whole registry.
    package let sequence: UInt64
    /// N: indexes below it are answered for.
    package let covered: UInt64
    /// The whole snapshot file's SHA-256, hex.
    package let hash: String
    /// The status key's signature line of the note.
    package let signature: [UInt8]
    package init(logNumber: UInt16, sequence: UInt64, covered: UInt64, hash: String, signature: [UInt8]) {
        self.logNumber = logNumber
        self.sequence = sequence
        self.covered = covered
        self.hash = hash
        self.signature = signature
    }
}

/// The signature of one issuing CA's certificate revocation list; its number is the publication's first sequence.
package struct RevocationListRecord: Hashable, Sendable {
    package let issuer: BadgeSerial
    package let signature: [UInt8]
    package init(issuer: BadgeSerial, signature: [UInt8]) {
        self.issuer = issuer
        self.signature = signature
    }
}

/// A publication: the signatures of snapshots and lists, and the checkpoint over log entries 3 and 5.
package struct Publication: Hashable, Sendable {
    package let issued: Timestamp
    package let nextUpdate: Timestamp
    /// The current log's first, then those of frozen logs by number.
    package let snapshots: [SnapshotRecord]
    package let revocationLists: [RevocationListRecord]
    /// Log entry 5: the last transaction before this one.
    package let anchorSequence: UInt64
    package let anchorHash: String
    /// The signed checkpoint over all of it.
    package let checkpoint: [UInt8]

    package init(
        issued: Timestamp, nextUpdate: Timestamp, snapshots: [SnapshotRecord],
        revocationLists: [RevocationListRecord], anchorSequence: UInt64, anchorHash: String,
        checkpoint: [UInt8]
    ) {
        self.issued = issued
        self.nextUpdate = nextUpdate
        self.snapshots = snapshots
        self.revocationLists = revocationLists
        self.anchorSequence = anchorSequence
        self.anchorHash = anchorHash
        self.checkpoint = checkpoint
    }
}
