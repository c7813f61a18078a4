package import Encoding

/// What a business claims about itself: the form, as values that have passed the form's rules.
///
/// The canonical JSON of it is what the applicant signs, what reviewers decide on and what the badge is made from.
package struct ApplicationContent: Hashable, Sendable {
    /// Where a company is registered or has its office.
    package struct Place: Hashable, Sendable {
        package var street: String?
        package var postalCode: String?
        package var locality: String?
        package var state: String?
        /// ISO 3166-1 alpha-2, upper case.
        package var country: String
        package init(street: String?, postalCode: String?, locality: String?, state: String?, country: String)
        {
            self.street = street
            self.postalCode = postalCode
            self.locality = locality
            self.state = state
            self.country = country
        }
    }

    /// The person who answers for the application; never part of the badge.
    package struct Contact: Hashable, Sendable {
        package var name: String
        package var email: String
        package var phone: String
        package init(name: String, email: String, phone: String) {
            self.name = name
            self.email = email
            self.phone = phone
        }
    }

    package var displayName: String
    package var legalName: String
    /// What the badge's O says where the legal name has more than 64 scalars; confirmed by a reviewer.
    package var legalNameAbbreviation: String?
    package var businessCategory: String
    package var category: String
    package var naturalPerson: Bool
    /// State, locality and country of the register; street and postal code stay nil.
    package var jurisdiction: Place
    package var registrationNumber: String
    package var organizationIdentifier: String?
    package var address: Place
    package var accounts: [String]
    package var sizeClass: String
    package var website: String
    package var helpURL: String?
    package var knowledgeBaseURL: String?
    package var supportHours: String
    package var responseTime: String
    package var privacyURL: String
    package var consentWording: String
    package var consentProof: String
    package var contact: Contact
    /// Identity keys (C2SP verifier keys) of people who act for the business; they decide nothing on it.
    package var representatives: [String]
    package var agreement: Bool

    /// The four classes of applicants (EV guidelines), as they stand in the badge's businessCategory.
    package static let businessCategories = [
        "Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity",
    ]
    package static let sizeClasses = ["small", "medium", "large"]

    /// Format line of a form.
    package static let format = "greenbadge/application@v1"
}

extension ApplicationContent {
    /// Canonical JSON, in the order of the form.
    package var json: JSON {
        func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
        return .object([
            .init("format", .string(Self.format)),
            .init("displayName", .string(displayName)),
            .init("legalName", .string(legalName)),
            .init("legalNameAbbreviation", text(legalNameAbbreviation)),
            .init("businessCategory", .string(businessCategory)),
            .init("category", .string(category)),
            .init("naturalPerson", .bool(naturalPerson)),
            .init(
                "jurisdiction",
                .object([
                    .init("country", .string(jurisdiction.country)),
                    .init("state", text(jurisdiction.state)),
                    .init("locality", text(jurisdiction.locality)),
                ])),
            .init("registrationNumber", .string(registrationNumber)),
            .init("organizationIdentifier", text(organizationIdentifier)),
            .init(
                "address",
                .object([
                    .init("street", text(address.street)),
                    .init("postalCode", text(address.postalCode)),
                    .init("locality", text(address.locality)),
                    .init("state", text(address.state)),
                    .init("country", .string(address.country)),
                ])),
            .init("accounts", .array(accounts.map(JSON.string))),
            .init("sizeClass", .string(sizeClass)),
            .init("website", .string(website)),
            .init("helpURL", text(helpURL)),
            .init("knowledgeBaseURL", text(knowledgeBaseURL)),
            .init("supportHours", .string(supportHours)),
            .init("responseTime", .string(responseTime)),
            .init("privacyURL", .string(privacyURL)),
            .init("consentWording", .string(consentWording)),
            .init("consentProof", .string(consentProof)),
            .init(
                "contact",
                .object([
                    .init("name", .string(contact.name)),
                    .init("email", .string(contact.email)),
                    .init("phone", .string(contact.phone)),
                ])),
            .init("representatives", .array(representatives.map(JSON.string))),
            .init("agreement", .bool(agreement)),
        ])
    }

    /// Reads the canonical form; the rules of the form hold here too, so a signed file cannot carry what a form may not.
    package init(json: JSON) throws {
        var reader = try ObjectReader(json)
        guard try reader.string("format") == Self.format else {
            throw RuleViolation(.content, "an application begins with format \(Self.format)")
        }
        displayName = try reader.string("displayName")
        legalName = try reader.string("legalName")
        legalNameAbbreviation = try reader.optionalString("legalNameAbbreviation")
        businessCategory = try reader.string("businessCategory")
        category = try reader.string("category")
        naturalPerson = try reader.bool("naturalPerson")
        var register = try reader.object("jurisdiction")
        let registerCountry = try register.string("country")
        jurisdiction = Place(
            street: nil, postalCode: nil, locality: nil, state: try register.optionalString("state"),
            country: registerCountry)
        jurisdiction.locality = try register.optionalString("locality")
        try register.finish()
        registrationNumber = try reader.string("registrationNumber")
        organizationIdentifier = try reader.optionalString("organizationIdentifier")
        var office = try reader.object("address")
        address = Place(
            street: try office.optionalString("street"), postalCode: try office.optionalString("postalCode"),
            locality: try office.optionalString("locality"), state: try office.optionalString("state"),
            country: try office.string("country"))
        try office.finish()
        accounts = try reader.strings("accounts")
        sizeClass = try reader.string("sizeClass")
        website = try reader.string("website")
        helpURL = try reader.optionalString("helpURL")
        knowledgeBaseURL = try reader.optionalString("knowledgeBaseURL")
        supportHours = try reader.string("supportHours")
        responseTime = try reader.string("responseTime")
        privacyURL = try reader.string("privacyURL")
        consentWording = try reader.string("consentWording")
        consentProof = try reader.string("consentProof")
        var person = try reader.object("contact")
        contact = Contact(
            name: try person.string("name"), email: try person.string("email"),
            phone: try person.string("phone"))
        try person.finish()
        representatives = try reader.strings("representatives")
        agreement = try reader.bool("agreement")
        try reader.finish()
        if let problem = FormRules.problems(in: self).first {
            throw RuleViolation(.content, "\(problem.field): \(problem.message)", remedy: problem.hint)
        }
    }

    /// Field by field, what differs from `earlier`; for "changed since you looked".
    package func differences(from earlier: ApplicationContent) -> [String] {
        json.differences(from: earlier.json)
    }
}
