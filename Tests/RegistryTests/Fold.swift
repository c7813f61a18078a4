import Encoding
import Registry
import TestSupport

/// The fold alone: events by people who are known by name, without files and signatures.
struct Fold {
    static let start = Timestamp(secondsSince1970: 1_790_000_000)
    static let id = String(repeating: "ab", count: 32)

    var state = RegistryState()
    var now = Fold.start
    var policy = Policy.standard

    /// A registry with these admins and the usual people.
    init(
        admins: [String] = ["admin-1", "admin-2"], staff: Bool = true, policy: Policy = .standard
    ) throws(RuleViolation) {
        self.policy = policy
        _ = try state.apply(
            [.genesis(Fold.genesis(admins: admins, policy: policy))], in: context(admins[0]),
            registryID: Fold.id)
        guard staff else { return }
        for (name, role) in [
            ("clerk", Role.clerk), ("reviewer-1", .reviewer), ("reviewer-2", .reviewer),
            ("reviewer-3", .reviewer), ("issuer", .issuer), ("auditor", .auditor),
        ] {
            try change(.addPerson(name: name, roles: [role], verifierKey: Fold.key(name)))
        }
    }

    static func genesis(
        admins: [String], policy: Policy = .standard, nonce: Int = 32
    ) -> Genesis {
        Genesis(
            name: "Example Badge Authority", test: true, nonce: [UInt8](repeating: 7, count: nonce),
            arc: "1.3.6.1.4.1.32473.1", origin: "badges.example.org/log",
            baseURL: "https://badges.example.org", algorithm: "ed25519",
            admins: admins.map { .init(name: $0, verifierKey: key($0)) }, policy: policy)
    }

    /// A key as the fold sees it: a text.
    static func key(_ name: String) -> String { "\(name)+00000000+AAAA\(name)" }

    func context(_ name: String) -> TransactionContext {
        TransactionContext(
            sequence: state.lastSequence.map { $0 + 1 } ?? 0, time: now, actorKey: Fold.key(name))
    }

    @discardableResult
    mutating func apply(_ events: [Event], by name: String) throws(RuleViolation) -> [LogRecord] {
        try state.apply(events, in: context(name))
    }

    mutating func propose(_ change: AdminChange, by name: String = "admin-1") throws(RuleViolation) {
        try apply([.proposed(change)], by: name)
    }

    mutating func confirm(by name: String = "admin-2") throws(RuleViolation) {
        try apply([.confirmed(proposal: state.lastSequence ?? 0)], by: name)
    }

    /// As two admins do it, or one where there is one.
    mutating func change(_ change: AdminChange) throws(RuleViolation) {
        let admins = state.activeAdmins.map(\.name)
        try propose(change, by: admins[0])
        if admins.count > 1 { try confirm(by: admins[1]) }
    }

    func person(_ name: String) -> PersonID {
        state.people.values.first { $0.isActive && $0.name == name }?.id ?? PersonID(0)
    }

    mutating func wait(days: Int64 = 0, seconds: Int64 = 0) {
        now = now.adding(seconds: days * Timestamp.day + seconds)
    }
}

// Cases and badges.
extension Fold {
    static func application(_ number: UInt8 = 1) -> ApplicationID {
        ApplicationID(random: [number, 3, 5, 7])
    }

    @discardableResult
    mutating func file(
        _ form: ApplicationContent = .sample(), number: UInt8 = 1, signed: String? = nil,
        by name: String = "clerk"
    ) throws(RuleViolation) -> ApplicationID {
        let id = Fold.application(number)
        let content = CaseContent(form: form, certificationRequest: [1], salt: [])
        try apply(
            [
                .applicationFiled(
                    Filing(
                        id: id, channel: .request, content: Sealed(ciphertext: [], value: content),
                        contentHash: Fold.id, signed: signed))
            ], by: name)
        return id
    }

