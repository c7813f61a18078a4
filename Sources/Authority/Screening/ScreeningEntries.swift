import CryptoCore
import Encoding
import Registry
import Screening

extension ScreeningSubject {
    /// What of a case is screened.
    init(_ form: ApplicationContent, request: [UInt8]?, case id: ApplicationID) {
        let key = request.flatMap(CertificationRequest.spki(of:)).flatMap { try? PublicKey(spki: $0) }
        self.init(
            owner: id.description, displayName: form.displayName, legalName: form.legalName,
            country: form.jurisdiction.country, registrationNumber: form.registrationNumber,
            organizationIdentifier: form.organizationIdentifier, accounts: form.accounts,
            website: form.website, street: form.address.street,
            keyHash: key?.spkiDigest.hex)
    }
}

/// The names and numbers of a registry's own cases, as others are held against them.
struct ScreeningEntries {
    let state: RegistryState
    let time: Timestamp

    /// What a case stands for now: its badge while that is good for anything, else the application while it is open;
    /// nil where neither is, or where nobody can read the case any more.
    func entry(of application: Application) -> NameEntry? {
        if let badge = application.badge.flatMap({ state.badges[$0] }) {
            guard !badge.state.isFinal, badge.logging.notAfter >= time else { return nil }
            return entry(of: application, kind: .badge, id: "badge \(badge.logging.serial)")
        }
        guard !state.state(of: application, at: time).isFinal else { return nil }
        return entry(of: application, kind: .application, id: "case \(application.id)")
    }

    /// The same, open or not: an index is told of all, since a closed case may be opened again by an appeal.
    func indexed(_ application: Application) -> NameEntry? {
        entry(of: application, kind: .application, id: "case \(application.id)")
    }

    private func entry(of application: Application, kind: NameEntry.Kind, id: String) -> NameEntry? {
        guard let content = application.content.value else { return nil }
        let subject = ScreeningSubject(
            content.form, request: content.certificationRequest, case: application.id)
        return subject.entries(kind: kind, id: id).first
    }
}
