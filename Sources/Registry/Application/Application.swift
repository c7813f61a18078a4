package import Encoding

/// The state of a case as people speak of it (PROGRAMME section 3); computed from what happened, never stored.
package enum CaseState: String, Sendable, Hashable, CaseIterable {
    case submitted
    case inReview
    case needsInfo
    case onHold
    /// At least one approval counts, the quorum is not complete.
    case crossCheck
    case approved
    case issued
    case rejected
    /// Rejected, and the business has appealed: somebody who did not decide looks at it again.
    case appealed
    case withdrawn
    /// The applicant did not answer in time.
    case expired
    /// Rejected for a reason for which the business cannot apply again.
    case blocked

    /// The case has ended; of what people do, only an appeal can still move it.
    package var isFinal: Bool {
        switch self {
        case .issued, .rejected, .withdrawn, .expired, .blocked: true
        case .submitted, .inReview, .needsInfo, .onHold, .crossCheck, .approved, .appealed: false
        }
    }
}

/// How an application came in.
package enum FilingChannel: String, Sendable, Hashable {
    /// A `.request` signed by the business's key.
    case request
    /// A plain form filed by somebody of the authority for the business.
    case onBehalf
}

/// What a case is about at one revision: the form and the certification request.
package struct CaseContent: Hashable, Sendable {
    package var form: ApplicationContent
    /// PKCS#10 request in DER, which proves possession of the badge's key; nil until the business gave one.
    package var certificationRequest: [UInt8]?
    /// 16 random bytes, so that the content's hash in a decision says nothing about the content.
    package var salt: [UInt8]

    package init(form: ApplicationContent, certificationRequest: [UInt8]?, salt: [UInt8]) {
        self.form = form
        self.certificationRequest = certificationRequest
        self.salt = salt
    }

    /// Canonical JSON whose SHA-256 decisions sign.
    package var json: JSON {
        .object([
            .init("form", form.json),
            .init("certificationRequest", certificationRequest.map { .string(Base64.encode($0)) } ?? .null),
            .init("salt", .string(Base64.encode(salt))),
        ])
    }

    package init(json: JSON) throws {
        var reader = try ObjectReader(json)
        form = try ApplicationContent(json: try reader.value("form"))
        certificationRequest = try reader.optionalBytes("certificationRequest")
        salt = try reader.bytes("salt")
        try reader.finish()
    }
}

/// A document of a case: sealed in `evidence/` under the hash of its sealed bytes.
package struct Document: Hashable, Sendable {
    /// Lower-case hex SHA-256 of the sealed file, which is its name in `evidence/`.
    package let hash: String
    /// Bytes before sealing.
    package let size: Int64
    /// What it shows, such as `register-extract`.
    package let kind: String
    /// What its bytes are.
    package let type: DocumentType
    package let name: Sealed<String>
    package init(hash: String, size: Int64, kind: String, type: DocumentType, name: Sealed<String>) {
        self.hash = hash
        self.size = size
        self.kind = kind
        self.type = type
        self.name = name
    }
}

/// An approval or rejection as the fold keeps it.
package struct DecisionState: Hashable, Sendable {
    package let decision: Decision
    package let by: PersonID
    package let sequence: UInt64
    package let at: Timestamp
}

/// A question to the applicant or its answer.
package struct Exchange: Hashable, Sendable {
    package let question: Sealed<String>
    package let askedBy: PersonID
    package let askedAt: Timestamp
    /// The last second for the answer, by the policy under which it was asked: a deadline that was told stays.
    package let due: Timestamp
    /// Nil while it is open.
    package var answer: Sealed<String>?
    package var answeredAt: Timestamp?
}

/// One case: an application and all that was done with it.
package struct Application: Hashable, Sendable {
    package let id: ApplicationID
    package let channel: FilingChannel
    /// Who took it in or filed it; decides nothing on it.
    package let filedBy: PersonID
    package let filedAt: Timestamp
    package var content: Sealed<CaseContent>
    /// Hex SHA-256 of the content's canonical JSON.
    package var contentHash: String
    /// Sequence of the last transaction that changed content, evidence or a check (DESIGN 4.5).
    package var revision: UInt64
    package var lastChange: Timestamp
    package var documents: [Document] = []
    /// The newest record of each check, by name.
    package var checks: [ByteString: CheckState] = [:]
    /// The newest challenge of each account, by account.
    var challenges: [ByteString: ChallengeState] = [:]
    /// When each account was answered for wrongly, in journal order.
    var wrongAnswers: [ByteString: [Timestamp]] = [:]
    /// Everybody who recorded a check on the case, at any revision.
    package var checkers: Set<PersonID> = []
    /// Staff who speak for the business: filed, answered or withdrew for it.
    package var representatives: Set<PersonID>
    package var exchanges: [Exchange] = []
    /// What moved the revision since the filing, in journal order.
    package var changes: [CaseChange] = []
    /// Remarks of the people here.
    package var notes: [CaseNote] = []
    /// What the people here wrote for the business beside decisions.
    package var explanations: [Explanation] = []
    package var approvals: [DecisionState] = []
    /// Every decision taken on the case with who took it, so that none is brought in a second time.
    var taken: Set<ByteString> = []
    /// The rejection that stands.
    package var rejection: DecisionState?
    package var appeals: [Appeal] = []
    package var holds: [Hold] = []
    /// The newest record of a fee.
    package var fee: FeeState?
    /// The newest screening; nil before the first.
    package var screening: ScreeningState?
    /// The highest number that a hit of the case has had.
    var highestHit: Int64 = 0
    /// Every hit that a screening of the case has found: numbers are never used for another.
    var knownHits: Set<ScreenedHit> = []
    /// The transaction that filed it.
    let filedSequence: UInt64
    /// The decision of an admin alone, where the quorum could not be had.
    package var brokenGlass: BrokenGlass?
    package var withdrawnAt: Timestamp?
    package var claim: Claim?
    /// The revision that each person last saw by claiming or changing the case.
    package var seen: [PersonID: UInt64] = [:]
    /// The badge's index in the log once it is logged.
    package var badge: BadgeSerial?
    package var isIssued = false

    /// Who works on the case now; a mark for the queue, not a lock.
    package struct Claim: Hashable, Sendable {
        package let by: PersonID
        package let at: Timestamp
    }

    package init(
        id: ApplicationID, channel: FilingChannel, filedBy: PersonID, filedAt: Timestamp,
        content: Sealed<CaseContent>, contentHash: String, revision: UInt64
    ) {
        self.id = id
        self.channel = channel
        self.filedBy = filedBy
        self.filedAt = filedAt
        self.content = content
        self.contentHash = contentHash
        self.revision = revision
        filedSequence = revision
        self.lastChange = filedAt
        self.representatives = [filedBy]
    }

    /// The form, where the case's key is at hand.
    package var form: ApplicationContent? { content.value?.form }

    /// The number for the next hit that no screening of the case has found before.
    package var nextHit: Int64 { highestHit + 1 }

    /// The newest record of `check`.
    package func check(_ name: String) -> CheckState? { checks[ByteString(name)] }

    /// The question that waits for the applicant.
    package var openQuestion: Exchange? { exchanges.last.flatMap { $0.answer == nil ? $0 : nil } }
}
