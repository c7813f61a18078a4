import CommandLineKit
import CryptoCore
import Encoding
import Registry

extension CaseLines {
    /// What the business says of itself.
    mutating func claims() {
        guard let form = application.form else { return }
        let short = form.legalNameAbbreviation.map { " (on the badge: \($0))" } ?? ""
        line("name", "\(form.displayName) — \(form.legalName)\(short)", .bold)
        line(
            "kind",
            "\(form.businessCategory), \(form.category), \(form.sizeClass)\(form.naturalPerson ? ", a natural person" : "")"
        )
        line(
            "register",
            [place(form.jurisdiction), form.registrationNumber, form.organizationIdentifier ?? ""].filter {
                !$0.isEmpty
            }.joined(separator: " · "))
        line("address", place(form.address))
        line("accounts", form.accounts.joined(separator: " · "))
        line(
            "web",
            [form.website, form.helpURL, form.knowledgeBaseURL, form.privacyURL].compactMap(\.self).joined(
                separator: "  "))
        line("hours", "\(form.supportHours); answers within \(form.responseTime)")
        line("consent", "\"\(form.consentWording)\" Proof: \(form.consentProof)")
        line("contact", [form.contact.name, form.contact.email, form.contact.phone].joined(separator: ", "))
        if let key = facts.keyAlgorithm {
            line("key", "\(key.rawValue), shown to be theirs by the certification request")
        } else {
            line("key", "none yet: no certification request", .yellow)
        }
        for holder in facts.holders {
            line(
                "also",
                "\(holder.what) is claimed by \(holder.cases.map(\.description).joined(separator: ", ")) too",
                .yellow)
        }
        let own = view.registry.namedRepresentatives(of: application).sorted().map(view.name)
        if !own.isEmpty { line("acting", "\(own.joined(separator: ", ")) for the business") }
    }

    private func place(_ place: ApplicationContent.Place) -> String {
        let town = [place.postalCode, place.locality].compactMap(\.self).joined(separator: " ")
        return [place.street, town, place.state, place.country].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: ", ")
    }
}
