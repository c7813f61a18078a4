import BadgeVerifier
import CryptoCore
import Encoding

/// Step 7: the account byte by byte, the display name in NFC, the trust file's scope.
enum AccountCases {
    static func add(to list: inout CaseList) throws {
        list.group = "account"
        try addAccounts(to: &list)
        try addNames(to: &list)
        try addScope(to: &list)
    }

    private static func addAccounts(to list: inout CaseList) throws {
        for (name, why, account) in [
            (
                "other", "The badge of another business, copied: the account at hand is not in it.",
                "tel:+12025550199"
            ),
            (
                "capitals",
                "The scheme in capitals: accounts are compared byte by byte, in their canonical form.",
                "TEL:+12025550100"
            ),
            ("spaces", "The number with spaces.", "tel:+1 202 555 0100"),
            ("hyphens", "The number with hyphens.", "tel:+1-202-555-0100"),
            ("without-scheme", "The number alone.", "+12025550100"),
            ("without-plus", "The number without its plus sign.", "tel:12025550100"),
            ("trailing-space", "A space behind the account.", "tel:+12025550100 "),
            ("shorter", "The beginning of a bound account.", "tel:+1202555010"),
            ("longer", "A bound account with a digit more.", "tel:+120255501000"),
            ("wide-digits", "Digits that look like the account's (full width).", "tel:+１２０２５５５０１００"),
            ("path", "A bound website with a path.", "https://airline.example/"),
            ("host-capitals", "A bound website with a capital letter.", "https://Airline.example"),
            ("subdomain", "A host below a bound one.", "https://www.airline.example"),
            (
                "look-alike-host", "A host whose \u{201C}a\u{201D} is Cyrillic.",
                "https://\u{430}irline.example"
            ),
            ("http", "A bound website without encryption.", "http://airline.example"),
            ("display-name", "The display name is no account.", "Example Airline"),
        ] {
            try list.add("account-\(name)", .accountMismatch, why) { $0.account = account }
        }
    }

    private static func addNames(to list: inout CaseList) throws {
        for (name, why, shown) in [
            ("other", "Another name.", "Example Bank"),
            ("look-alike", "A name whose \u{201C}a\u{201D} is Cyrillic.", "Ex\u{430}mple Airline"),
            ("capitals", "The name in capitals.", "EXAMPLE AIRLINE"),
            ("longer", "The name and more.", "Example Airlines"),
            ("shorter", "The beginning of the name.", "Example"),
            ("trailing-space", "A space behind the name.", "Example Airline "),
            ("two-spaces", "Two spaces between the words.", "Example  Airline"),
            ("hard-space", "A no-break space between the words.", "Example\u{A0}Airline"),
            ("zero-width", "A zero-width space in the name.", "Example\u{200B} Airline"),
            ("ligature", "A full-width letter: only NFC is applied, not NFKC.", "\u{FF25}xample Airline"),
            ("legal", "The legal name is not the display name.", "Example Airline B.V."),
        ] {
            try list.add("name-\(name)", .nameMismatch, why) { $0.displayName = shown }
        }
        try list.add("name-without-accent", .nameMismatch, "The name without its accent.") {
            $0.badge.subject.displayName = "Zürich Air"
            $0.displayName = "Zurich Air"
        }
        try list.add(
            "name-after-account", .accountMismatch,
            "Another account and another name: the account comes first."
        ) {
            $0.account = "tel:+12025550199"
            $0.displayName = "Example Bank"
        }
    }

    private static func addScope(to list: inout CaseList) throws {
        try list.add(
            "scope-kind", .outOfScope,
            "The trust file accepts telephone numbers only, and the account is a website."
        ) {
            $0.pack.scope = .init(accountKinds: [.tel])
            $0.account = KitAuthority.website
        }
        try list.add("scope-kind-of-another-account", .trusted, "The same badge, for its telephone number.") {
            $0.pack.scope = .init(accountKinds: [.tel])
        }
        try list.add(
            "scope-no-kind", .outOfScope,
            "No account is asked about, and none of the badge's is of an accepted kind."
        ) {
            $0.pack.scope = .init(accountKinds: [.acct])
            $0.account = nil
        }
        try list.add(
            "scope-country", .outOfScope, "The business is in a country that the trust file does not accept."
        ) {
            $0.pack.scope = .init(accountKinds: [.tel], countries: ["BE", "DE"])
        }
        try list.add(
            "scope-country-of-the-register", .outOfScope,
            "Registered in an accepted country, doing business in another."
        ) {
            $0.badge.subject.country = "BE"
            $0.pack.scope = .init(accountKinds: [.tel], countries: ["NL"])
        }
        try list.add(
            "scope-before-status", .outOfScope,
            "Out of scope and suspended: the first failing step names the reason."
        ) {
            $0.pack.scope = .init(accountKinds: [.tel], countries: ["BE"])
            $0.list(\.suspended)
        }
    }
}
