import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: the subject: which attributes, in which order, of which type, and what may stand in them.
enum SubjectCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addAttributes(to: &list)
        try addTypes(to: &list)
        try addCountries(to: &list)
        try addTexts(to: &list)
        try addLengths(to: &list)
    }

    private static func subject(
        _ list: inout CaseList, _ name: String, _ why: String, _ change: (inout BadgeSubject) -> Void
    ) throws {
        try list.add("subject-\(name)", .wrongProfile, why) { change(&$0.badge.subject) }
    }

    /// The good subject as a list of relative names: DER of one SET each.
    private static func names(
        _ list: inout CaseList, _ name: String, _ why: String, _ change: (inout [[UInt8]]) throws -> Void
    ) throws {
        try list.add("subject-\(name)", .wrongProfile, why) {
            let good = try DistinguishedName(der: $0.badge.subject.der)
            var names = good.attributes.map { attribute in
                relativeName([
                    DER.sequence([
                        DER.oid(attribute.type),
                        attribute.kind == .printable
                            ? DER.printable(attribute.value) : DER.utf8(attribute.value),
                    ])
                ])
            }
            try change(&names)
            $0.badge.subjectDER = DER.sequence(names)
        }
    }

    private static func relativeName(_ attributes: [[UInt8]]) -> [UInt8] { DER.set(attributes) }

    private static func attribute(_ oid: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        relativeName([DER.sequence([DER.oid(oid), value])])
    }

    /// Places in the good subject.
    private enum Place {
        static let category = 0, jurisdiction = 1, registration = 2, country = 4, organization = 8, name = 9
    }

    private static func addAttributes(to list: inout CaseList) throws {
        for (place, name) in [
            (Place.category, "business-category"), (Place.jurisdiction, "jurisdiction"),
            (Place.registration, "registration-number"), (Place.country, "country"),
            (Place.organization, "organization"), (Place.name, "display-name"),
        ] {
            try names(&list, "no-\(name)", "One of the six attributes is missing that every badge has.") {
                $0.remove(at: place)
            }
        }
        try names(&list, "empty", "No attribute at all.") { $0 = [] }
        try names(&list, "order", "Display name and legal name in the other order.") { $0.swapAt(8, 9) }
        try names(&list, "reversed", "All attributes in the other order, as some tools print them.") {
            $0.reverse()
        }
        let unit = ObjectIdentifier(2, 5, 4, 11)
        try names(&list, "organizational-unit", "An OU, into which other CAs put what nobody checked.") {
            $0.insert(attribute(unit, DER.utf8("Payments")), at: Place.name)
        }
        let mail = ObjectIdentifier(1, 2, 840, 113549, 1, 9, 1)
        try names(&list, "mail-address", "A mail address as an attribute.") {
            $0.append(attribute(mail, DER.ia5("info@airline.example")))
        }
        try names(&list, "two-display-names", "Two display names; readers could take either.") {
            $0.append(attribute(.commonName, DER.utf8("Example Bank")))
        }
        try names(&list, "two-in-one", "Two attributes in one relative name.") {
            let pair = [
                (ObjectIdentifier.organizationName, "Example Airline B.V."), (.commonName, "Example Airline"),
            ]
            $0.replaceSubrange(
                Place.organization...Place.name,
                with: [relativeName(pair.map { DER.sequence([DER.oid($0.0), DER.utf8($0.1)]) })])
        }
    }

    private static func addTypes(to list: inout CaseList) throws {
        for (name, why, tag, value) in [
            (
                "printable-name", "A display name as PrintableString.", DERTag.printableString,
                Array("Example Airline".utf8)
            ),
            (
                "teletex-name", "A display name as T61String, whose letters nobody agrees on.", 0x14,
                Array("Example Airline".utf8)
            ),
            (
                "bmp-name", "A display name as BMPString (UTF-16).", 0x1E,
                Array("Example".utf8).flatMap { [0, $0] }
            ),
            (
                "universal-name", "A display name as UniversalString (UTF-32).", 0x1C,
                Array("Example".utf8).flatMap { [0, 0, 0, $0] }
            ),
            ("ia5-name", "A display name as IA5String.", DERTag.ia5String, Array("Example Airline".utf8)),
            ("name-not-utf8", "A display name that is not UTF-8.", DERTag.utf8String, [0x45, 0xFC, 0x45]),
            (
                "name-overlong-utf8", "A letter in two bytes where one is enough.", DERTag.utf8String,
                [0x45, 0xC1, 0x81]
            ),
            (
                "name-surrogate", "Half of a surrogate pair in UTF-8.", DERTag.utf8String,
                [0x45, 0xED, 0xA0, 0x80]
            ),
        ] as [(String, String, UInt8, [UInt8])] {
            try names(&list, name, why) {
                $0[Place.name] = attribute(.commonName, DER.element(tag, value))
            }
        }
        try names(&list, "utf8-country", "A country as UTF8String.") {
            $0[Place.country] = attribute(.countryName, DER.utf8("NL"))
        }
        try names(&list, "utf8-registration-number", "A registration number as UTF8String.") {
            $0[Place.registration] = attribute(.serialNumber, DER.utf8("12345678"))
        }
        try names(
            &list, "registration-number-mark",
            "A registration number with a character that PrintableString has not."
        ) {
            $0[Place.registration] = attribute(
                .serialNumber, DER.element(DERTag.printableString, Array("1234_5678".utf8)))
        }
    }

    private static func addCountries(to list: inout CaseList) throws {
        try subject(&list, "country-small", "A country in lower case.") { $0.country = "nl" }
        try subject(&list, "country-three-letters", "A country of three letters.") { $0.country = "NLD" }
        try subject(&list, "country-name", "A country by its name.") { $0.country = "Netherlands" }
        try subject(&list, "jurisdiction-small", "The register's country in lower case.") {
            $0.jurisdictionCountry = "nl"
        }
    }

    private static func addTexts(to list: inout CaseList) throws {
        for (name, why, text) in [
            ("zero", "A zero byte in the name, at which C programs stop reading.", "Example\u{0}.evil"),
            ("line-end", "A line end in the name.", "Example\nAirline"),
            ("escape", "An escape character, which terminals obey.", "Example\u{1B}[2JAirline"),
            ("zero-width", "A zero-width space in the name.", "Example\u{200B} Airline"),
            ("joiner", "A word joiner in the name.", "Example\u{2060} Airline"),
            ("direction", "A character that turns the direction of writing.", "Example \u{202E}enilriA"),
            ("byte-order-mark", "A byte order mark in the name.", "\u{FEFF}Example Airline"),
            ("line-separator", "A line separator in the name.", "Example\u{2028}Airline"),
            ("not-nfc", "A decomposed letter: names in badges are in NFC.", "Zu\u{308}rich Air"),
            ("leading-space", "A space before the name.", " Example Airline"),
            ("trailing-space", "A space behind the name.", "Example Airline "),
            ("empty", "An empty name.", ""),
        ] { try subject(&list, "name-\(name)", why) { $0.displayName = text } }
        try subject(&list, "organization-control", "A control character in the legal name.") {
            $0.organization = "Example\u{7F} B.V."
        }
        try subject(&list, "street-line-end", "A line end in the street.") { $0.street = "Kade 1\nAmsterdam" }
        try subject(&list, "locality-empty", "An empty locality: what is not given is left out.") {
            $0.locality = ""
        }
    }

    private static func addLengths(to list: inout CaseList) throws {
        func text(_ count: Int) -> String { String(repeating: "x", count: count) }
        try subject(&list, "long-name", "A display name of 65 characters.") { $0.displayName = text(65) }
        try subject(&list, "long-organization", "A legal name of 65 characters.") {
            $0.organization = text(65)
        }
        try subject(&list, "long-registration-number", "A registration number of 65 characters.") {
            $0.registrationNumber = text(65)
        }
        try subject(&list, "long-postal-code", "A postal code of 41 characters.") { $0.postalCode = text(41) }
        try subject(&list, "long-street", "A street of 129 characters.") { $0.street = text(129) }
        try subject(&list, "long-category", "A business category of 129 characters.") {
            $0.businessCategory = text(129)
        }
    }
}
