import Encoding

/// The rules that a form must meet before it becomes a case: what a badge can carry, and what a person may read safely.
///
/// They are about form only; whether a claim is true is what reviewers find out.
package enum FormRules {
    /// One thing that is wrong with a form, and how to mend it.
    package struct Problem: Hashable, Sendable {
        package let field: String
        package let message: String
        package let hint: String?
    }

    /// Unicode scalars a badge's subject can hold (RFC 5280 upper bounds, DESIGN section 5).
    package enum Limit {
        package static let name = 64
        package static let postalCode = 40
        package static let attribute = 128
        package static let text = 512
        package static let legalName = 256
        package static let accounts = 16
        package static let representatives = 16
    }

    /// Everything that is wrong, in the form's order; empty when the form may be filed.
    package static func problems(in content: ApplicationContent) -> [Problem] {
        var found: [Problem] = []
        func add(_ field: String, _ message: String, _ hint: String? = nil) {
            found.append(Problem(field: field, message: message, hint: hint))
        }
        func text(_ field: String, _ value: String?, maximum: Int, required: Bool = true) {
            guard let value else { return }
            if let problem = textProblem(value, maximum: maximum, required: required) { add(field, problem) }
        }
        text("displayName", content.displayName, maximum: Limit.name)
        for problem in DisplayNameRules.problems(in: content.displayName) { add("displayName", problem) }
        text("legalName", content.legalName, maximum: Limit.legalName)
        let legalLength = UnicodeText.scalarCount(content.legalName)
        if legalLength > Limit.name && content.legalNameAbbreviation == nil {
            add(
                "legalNameAbbreviation", "the legal name has \(legalLength) characters; a badge's O holds 64",
                "Give an abbreviation of at most 64 in legalNameAbbreviation; the badge carries the full name as well."
            )
        }
        if legalLength <= Limit.name && content.legalNameAbbreviation != nil {
            add("legalNameAbbreviation", "the legal name fits; leave the abbreviation null")
        }
        text("legalNameAbbreviation", content.legalNameAbbreviation, maximum: Limit.name)
        choice("businessCategory", content.businessCategory, ApplicationContent.businessCategories, add)
        choice("sizeClass", content.sizeClass, ApplicationContent.sizeClasses, add)
        text("category", content.category, maximum: Limit.attribute)
        country("jurisdiction.country", content.jurisdiction.country, add)
        country("address.country", content.address.country, add)
        text("jurisdiction.state", content.jurisdiction.state, maximum: Limit.attribute)
        text("jurisdiction.locality", content.jurisdiction.locality, maximum: Limit.attribute)
        for (name, value) in [
            ("street", content.address.street), ("locality", content.address.locality),
            ("state", content.address.state),
        ] {
            text("address.\(name)", value, maximum: Limit.attribute)
        }
        text("address.postalCode", content.address.postalCode, maximum: Limit.postalCode)
        printable("registrationNumber", content.registrationNumber, maximum: Limit.name, add)
        if let identifier = content.organizationIdentifier {
            organizationIdentifier(identifier, add)
        }
        accounts(content.accounts, add)
        for (name, value) in [
            ("website", content.website), ("helpURL", content.helpURL),
            ("knowledgeBaseURL", content.knowledgeBaseURL), ("privacyURL", content.privacyURL),
        ] {
            if let value, let problem = URLRules.problem(in: value) { add(name, problem) }
        }
        text("supportHours", content.supportHours, maximum: Limit.attribute)
        text("responseTime", content.responseTime, maximum: Limit.attribute)
        text("consentWording", content.consentWording, maximum: Limit.text)
        text("consentProof", content.consentProof, maximum: Limit.text)
        text("contact.name", content.contact.name, maximum: Limit.attribute)
        text("contact.email", content.contact.email, maximum: Limit.attribute)
        if !content.contact.email.utf8.contains(UInt8(ascii: "@")) {
            add("contact.email", "\"\(content.contact.email)\" is not an e-mail address")
        }
        text("contact.phone", content.contact.phone, maximum: Limit.attribute)
        if content.representatives.count > Limit.representatives {
            add("representatives", "at most \(Limit.representatives) people")
        }
        for key in content.representatives { text("representatives", key, maximum: Limit.text) }
        if !content.agreement {
            add(
                "agreement", "the terms are not accepted",
                "Set it to true once a person with authority has accepted them.")
        }
        return found
    }

    /// What is wrong with a piece of text that people will read; nil when nothing is.
    package static func textProblem(_ value: String, maximum: Int, required: Bool = true) -> String? {
        if value.isEmpty { return required ? "must not be empty" : nil }
        let scalars = Array(value.unicodeScalars)
        if let place = scalars.firstIndex(where: UnicodeText.isControlOrInvisible) {
            // Nobody sees it, so its place has to be told.
            return
                "has \(codePoint(scalars[place])) as character \(place + 1), a control, bidi or invisible character; take it out"
        }
        if !UnicodeText.isNFC(value) { return "is not in Unicode normalization form C" }
        if value.utf8.first == 0x20 || value.utf8.last == 0x20 { return "begins or ends with a space" }
        let count = UnicodeText.scalarCount(value)
        return count > maximum ? "has \(count) characters; at most \(maximum) fit" : nil
    }

    /// U+200B, with U+000A called what people call it.
    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return scalar == "\n" || scalar == "\r" ? "a line break (\(name))" : name
    }

    private typealias Report = (String, String, String?) -> Void

    private static func choice(_ field: String, _ value: String, _ choices: [String], _ add: Report) {
        guard !choices.contains(where: { sameBytes($0, value) }) else { return }
        let suggestion = nearest(value, in: choices).map { "Did you mean \"\($0)\"?" }
        add(field, "\"\(value)\" is not one of: \(choices.joined(separator: ", "))", suggestion)
    }

    private static func country(_ field: String, _ value: String, _ add: Report) {
        let letters = Array(value.utf8)
        if letters.count != 2 || !letters.allSatisfy({ (0x41...0x5A).contains($0) }) {
            add(field, "\"\(value)\" is not a two-letter ISO 3166 country code in capitals", nil)
        } else if !CountryCodes.isAssigned(value) {
            add(
                field, "\"\(value)\" is no country's code in ISO 3166-1",
                CountryCodes.meant(by: value).map { "That country's is \($0)." })
        }
    }

    private static func printable(_ field: String, _ value: String, maximum: Int, _ add: Report) {
        let scalars = Array(value.unicodeScalars)
        if let place = scalars.firstIndex(where: { !isPrintable(UInt8(exactly: $0.value) ?? 0) }) {
            // A no-break space from a web page looks like any other: its place has to be told.
            add(
                field,
                "\"\(value)\" has \(codePoint(scalars[place])) as character \(place + 1); only letters A to Z, digits, spaces and '()+,-./:=? fit",
                "Write the number as the register prints it, in Latin letters.")
        } else if value.isEmpty || scalars.count > maximum {
            add(
                field, "has \(scalars.count) characters; it takes 1 to \(maximum)",
                "Write the number as the register prints it.")
        } else if value.utf8.first == 0x20 || value.utf8.last == 0x20 {
            add(field, "begins or ends with a space", nil)
        }
    }

    /// The characters of ASN.1 PrintableString (X.680).
    private static func isPrintable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F: true
        default: false
        }
    }

    /// Scheme (3 letters), country, "-", reference: ETSI EN 319 412-1 5.1.4 and CA/Browser Forum EVG 9.2.8.
    private static func organizationIdentifier(_ value: String, _ add: Report) {
        if value.utf8.contains(0x20) {
            add(
                "organizationIdentifier", "\"\(value)\" has spaces",
                "Write it without them: \(value.filter { $0 != " " }).")
            return
        }
        let bytes = Array(value.utf8)
        let schemes = ["NTR", "VAT", "LEI", "PSD"]
        let head = String(decoding: bytes.prefix(3), as: UTF8.self)
        let shape =
            bytes.count >= 7 && bytes.count <= Limit.attribute && schemes.contains(head)
            && bytes[3..<5].allSatisfy { (0x41...0x5A).contains($0) } && bytes.dropFirst(5).contains(0x2D)
            && bytes.allSatisfy { (0x21...0x7E).contains($0) } && bytes.last != 0x2D
        if !shape {
            add(
                "organizationIdentifier", "\"\(value)\" is not scheme, country, \"-\", reference",
                "Write it like NTRNL-12345678, VATDE-123456789 or LEIXG-529900T8BM49AURSDO55, or null.")
        }
    }

    private static func accounts(_ accounts: [String], _ add: Report) {
        if accounts.isEmpty {
            add(
                "accounts", "name at least one account to bind",
                "For example tel:+12025550100 or https://example.com.")
        }
        if accounts.count > Limit.accounts { add("accounts", "at most \(Limit.accounts) accounts", nil) }
        var seen = Set<ByteString>()
        for account in accounts {
            if let error = AccountURI.problem(in: account) {
                add(
                    "accounts", error.description,
                    "Accounts look like tel:+12025550100, https://example.com or acct:name@example.com.")
            }
            if !seen.insert(ByteString(account)).inserted {
                add("accounts", "\"\(account)\" stands twice", nil)
            }
        }
    }
}
