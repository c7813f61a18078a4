import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: the profile extension `arc.3`, canonical JSON with every field.
enum ProfileCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addForm(to: &list)
        try addFields(to: &list)
        try addTexts(to: &list)
    }

    private static func json(
        _ list: inout CaseList, _ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]
    ) throws {
        try ExtensionCases.extensions(&list, "json-\(name)", why) { list, _ in
            list[8] = CertificateExtension(oid: list[8].oid, critical: false, value: try edit(list[8].value))
        }
    }

    private static func addForm(to list: inout CaseList) throws {
        let category = "\"category\":\"airline\","
        for (name, why, old, new) in [
            ("space", "A space between name and value.", "\"category\":", "\"category\": "),
            (
                "unknown-field", "A field that the profile does not have.", category,
                category + "\"vip\":true,"
            ),
            ("duplicate-field", "A field twice.", category, category + category),
            ("missing-field", "A field is missing; what is not given is null.", "\"legalName\":null,", ""),
            (
                "order", "Two fields in the other order.", "\"category\":\"airline\",\"sizeClass\":\"small\"",
                "\"sizeClass\":\"small\",\"category\":\"airline\""
            ),
            (
                "escape", "A letter written as an escape.", "airline\",\"sizeClass",
                "\\u0061irline\",\"sizeClass"
            ),
            ("null-flag", "null where true or false must stand.", "\"homonym\":false", "\"homonym\":null"),
            (
                "number-flag", "0 where true or false must stand.", "\"naturalPerson\":false",
                "\"naturalPerson\":0"
            ),
            (
                "null-category", "null where a text must stand.", "\"category\":\"airline\"",
                "\"category\":null"
            ),
        ] { try json(&list, name, why, ByteEdits.replace(old, with: new)) }
        try json(&list, "empty", "An empty object.") { _ in Array("{}".utf8) }
        try json(&list, "nothing", "No byte at all.") { _ in [] }
        try json(&list, "trailing-line-end", "A line end behind the object.") { $0 + [0x0A] }
        try json(
            &list, "not-utf8", "A byte that is not UTF-8.",
            ByteEdits.replace(bytes: Array("airline".utf8), with: [0xFF] + Array("irline".utf8)))
        try json(&list, "wrapped", "The JSON inside an OCTET STRING of its own.") { DER.octetString($0) }
    }

    private static func addFields(to list: inout CaseList) throws {
        for (name, why, old, new) in [
            (
                "marketing", "Marketing without being asked, which the programme does not know.", "opt-in",
                "opt-out"
            ),
            ("since-time", "verifiedSince with a time of day.", "2025-01-01", "2025-01-01T00:00:00Z"),
            ("since-month", "verifiedSince in a thirteenth month.", "2025-01-01", "2025-13-01"),
            (
                "website-http", "A website without encryption.", "\"https://airline.example/\"",
                "\"http://airline.example/\""
            ),
            (
                "website-script", "A website that is a script.", "\"https://airline.example/\"",
                "\"javascript:alert(1)\""
            ),
            (
                "website-not-ascii", "A website with a letter outside ASCII.", "\"https://airline.example/\"",
                "\"https://zürich.example/\""
            ),
            ("website-bare", "A website without a host.", "\"https://airline.example/\"", "\"https://\""),
            (
                "empty-text", "An empty text where nothing is given.", "\"legalName\":null",
                "\"legalName\":\"\""
            ),
        ] { try json(&list, name, why, ByteEdits.replace(old, with: new)) }
    }

    private static func addTexts(to list: inout CaseList) throws {
        for (name, why, text) in [
            ("control", "A control character in a text that clients show.", "air\\nline"),
            ("invisible", "A zero-width character.", "air\u{200B}line"),
            ("direction", "A character that turns the direction of writing.", "air\u{202E}line"),
            ("not-nfc", "A letter decomposed: texts in badges are in NFC.", "airli\u{301}ne"),
            ("outer-space", "A space at the end.", "airline "),
            ("too-long", "A character more than the field may have.", String(repeating: "x", count: 129)),
        ] {
            try json(&list, "text-\(name)", why, ByteEdits.replace("\"airline\"", with: "\"\(text)\""))
        }
        try list.add("profile-json-long-website", .wrongProfile, "An address of 257 characters.") {
            $0.badge.extensions.profile.website = "https://a.example/" + String(repeating: "x", count: 239)
        }
    }
}
