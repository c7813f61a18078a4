/// One kind of number that registers or tax offices give to businesses.
package struct IdentifierScheme: Sendable {
    /// What the check digits of a well-formed number say.
    enum Outcome {
        case passes
        /// They do not fit.
        case fails
        /// A part is not given out; in plain words which.
        case impossible(String)
        /// This form has none.
        case absent
        /// They do not fit, as those of some numbers that were really given out do not; in plain words why.
        case doubtful(String)

        init(_ fits: Bool) { self = fits ? .passes : .fails }
    }

    /// `vat-nl`, `fr-siren`.
    package let code: String
    /// In plain words, `Dutch VAT number`.
    package let name: String
    /// What may stand in front and says nothing: the country of a VAT number, `FN`.
    let prefixes: [String]
    /// What the canonical form begins with.
    let canonicalPrefix: String
    /// The shapes without prefix.
    let patterns: [String]
    /// A well-formed number, for hints.
    let example: String
    let identity: @Sendable (IdentifierText) -> String
    let check: @Sendable (IdentifierText) -> Outcome

    /// A number of a register. `identity` names the number space and the number in it.
    init(
        _ code: String, _ name: String, prefixes: [String] = [], canonicalPrefix: String = "",
        patterns: [String],
        example: String, identity: @escaping @Sendable (IdentifierText) -> String,
        check: @escaping @Sendable (IdentifierText) -> Outcome = { _ in .absent }
    ) {
        self.code = code
        self.name = name
        self.prefixes = prefixes
        self.canonicalPrefix = canonicalPrefix
        self.patterns = patterns
        self.example = example
        self.identity = identity
        self.check = check
    }

    /// A number in a number space of its own.
    init(
        _ code: String, _ name: String, prefixes: [String] = [], canonicalPrefix: String = "",
        patterns: [String],
        example: String, check: @escaping @Sendable (IdentifierText) -> Outcome = { _ in .absent }
    ) {
        self.init(
            code, name, prefixes: prefixes, canonicalPrefix: canonicalPrefix, patterns: patterns,
            example: example,
            identity: { "\(code):\($0.text)" }, check: check)
    }

    /// Longest text that is looked at; the longest real identifier has 21 characters.
    private static let longest = 64

    /// Checks a number as people write it: spaces, dots, hyphens and slashes inside are taken out.
    package func validate(_ text: String) -> Result<ValidIdentifier, IdentifierProblem> {
        guard text.utf8.count <= Self.longest else {
            return .failure(form("has \(text.utf8.count) characters"))
        }
        let all = text.utf8.filter { !Self.separators.contains($0) }.map {
            (0x61...0x7A).contains($0) ? $0 - 0x20 : $0
        }
        let bare = prefixes.first { all.starts(with: $0.utf8) && all.count > $0.utf8.count }
            .map { Array(all.dropFirst($0.utf8.count)) }
        // A prefix that is no prefix here belongs to the number: both readings are tried.
        guard
            let number = [bare, all].compactMap({ $0 }).map(IdentifierText.init)
                .first(where: { number in patterns.contains { IdentifierPattern.matches($0, number) } })
        else { return .failure(form("\"\(text)\" is not written like one")) }
        switch check(number) {
        case .passes: return .success(valid(number, .checksum))
        case .absent: return .success(valid(number, .syntax))
        case .doubtful(let why): return .success(valid(number, .syntax, doubt: why))
        case .impossible(let why):
            return .failure(
                .init(
                    rule: .part, message: "\(name): \(why) in \"\(text)\"",
                    hint: "Copy the number from the register or the tax office's letter."))
        case .fails:
            return .failure(
                .init(
                    rule: .checkDigit, message: "\(name): the check digits of \"\(text)\" do not fit",
                    hint: "A digit is mistyped or two are swapped: copy the number from the register."))
        }
    }

    private static let separators = Array(" .-/".utf8)

    private func form(_ what: String) -> IdentifierProblem {
        .init(rule: .form, message: "\(name): \(what)", hint: "It looks like \(example).")
    }

    private func valid(
        _ number: IdentifierText, _ strength: IdentifierStrength, doubt: String? = nil
    ) -> ValidIdentifier {
        ValidIdentifier(
            scheme: code, name: name, canonical: canonicalPrefix + number.text, identity: identity(number),
            strength: strength, doubt: doubt)
    }
}

extension IdentifierScheme {
    /// The VAT number of a country, with its prefix in front or not.
    static func vat(
        _ country: String, _ name: String, _ patterns: [String], example: String,
        identity: @escaping @Sendable (IdentifierText) -> String,
        check: @escaping @Sendable (IdentifierText) -> Outcome
    ) -> IdentifierScheme {
        IdentifierScheme(
            code(country), "\(name) VAT number", prefixes: [country], canonicalPrefix: country,
            patterns: patterns, example: country + example, identity: identity, check: check)
    }

    /// The same in a number space of its own.
    static func vat(
        _ country: String, _ name: String, _ patterns: [String], example: String,
        check: @escaping @Sendable (IdentifierText) -> Outcome
    ) -> IdentifierScheme {
        vat(
            country, name, patterns, example: example, identity: { "\(code(country)):\($0.text)" },
            check: check)
    }

    private static func code(_ country: String) -> String { "vat-" + country.lowercased() }
}
