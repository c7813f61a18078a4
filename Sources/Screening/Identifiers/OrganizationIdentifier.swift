extension Identifiers {
    /// Checks an organizationIdentifier: scheme (three letters), country, "-", reference (ETSI EN 319 412-1 5.1.4,
    /// CA/Browser Forum EVG 9.2.8; a state of the country may follow it as `+CA`).
    ///
    /// The reference is held against the scheme of the country where one is known; else the form alone counts.
    package static func organizationIdentifier(_ text: String) -> Result<ValidIdentifier, IdentifierProblem> {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count >= 5,
            [nil, UInt8(ascii: "+")].contains(parts[0].dropFirst(5).first),
            let reference = Optional(String(parts[1]) ?? ""), !reference.isEmpty
        else { return .failure(shape(text)) }
        let head = String(decoding: parts[0].prefix(3), as: UTF8.self)
        let country = String(decoding: parts[0].dropFirst(3).prefix(2), as: UTF8.self)
        switch head {
        case "LEI":
            guard country.utf8.elementsEqual("XG".utf8) else {
                return .failure(
                    .init(
                        rule: .scheme, message: "an LEI is given out for no country",
                        hint: "Write LEIXG-, then the LEI."))
            }
            return IdentifierScheme.lei.validate(reference)
        case "VAT":
            return vatScheme(country)?.validate(reference) ?? .success(unknown(text, country, "VAT number"))
        case "NTR":
            return registrationNumber(reference, country: country)
                ?? .success(unknown(text, country, "register number"))
        case "PSD":
            // The country's authority in 2 to 8 letters, then its number.
            let authority = reference.utf8.prefix { $0 != UInt8(ascii: "-") }
            guard (2...8).contains(authority.count), authority.count + 1 < reference.utf8.count else {
                return .failure(shape(text))
            }
            return .success(unknown(text, country, "payment services number"))
        default: return .failure(shape(text))
        }
    }

    private static func unknown(_ text: String, _ country: String, _ what: String) -> ValidIdentifier {
        ValidIdentifier(
            scheme: "organization-identifier", name: "\(what) of \(country)", canonical: text,
            identity: "organization-identifier:\(text)", strength: .syntax,
            doubt: "no rule for \(what)s of \(country) is known here")
    }

    private static func shape(_ text: String) -> IdentifierProblem {
        .init(
            rule: .form,
            message: "\"\(text)\" is not scheme, country, \"-\", reference",
            hint: "Write it like NTRNL-12345678, VATDE-136695976 or LEIXG-529900T8BM49AURSDO55.")
    }
}
