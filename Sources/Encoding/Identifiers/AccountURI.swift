/// A business account in its canonical form: the only form that badges carry and that is compared, byte by byte.
///
/// `tel:+12025550100` (E.164, RFC 3966 without separators), `https://shop.example` (a lower-case A-label host alone),
/// `acct:support@shop.example` (RFC 7565, lower-case host).
package struct AccountURI: Hashable, Sendable, CustomStringConvertible {
    /// The scheme, as in the trust file's `accountKinds`.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case tel, https, acct
    }

    /// The scheme.
    package let kind: Kind
    /// The whole account.
    package let text: String

    /// Accepts the canonical form only; the error says what to change.
    package init(_ text: String) throws(AccountURIError) {
        let bytes = Array(text.utf8)
        guard let (kind, scheme) = AccountURI.schemes.first(where: { bytes.starts(with: $0.text) }) else {
            throw AccountURIError(text, "it must begin with tel:, https:// or acct: in lower case")
        }
        self.kind = kind
        self.text = text
        if let problem = AccountURI.problem(kind, bytes.dropFirst(scheme.count)) {
            throw AccountURIError(text, problem)
        }
    }

    /// The account.
    package var description: String { text }

    /// Why a text is not a canonical account; nil when it is one.
    package static func problem(in text: String) -> AccountURIError? {
        do throws(AccountURIError) {
            _ = try AccountURI(text)
            return nil
        } catch {
            return error
        }
    }

    private static let schemes = Kind.allCases.map { (kind: $0, text: Array("\($0.rawValue):".utf8)) }

    private static func problem(_ kind: Kind, _ rest: ArraySlice<UInt8>) -> String? {
        switch kind {
        case .tel: return telephoneProblem(rest)
        case .https:
            guard rest.starts(with: "//".utf8) else { return "https: must be followed by //" }
            return hostProblem(rest.dropFirst(2))
        case .acct:
            guard let at = rest.lastIndex(of: UInt8(ascii: "@")) else { return "it has no @host" }
            return userProblem(rest[..<at]) ?? hostProblem(rest[(at + 1)...])
        }
    }

    /// E.164: a plus sign, a country code that does not begin with 0, at most 15 digits in all.
    private static func telephoneProblem(_ rest: ArraySlice<UInt8>) -> String? {
        guard rest.first == UInt8(ascii: "+") else {
            return "the number must begin with + and the country code"
        }
        let digits = rest.dropFirst()
        guard digits.allSatisfy(isDigit) else {
            return "only digits may follow the +: no spaces, dots or hyphens"
        }
        guard (4...15).contains(digits.count) else {
            return "it has \(digits.count) digits; E.164 allows 4 to 15, with no spaces between"
        }
        return digits.first == UInt8(ascii: "0") ? "no country code begins with 0" : nil
    }

    /// RFC 7565 user part without percent-encoding, which would allow several spellings of one account.
    private static func userProblem(_ user: ArraySlice<UInt8>) -> String? {
        guard (1...64).contains(user.count) else { return "the part before @ must have 1 to 64 characters" }
        let marks = Array("._~!$&'()*+,;=-".utf8)
        return user.allSatisfy { isDigit($0) || isLower($0) || isUpper($0) || marks.contains($0) }
            ? nil : "the part before @ has a character that is not allowed (no spaces, %, : or /)"
    }

    /// What is wrong with a host; nil for a registered name in lower-case A-labels (RFC 5890): no port, path, user,
    /// IP address or final dot.
    package static func hostProblem(_ host: ArraySlice<UInt8>) -> String? {
        guard (1...253).contains(host.count) else { return "the host must have 1 to 253 characters" }
        if host.contains(where: isUpper) { return "the host must be in lower case" }
        if host.contains(where: { $0 >= 0x80 }) { return "the host must be in A-labels (xn--…)" }
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2 else { return "the host must have at least two labels" }
        for label in labels {
            guard (1...63).contains(label.count) else {
                return "a label of the host is empty or above 63 characters"
            }
            guard label.allSatisfy({ isDigit($0) || isLower($0) || $0 == hyphen }) else {
                return
                    "the host may hold only letters, digits, hyphens and dots: no port, path, user or final slash"
            }
            guard label.first != hyphen, label.last != hyphen else {
                return "a label begins or ends with a hyphen"
            }
            let reserved = label.dropFirst(2).prefix(2).elementsEqual([hyphen, hyphen])
            guard !reserved || label.starts(with: Array("xn--".utf8)) && label.count > 4 else {
                return "a label has hyphens in its third and fourth place and is not an A-label"
            }
        }
        guard labels.last?.contains(where: { !isDigit($0) }) == true else {
            return "the host is an IP address"
        }
        return nil
    }

    private static let hyphen = UInt8(ascii: "-")
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

/// Why a text is not a canonical account: the text and what to change.
package struct AccountURIError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text as it was given.
    package let text: String
    /// What to change; stands behind a colon.
    package let reason: String

    init(_ text: String, _ reason: String) {
        self.text = text
        self.reason = reason
    }

    /// A sentence.
    package var description: String { "\"\(text)\" is not a canonical account: \(reason)" }
}
