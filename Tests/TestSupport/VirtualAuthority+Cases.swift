import Authority
import BadgeVerifier
package import CryptoCore
package import Encoding
import Files
package import Registry
import RegistryStore
import Transparency

// Cases, from the filing to the approval.
extension VirtualAuthority {
    /// Files an application for somebody else, with a certification request by `key`.
    @discardableResult
    package func file(
        _ form: ApplicationContent = .sample(), key: PrivateKey? = nil, by name: String = "clerk"
    ) throws -> ApplicationID {
        let key = try key ?? .named("business")
        let request = try CertificationRequest.make(key: key, subject: DistinguishedName([]))
        let (id, event) = try store.newCase(form, certificationRequest: request.der, channel: .request)
        do {
            try append([event], by: name)
        } catch {
            store.discardCase(id)
            throw error
        }
        return id
    }

    /// Records every required check as passed.
    ///
    /// - Parameter collected: when the evidence is from; nil for now.
    package func recordChecks(
        _ id: ApplicationID, by name: String = "reviewer-1", collected: Timestamp? = nil
    ) throws {
        let form = try store.application(id.description).form
        let names = state.policy.requiredChecks(accounts: form?.accounts ?? []).map(\.name)
        try append(
            [.checksRecorded(id, try names.map { try check($0, on: id, collected: collected) })], by: name)
    }

    /// The record of one check.
    package func check(
        _ check: String, _ result: CheckResult = .pass, on id: ApplicationID, collected: Timestamp? = nil,
        waiver: String? = nil, evidence: [String] = []
    ) throws -> CheckRecord {
        try store.checkRecord(
            check, result, strength: .person, collected: collected ?? now, waiver: waiver, evidence: evidence,
            remarks: CheckRemarks(method: "looked", note: "as it should be"), case: id)
    }

    /// The event by which a person decides on the case as it stands.
    package func decision(
        _ verdict: Decision.Verdict, on id: ApplicationID, by name: String
    ) throws -> Event {
        try CaseDesk.decide(
            verdict, on: try store.application(id.description), store: store, by: try .person(name),
            clock: now)
    }

    /// A decision that several people signed away from the registry.
    package func accepted(
        _ verdict: Decision.Verdict, on id: ApplicationID, by names: [String]
    ) throws -> Event {
        let signers = try names.map { try NoteSigner.person($0) }
        var note = try CaseDesk.sign(
            verdict, on: try store.application(id.description), store: store, by: signers[0], clock: now)
        for signer in signers.dropFirst() { note = try DecisionNote(note, cosignedBy: signer) }
        return .accepted(note.decision, note: note.note.bytes, signers: signers.map(\.verifierKey.text))
    }

    /// A decision alone, with its reason.
    package func brokenGlass(
        _ reason: String, on id: ApplicationID, by name: String
    ) throws -> Event {
        try CaseDesk.breakGlass(
            on: try store.application(id.description), reason: reason, store: store, by: try .person(name),
            clock: now)
    }

    /// One approval.
    package func approve(_ id: ApplicationID, by name: String) throws {
        try append([try decision(.approve, on: id, by: name)], by: name)
    }

    /// A case with every check and two approvals.
    @discardableResult
    package func approvedCase(
        _ form: ApplicationContent = .sample(), key: PrivateKey? = nil, collected: Timestamp? = nil
    ) throws -> ApplicationID {
        let id = try file(form, key: key)
        try recordChecks(id, collected: collected)
        try approve(id, by: "reviewer-1")
        try approve(id, by: "reviewer-2")
        return id
    }
}

extension ApplicationContent {
    /// The business of the form's template.
    private static let template: ApplicationContent = {
        do {
            return try ApplicationForm.parse(Array(ApplicationForm.template.utf8))
        } catch {
            fatalError("the form's own template is refused: \(error)")
        }
    }()

    /// The form of an honest business; `number` makes it another one.
    package static func sample(_ number: Int = 0) -> ApplicationContent {
        guard number > 0 else { return template }
        return template.with { form in
            form.displayName += " \(number)"
            form.legalName = "Example Airline \(number) B.V."
            form.registrationNumber = String(12_345_678 + number)
            form.organizationIdentifier = "NTRNL-\(12_345_678 + number)"
            form.accounts = ["tel:+1202555\(1000 + number)"]
        }
    }

    /// The same with something changed.
    package func with(_ change: (inout ApplicationContent) -> Void) -> ApplicationContent {
        var content = self
        change(&content)
        return content
    }
}