    func record(
        _ check: String, _ result: CheckResult = .pass, collected: Timestamp? = nil, waiver: String? = nil
    ) -> CheckRecord {
        CheckRecord(
            check: check, result: result, strength: .person, collected: collected ?? now, waiver: waiver,
            evidence: [],
            remarks: Sealed(ciphertext: [], value: CheckRemarks(method: "", note: "")))
    }

    mutating func recordChecks(_ id: ApplicationID, by name: String = "reviewer-1") throws(RuleViolation) {
        let accounts = state.applications[id]?.form?.accounts ?? []
        let records = state.policy.requiredChecks(accounts: accounts).map { record($0.name) }
        try apply([.checksRecorded(id, records)], by: name)
    }

    func decision(_ verdict: Decision.Verdict, on id: ApplicationID) -> Decision {
        let application = state.applications[id]
        return Decision(
            registry: state.registryID, subject: id.description, revision: application?.revision ?? 0,
            contentHash: application?.contentHash ?? "", policyVersion: state.policy.version,
            verdict: verdict, time: now,
            expiry: now.adding(seconds: state.policy[.decisionDays] * Timestamp.day))
    }

    mutating func approve(_ id: ApplicationID, by name: String) throws(RuleViolation) {
        try apply([.decided(decision(.approve, on: id), note: [])], by: name)
    }

    /// A case that may be issued.
    mutating func approvedCase(_ number: UInt8 = 1) throws(RuleViolation) -> ApplicationID {
        let id = try file(.sample(Int(number)), number: number)
        try recordChecks(id)
        try approve(id, by: "reviewer-1")
        try approve(id, by: "reviewer-2")
        return id
    }

    mutating func openLog() throws(RuleViolation) {
        let opening = LogOpening(
            number: state.currentLog + 1, origin: "badges.example.org/log/\(state.currentLog + 1)",
            logKey: Fold.key("log-\(state.currentLog + 1)"),
            statusKey: Fold.key("status-\(state.currentLog + 1)"))
        try apply([.logOpened(opening), .issuingCALogged(tbs: [4])], by: "admin-1")
    }

    func logging(
        _ id: ApplicationID, index: UInt64? = nil, notAfter: Timestamp? = nil
    ) throws(RuleViolation) -> BadgeLogging {
        guard let serial = BadgeSerial(logNumber: state.currentLog, index: index ?? state.log?.size ?? 0),
            let application = state.applications[id]
        else { throw RuleViolation(.log, "no such position") }
        return BadgeLogging(
            application: id, serial: serial, tbs: [1], accounts: application.form?.accounts ?? [],
            notBefore: now, notAfter: notAfter ?? state.latestEnd(of: application, from: now))
    }

    /// Logs and signs the badge of an approved case.
    @discardableResult
    mutating func badge(_ number: UInt8 = 1, signed: Bool = true) throws(RuleViolation) -> BadgeSerial {
        let id = try approvedCase(number)
        let logging = try logging(id)
        try apply([.badgeLogged(logging)], by: "issuer")
        if signed { try sign(logging.serial) }
        return logging.serial
    }

    mutating func sign(_ serial: BadgeSerial) throws(RuleViolation) {
        let signing = BadgeSigning(
            serial: serial, signature: [], stapleSequence: state.statusSequence + 1, staple: [])
        try apply([.badgeSigned(signing)], by: "issuer")
    }

    mutating func setStatus(
        _ serial: BadgeSerial, _ status: BadgeState, reason: UInt8, successor: BadgeSerial? = nil,
        by name: String = "issuer"
    ) throws(RuleViolation) {
        try apply(
            [
                .statusChanged(
                    StatusChange(serial: serial, state: status, reason: reason, successor: successor))
            ],
            by: name)
    }

    mutating func reinstate(_ serial: BadgeSerial, by name: String) throws(RuleViolation) {
        let decision = Decision(
            registry: state.registryID, subject: serial.description,
            revision: state.badges[serial]?.revision ?? 0, contentHash: Fold.id,
            policyVersion: state.policy.version, verdict: .reinstate, time: now,
            expiry: now.adding(seconds: state.policy[.decisionDays] * Timestamp.day))
        try apply([.decided(decision, note: [])], by: name)
    }
}
