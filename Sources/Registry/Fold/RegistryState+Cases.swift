import Encoding

extension RegistryState {
    /// Roles that take in what applicants send.
    package static let intakeRoles: Set<Role> = [.clerk, .reviewer]

    mutating func applyFiling(_ filing: Filing, _ context: TransactionContext) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "take in applications")
        guard applications[filing.id] == nil else {
            throw RuleViolation(.duplicate, "the case \(filing.id) exists already")
        }
        if let form = filing.content.value?.form {
            try checkReapplication(of: form, case: filing.id, at: context.time)
        }
        try takeIn(signed: filing.signed, onBehalf: filing.channel == .onBehalf, for: filing.id)
        var application = Application(
            id: filing.id, channel: filing.channel, filedBy: person.id, filedAt: context.time,
            content: filing.content, contentHash: filing.contentHash, revision: context.sequence)
        application.seen[person.id] = context.sequence
        applications[filing.id] = application
        arrivals.append(filing.id)
        index(application)
    }

    mutating func applyContentChange(
        _ id: ApplicationID, content: Sealed<CaseContent>, hash: String, onBehalf: Bool,
        _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "change a case")
        var application = try open(id)
        // Only proof of possession ties a case to a business: nobody here exchanges the key that it signed with.
        if application.channel == .request, let old = application.content.value, let new = content.value,
            old.certificationRequest != new.certificationRequest
        {
            throw RuleViolation(
                .content, "\(id) came as a signed request, whose key only the business can change",
                remedy: "It may withdraw and apply again with another key.")
        }
        let before = application.content.value
        if let form = content.value?.form,
            form.business != before?.form.business
                || form.displayName != before?.form.displayName
        {
            try checkReapplication(of: form, case: id, at: context.time)
        }
        application.content = content
        application.contentHash = hash
        application.dropStrayChallenges()
        // Whoever writes the claims or chooses the badge's key speaks for the business, and decides nothing on it.
        if onBehalf { application.representatives.insert(person.id) }
        changed(&application, .content(before: before), by: person, context)
        applications[id] = application
        index(application)
    }

    mutating func applyDocument(
        _ id: ApplicationID, _ document: Document, _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        let person = try actor(context, Self.intakeRoles, to: "attach documents")
        var application = try open(id, orAppealed: true)
        guard document.size <= policy[.maximumDocumentBytes] else {
            throw RuleViolation(
                .evidence,
                "a document of \(document.size) bytes; the policy takes \(policy[.maximumDocumentBytes])")
        }
        guard policy.documentTypes.contains(document.type) else {
            let types = policy.documentTypeList.map(\.rawValue).joined(separator: ", ")
            throw RuleViolation(
                .evidence, "a document of type \(document.type.rawValue); the policy takes \(types)",
                remedy: "Print it to PDF, or attach a picture of it.")
        }
        // It stands open in the journal, so it is a word of the programme and not free text.
        guard (1...64).contains(document.kind.utf8.count), document.kind.utf8.allSatisfy(isWord) else {
            throw RuleViolation(
                .evidence, "a document's kind is lower-case letters, digits and hyphens, at most 64")
        }
        guard !application.documents.contains(where: { $0.hash == document.hash }) else {
            throw RuleViolation(.duplicate, "this document is attached already")
        }
        application.documents.append(document)
        changed(&application, .document(hash: document.hash), by: person, context)
        applications[id] = application
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    mutating func applyClaim(_ id: ApplicationID, _ context: TransactionContext) throws(RuleViolation) {
        let person = try actor(context, [.reviewer], to: "claim cases")
        var application = try open(id)
        try refuseRepresentative(of: application, person, to: "claim it")
        if let claim = claim(of: application, at: context.time), claim.by != person.id {
            throw RuleViolation(
                .claim, "\(id) is claimed by \(people[claim.by]?.name ?? "somebody") since \(claim.at)",
                remedy: "\(whoCanRelease(claim)) can release it: greenbadge release \(id).")
        }
        application.claim = Application.Claim(by: person.id, at: context.time)
        application.seen[person.id] = application.revision
        applications[id] = application
    }

    mutating func applyRelease(_ id: ApplicationID, _ context: TransactionContext) throws(RuleViolation) {
        let person = try actor(context, [.reviewer, .admin], to: "release cases")
        var application = try open(id)
        guard let claim = application.claim else { throw RuleViolation(.claim, "\(id) is not claimed") }
        guard claim.by == person.id || person.roles.contains(.admin) else {
            throw RuleViolation(
                .claim, "\(id) is claimed by \(people[claim.by]?.name ?? "somebody else")",
                remedy: "\(whoCanRelease(claim)) can release it.")
        }
        application.claim = nil
        applications[id] = application
    }

    private func whoCanRelease(_ claim: Application.Claim) -> String {
        let claimer = people[claim.by].flatMap { $0.isActive ? $0 : nil }
        let admins = activeAdmins.filter { $0.id != claim.by }
        return Self.either(([claimer].compactMap(\.self) + admins).map(\.name))
    }

    mutating func applyNote(
        _ id: ApplicationID, _ note: Sealed<String>, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "leave notes on cases")
        _ = try open(id, orAppealed: true)
        applications[id]?.notes.append(CaseNote(text: note, by: person.id, at: context.time))
    }

    mutating func applyQuestion(
        _ id: ApplicationID, _ question: Sealed<String>, _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        let person = try actor(context, [], to: "ask the applicant")
        var application = try open(id)
        try checkQuestion(on: application, by: person)
        application.exchanges.append(
            Exchange(
                question: question, askedBy: person.id, askedAt: context.time,
                due: context.time.adding(seconds: policy.seconds(ofDays: .answerDays)), answer: nil,
                answeredAt: nil))
        application.lastChange = context.time
        applications[id] = application
    }

    /// Whether the person may ask the applicant now; the same sentences for the command, before anything is written.
    package func checkQuestion(on application: Application, by person: Person) throws(RuleViolation) {
        let id = application.id
        _ = try open(id)
        try require([.reviewer], of: person, to: "ask the applicant")
        try refuseRepresentative(of: application, person, to: "ask questions on it")
        guard application.openQuestion == nil else {
            throw RuleViolation(
                .state, "\(id) waits for an answer already",
                remedy: "Bring it in with: greenbadge answer \(id).")
        }
    }

    mutating func applyAnswer(
        _ id: ApplicationID, _ answer: Sealed<String>, onBehalf: Bool, signed: String?,
        _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "take in answers")
        var application = try open(id)
        guard application.openQuestion != nil else {
            throw RuleViolation(.state, "\(id) has no open question")
        }
        try takeIn(signed: signed, onBehalf: onBehalf, for: id)
        let last = application.exchanges.count - 1
        application.exchanges[last].answer = answer
        application.exchanges[last].answeredAt = context.time
        // Who types what the business said speaks for it, and decides nothing on the case.
        if onBehalf { application.representatives.insert(person.id) }
        changed(&application, .answer, by: person, context)
        applications[id] = application
    }

    /// A file that a business signed is taken in once: shown again, it would pass for the answer to another question.
    mutating func takeIn(
        signed hash: String?, onBehalf: Bool, for id: ApplicationID
    ) throws(RuleViolation) {
        guard let hash else { return }
        guard !onBehalf else {
            throw RuleViolation(.content, "what comes on behalf of a business has no file that it signed")
        }
        if let earlier = signedFiles[ByteString(hash)] {
            throw RuleViolation(
                .duplicate, "this signed file was taken in already: for \(earlier)",
                remedy: "The business may sign a new one.")
        }
        signedFiles[ByteString(hash)] = id
    }

    mutating func applyWithdrawal(
        _ id: ApplicationID, onBehalf: Bool, _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        _ = try actor(context, Self.intakeRoles, to: "take in withdrawals")
        var application = try open(id)
        application.withdrawnAt = context.time
        application.lastChange = context.time
        application.claim = nil
        applications[id] = application
    }

    /// The case, if something can still change it.
    ///
    /// - Parameter orAppealed: also where an appeal waits for its decision.
    func open(_ id: ApplicationID, orAppealed: Bool = false) throws(RuleViolation) -> Application {
        guard let application = applications[id] else {
            throw RuleViolation(.state, "there is no case \(id)")
        }
        let state = state(of: application, at: lastTime)
        guard !state.isFinal, application.badge == nil else {
            throw RuleViolation(
                .state,
                "\(id) is \(application.badge == nil ? state.rawValue : "issued") and cannot change any more",
                remedy: application.badge.map { "Its badge is \($0); the business may apply for another." }
                    ?? wayOn(from: state, application))
        }
        guard state != .appealed || orAppealed else {
            throw RuleViolation(
                .state, "\(id) is rejected, and the appeal against it waits for a decision",
                remedy: "greenbadge appeal uphold \(id), or greenbadge appeal reverse \(id).")
        }
        return application
    }

    func changed(
        _ application: inout Application, _ what: CaseChange.What, by person: Person,
        _ context: TransactionContext
    ) {
        let wasCurrent = application.seen[person.id] == application.revision
        application.changes.append(
            CaseChange(sequence: context.sequence, at: context.time, by: person.id, what: what))
        application.revision = context.sequence
        application.lastChange = context.time
        // A content change voids approvals: they stay in the list, but their revision is no longer the current one.
        if wasCurrent { application.seen[person.id] = context.sequence }
    }
}
