package import Encoding

/// The form that a business fills in: JSON with `//` comments, read with the position of everything in it.
package enum ApplicationForm {
    /// The fields, in the template's order.
    static let fields = [
        "format", "displayName", "legalName", "legalNameAbbreviation", "businessCategory", "category",
        "naturalPerson", "jurisdiction", "registrationNumber", "organizationIdentifier", "address",
        "accounts",
        "sizeClass", "website", "helpURL", "knowledgeBaseURL", "supportHours", "responseTime", "privacyURL",
        "consentWording", "consentProof", "contact", "representatives", "agreement",
    ]

    /// Largest form that is read: far above any honest one (DESIGN section 9).
    package static let maximumBytes = 1 << 20

    /// Reads a form; the first thing that is wrong is reported with line and column.
    package static func parse(_ bytes: [UInt8]) throws(FormError) -> ApplicationContent {
        let form = try FormReader(try FormDocument.parse(bytes), fields: fields)
        guard sameBytes(try form.string("format"), ApplicationContent.format) else {
            throw form.failure("format", "this program reads \"\(ApplicationContent.format)\"")
        }
        let content = try content(of: form)
        if let problem = FormRules.problems(in: content).first {
            let hint = problem.hint.map { " \($0)" } ?? ""
            let top = problem.field.split(separator: ".").first.map(String.init) ?? problem.field
            // The reader says where the top field is and names it.
            let path =
                sameBytes(top, problem.field) ? "" : "\(problem.field.dropFirst(top.count + 1)): "
            throw form.failure(top, "\(path)\(problem.message).\(hint)")
        }
        return content
    }

    private static func content(of form: FormReader) throws(FormError) -> ApplicationContent {
        let jurisdiction = try form.object("jurisdiction", fields: ["country", "state", "locality"])
        let address = try form.object(
            "address", fields: ["street", "postalCode", "locality", "state", "country"])
        let contact = try form.object("contact", fields: ["name", "email", "phone"])
        return ApplicationContent(
            displayName: nfc(try form.string("displayName")),
            legalName: nfc(try form.string("legalName")),
            legalNameAbbreviation: nfc(try form.optionalString("legalNameAbbreviation")),
            businessCategory: try form.string("businessCategory"),
            category: nfc(try form.string("category")),
            naturalPerson: try form.optionalBool("naturalPerson") ?? false,
            jurisdiction: .init(
                street: nil, postalCode: nil, locality: nfc(try jurisdiction.optionalString("locality")),
                state: nfc(try jurisdiction.optionalString("state")),
                country: try jurisdiction.string("country")),
            registrationNumber: try form.string("registrationNumber"),
            organizationIdentifier: try form.optionalString("organizationIdentifier"),
            address: .init(
                street: nfc(try address.optionalString("street")),
                postalCode: nfc(try address.optionalString("postalCode")),
                locality: nfc(try address.optionalString("locality")),
                state: nfc(try address.optionalString("state")), country: try address.string("country")),
            accounts: try form.strings("accounts"),
            sizeClass: try form.string("sizeClass"),
            website: try form.string("website"),
            helpURL: try form.optionalString("helpURL"),
            knowledgeBaseURL: try form.optionalString("knowledgeBaseURL"),
            supportHours: nfc(try form.string("supportHours")),
            responseTime: nfc(try form.string("responseTime")),
            privacyURL: try form.string("privacyURL"),
            consentWording: nfc(try form.string("consentWording")),
            consentProof: nfc(try form.string("consentProof")),
            contact: .init(
                name: nfc(try contact.string("name")), email: try contact.string("email"),
                phone: try contact.string("phone")),
            representatives: try form.optionalStrings("representatives") ?? [],
            agreement: try form.bool("agreement"))
    }

    /// Names are brought into normalization form C once, here; after that bytes are compared.
    private static func nfc(_ text: String) -> String { UnicodeText.nfc(text) }
    private static func nfc(_ text: String?) -> String? { text.map(UnicodeText.nfc) }

    /// An empty form with an explanation of every field; `request template` prints it.
    package static let template = """
        // Application for a green badge. Fill in the values; lines like this one are comments and may stay.
        // Then: greenbadge request new THIS-FILE --new-key business.key.pem
        {
          "format": "\(ApplicationContent.format)",

          // The name that clients show beside the badge: at most 64 characters, at least 3 letters.
          "displayName": "Example Airline",
          // The name exactly as the register has it. With more than 64 characters, also give an abbreviation.
          "legalName": "Example Airline B.V.",
          "legalNameAbbreviation": null,
          // One of: Private Organization, Government Entity, Business Entity, Non-Commercial Entity.
          "businessCategory": "Private Organization",
          // What the business does, in a word or two.
          "category": "Airline",
          // true: the business is one natural person; street and postal code then stay out of the badge.
          "naturalPerson": false,

          // The register: country as two capital letters, state and locality only where the register is theirs.
          "jurisdiction": { "country": "NL", "state": null, "locality": null },
          "registrationNumber": "12345678",
          // Scheme, country, "-", reference (NTRNL-12345678, VATNL-…, LEIXG-…), or null.
          "organizationIdentifier": "NTRNL-12345678",
          "address": {
            "street": "Vliegveldweg 1",
            "postalCode": "1118 AA",
            "locality": "Schiphol",
            "state": null,
            "country": "NL"
          },

          // The accounts that the badge is bound to: tel:+12025550100, https://example.com, acct:name@example.com.
          "accounts": ["tel:+12025550100"],
          // small, medium or large.
          "sizeClass": "medium",

          "website": "https://airline.example",
          "helpURL": "https://airline.example/help",
          "knowledgeBaseURL": null,
          // When somebody answers, and how soon.
          "supportHours": "every day 06:00-23:00 Europe/Amsterdam",
          "responseTime": "4 hours",
          "privacyURL": "https://airline.example/privacy",
          // The words with which people opt in to marketing, and how the proof is kept.
          "consentWording": "I want to receive offers from Example Airline on this number.",
          "consentProof": "The booking system keeps time, wording and channel of each opt-in.",

          // Who answers for this application; never part of the badge.
          "contact": { "name": "Customer Relations", "email": "relations@airline.example", "phone": "+12025550101" },
          // Identity keys of people at the authority who act for the business, if there are any.
          "representatives": [],
          // true: a person with authority accepts the terms of the programme.
          "agreement": true
        }

        """
}
