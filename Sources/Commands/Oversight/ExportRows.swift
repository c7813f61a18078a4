import Encoding
import Registry
import RegistryStore

/// Writes one row at a time.
struct ExportRows {
    let state: RegistryState
    let time: Timestamp
    let withData: Bool

    /// The names of the columns; each row has exactly these.
    func columns(_ kind: ExportTable.Kind) -> [String] {
        switch kind {
        case .cases:
            [
                "case", "state", "filed", "channel", "filedBy", "revision", "lastChange", "waitsFor",
                "badge", "rejected", "reason", "withdrawn",
            ] + business + (withData ? person : [])
        case .badges:
            [
                "badge", "serial", "case", "state", "since", "reason", "successor", "issued", "signed",
                "notBefore", "notAfter",
            ] + business
        case .decisions:
            [
                "time", "transaction", "case", "badge", "decision", "reason", "by", "revision",
                "policy", "expires",
            ]
        }
    }

    private var business: [String] {
        [
            "displayName", "legalName", "country", "registrationNumber", "businessCategory", "category",
            "sizeClass", "naturalPerson", "website", "accounts",
        ]
    }

    private var person: [String] {
        [
            "street", "postalCode", "locality", "region", "addressCountry", "contactName", "contactEmail",
            "contactPhone",
        ]
    }

    private func members(_ names: [String], _ values: [JSON]) -> [JSON.Member] {
        zip(names, values).map { JSON.Member($0, $1) }
    }

    func row(_ row: QueueRow) -> ExportTable.Row {
        let application = row.application
        var reason: String?
        if case .reject(let code)? = application.rejection?.decision.verdict { reason = code }
        let values: [JSON] =
            [
                .string(application.id.description), .string(row.state.rawValue), when(application.filedAt),
                .string(application.channel.rawValue), name(application.filedBy),
                .integer(Int64(clamping: application.revision)), when(application.lastChange),
                // It may name the accounts.
                isShown(application.form, isPublic: application.isIssued)
                    ? .string(state.waiting(application, at: time).reason) : .null,
                text(application.badge?.description), when(application.rejection?.at), text(reason),
                when(application.withdrawnAt),
            ] + business(application.form, isPublic: application.isIssued)
        return ExportTable.Row(
            time: application.filedAt, state: row.state.rawValue,
            country: application.form?.jurisdiction.country ?? "",
            members: members(columns(.cases), values + (withData ? person(application.form) : [])))
    }

    func row(_ badge: Badge) -> ExportTable.Row {
        let logging = badge.logging
        let form = state.applications[logging.application]?.form
        let values: [JSON] = [
            .string(logging.serial.description), .string(logging.serial.hex16),
            .string(logging.application.description), .string(badge.state.name), when(badge.stateSince),
            badge.state == .good ? .null : .string(StatusReason.name(of: badge.reason)),
            text(badge.successor?.description), when(badge.loggedAt), .bool(!badge.isUnsigned),
            when(logging.notBefore), when(logging.notAfter),
        ]
        return ExportTable.Row(
            time: badge.loggedAt, state: badge.state.name, country: form?.jurisdiction.country ?? "",
            members: members(columns(.badges), values + business(form, isPublic: !badge.isUnsigned)))
    }

    /// The decisions of an event: one for each of those who signed it.
    func rows(_ entry: HistoryEntry) -> [ExportTable.Row] {
        switch entry.event {
        case .decided(let decision, _), .brokeGlass(let decision, _, _):
            [row(decision, entry, by: entry.by.name)]
        case .accepted(let decision, _, let signers):
            signers.map { key in
                row(
                    decision, entry,
                    by: state.owners[ByteString(key)].flatMap { state.people[$0]?.name } ?? key)
            }
        // Every other event decides nothing; new kinds of decisions are added above.
        default: []
        }
    }

    /// A decision, as its transaction in the journal has it.
    private func row(_ decision: Decision, _ entry: HistoryEntry, by name: String) -> ExportTable.Row {
        // A case's id of digits alone reads as a badge too, so the verdict says which it is.
        let badge = decision.verdict == .reinstate ? BadgeSerial(decision.subject) : nil
        let id = badge.flatMap { state.badges[$0]?.logging.application } ?? ApplicationID(decision.subject)
        var verdict = decision.verdict.text
        var reason: String?
        if case .reject(let code) = decision.verdict { (verdict, reason) = ("reject", code) }
        let values: [JSON] = [
            when(entry.time), .integer(Int64(clamping: entry.sequence)), text(id?.description),
            text(badge?.description), .string(verdict), text(reason), .string(name),
            .integer(Int64(clamping: decision.revision)), .integer(decision.policyVersion),
            when(decision.expiry),
        ]
        let form = id.flatMap { state.applications[$0]?.form }
        return ExportTable.Row(
            time: entry.time, state: "", country: form?.jurisdiction.country ?? "",
            members: members(columns(.decisions), values))
    }

    private func business(_ form: ApplicationContent?, isPublic: Bool) -> [JSON] {
        guard let form else { return business.map { _ in .null } }
        let isShown = isShown(form, isPublic: isPublic)
        func claim(_ value: String) -> JSON { isShown ? .string(value) : .null }
        return [
            claim(form.displayName), claim(form.legalName), .string(form.jurisdiction.country),
            claim(form.registrationNumber), .string(form.businessCategory), .string(form.category),
            .string(form.sizeClass), .bool(form.naturalPerson), claim(form.website),
            isShown ? .array(form.accounts.map(JSON.string)) : .null,
        ]
    }

    private func isShown(_ form: ApplicationContent?, isPublic: Bool) -> Bool {
        withData || isPublic || form.map { !$0.naturalPerson } ?? true
    }

    private func person(_ form: ApplicationContent?) -> [JSON] {
        guard let form else { return person.map { _ in .null } }
        let address = form.address
        return [
            text(address.street), text(address.postalCode), text(address.locality), text(address.state),
            .string(address.country), .string(form.contact.name), .string(form.contact.email),
            .string(form.contact.phone),
        ]
    }

    private func when(_ time: Timestamp?) -> JSON { text(time?.description) }
    private func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    private func name(_ person: PersonID) -> JSON {
        .string(state.people[person]?.name ?? person.description)
    }
}
