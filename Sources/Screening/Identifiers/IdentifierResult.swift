/// How much a good result says (PROGRAMME section 1): never more than its label.
package enum IdentifierStrength: String, Hashable, Sendable {
    /// Written as such numbers are written; the scheme has no check digit, or keeps it secret.
    case syntax
    /// Its check digits fit, so that it was not mistyped. That it was given out, and to whom, is not said.
    case checksum
}

/// Which rule of its scheme an identifier breaks.
package enum IdentifierRule: String, Hashable, Sendable {
    /// Not written as the scheme has it: length, letters where digits belong.
    case form
    /// Written well, but a part has a value that is not given out: a prefix, a date, a province.
    case part
    /// The check digits do not fit what they check.
    case checkDigit = "check-digit"
    /// There is no such scheme here.
    case scheme
}

/// What is wrong with an identifier, for the one who typed it.
package struct IdentifierProblem: Error, Hashable, Sendable {
    package let rule: IdentifierRule
    /// What is wrong, beginning with the name of the scheme.
    package let message: String
    /// What to do next.
    package let hint: String
}

/// An identifier that keeps to its scheme.
package struct ValidIdentifier: Hashable, Sendable {
    /// The scheme's code, `vat-nl`.
    package let scheme: String
    /// The scheme's name in plain words.
    package let name: String
    /// Without separators, upper case, VAT numbers with their country: one spelling of each number.
    package let canonical: String
    /// Equal for two spellings of one number space: a French VAT number and the SIREN in it have one identity.
    package let identity: String
    /// What the result is worth.
    package let strength: IdentifierStrength
    /// What a reviewer should know all the same: a check digit that real numbers also miss.
    package let doubt: String?
}
