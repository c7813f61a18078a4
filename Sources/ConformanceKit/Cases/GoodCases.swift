import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// What must be accepted: a verifier that refuses one of these is too strict.
enum GoodCases {
    static func add(to list: inout CaseList) throws {
        list.group = "good"
        try addCalls(to: &list)
        try addBusinesses(to: &list)
        try addSubjects(to: &list)
        try addCertificates(to: &list)
        try addPacks(to: &list)
        try addAuthorities(to: &list)
    }

    private static func addCalls(to list: inout CaseList) throws {
        try list.add("good", .trusted, "A good badge, for its telephone number.")
        try list.add(
            "good-any-account", .trusted, "The client says explicitly that it does not check the account."
        ) {
            $0.account = nil
        }
        try list.add("good-website", .trusted, "The second bound account counts like the first.") {
            $0.account = KitAuthority.website
        }
        try list.add("good-display-name", .trusted, "The name that the client shows is that of the badge.") {
            $0.displayName = "Example Airline"
        }
        try list.add(
            "good-display-name-nfc", .trusted, "A name with an accent, as the badge has it (NFC)."
        ) {
            $0.badge.subject.displayName = "Zürich Air"
            $0.displayName = "Z\u{FC}rich Air"
        }
        try list.add(
            "good-display-name-nfd", .trusted,
            "The same name decomposed (NFD), as some keyboards give it: it is brought to NFC before it is compared."
        ) {
            $0.badge.subject.displayName = "Zürich Air"
            $0.displayName = "Zu\u{308}rich Air"
        }
        try list.add(
            "good-high-water-same", .trusted,
            "The client has seen this very pack before; an equal sequence is no step back."
        ) { $0.seen = [$0.pack] }
    }

    private static func addBusinesses(to list: inout CaseList) throws {
        try list.add(
            "good-several-accounts", .trusted,
            "Five accounts of three kinds; an acct: account is asked about."
        ) {
            $0.badge.extensions.accounts = try [
                KitAuthority.account, "tel:+31201234567", KitAuthority.website,
                "https://shop.airline.example",
                "acct:support@airline.example",
            ].map { try AccountURI($0) }
            $0.account = "acct:support@airline.example"
        }
        try list.add(
            "good-natural-person", .trusted, "A natural person's badge has no street and no postal code."
        ) {
            $0.badge.subject.street = nil
            $0.badge.subject.postalCode = nil
            $0.badge.subject.businessCategory = "Natural Person"
            $0.badge.extensions.profile.naturalPerson = true
        }
        try list.add(
            "good-abbreviated-legal-name", .trusted,
            "A legal name too long for O stands whole in the profile, O has the abbreviation."
        ) {
            $0.badge.subject.organization = "Example Airline International Holding B.V."
            $0.badge.extensions.profile.legalName =
                "Example Airline International Passenger and Freight Transport Holding Company of the Netherlands B.V."
        }
        try list.add(
            "good-homonym", .trusted, "Another verified business has this name; the flag is no fault."
        ) {
            $0.badge.extensions.profile.homonym = true
        }
        try list.add(
            "good-bare-profile", .trusted, "A business that gave no address on the web: every link is null."
        ) {
            $0.badge.extensions.profile = BadgeProfile(
                verifiedSince: BadgeRecipe.profile.verifiedSince, category: "bakery", sizeClass: "micro")
        }
        try list.add("good-logotype", .trusted, "With a logotype, the one optional extension, as the tenth.")
        {
            $0.badge.extensions.logotype = Logotype(
                mediaType: "image/svg+xml", digest: SHA256.hash([1]), uri: "https://airline.example/logo.svg")
        }
    }

    private static func addSubjects(to list: inout CaseList) throws {
        try list.add("good-every-subject-field", .trusted, "All thirteen attributes, in their order.") {
            $0.badge.subject.jurisdictionState = "Noord-Holland"
            $0.badge.subject.jurisdictionLocality = "Amsterdam"
            $0.badge.subject.state = "Noord-Holland"
        }
        try list.add("good-fewest-subject-fields", .trusted, "Only the six attributes that every badge has.")
        {
            $0.badge.subject = BadgeSubject(
                businessCategory: "Government Entity", jurisdictionCountry: "NL", registrationNumber: "1",
                country: "NL", organization: "Gemeente Voorbeeld", displayName: "Voorbeeld")
        }
        try list.add(
            "good-longest-subject", .trusted,
            "Each value at its limit, which counts Unicode scalars and not bytes."
        ) {
            $0.badge.subject.displayName = String(repeating: "ü", count: 64)
            $0.badge.subject.organization = String(repeating: "界", count: 64)
            $0.badge.subject.registrationNumber = String(repeating: "9", count: 64)
            $0.badge.subject.postalCode = String(repeating: "9", count: 40)
            $0.badge.subject.street = String(repeating: "s", count: 128)
        }
        for (name, text) in [("japanese", "株式会社サンプル"), ("arabic", "شركة المثال"), ("greek", "Παράδειγμα")] {
            try list.add(
                "good-\(name)-name", .trusted, "A display name outside Latin letters, compared byte by byte."
            ) {
                $0.badge.subject.displayName = text
                $0.displayName = text
            }
        }
    }

    private static func addCertificates(to list: inout CaseList) throws {
        for (algorithm, name) in [(KeyAlgorithm.p384, "p384"), (.ed25519, "ed25519")] {
            try list.add("good-\(name)-key", .trusted, "The business has a key of another kind than P-256.") {
                try $0.badge.certify(algorithm)
            }
        }
        try list.add("good-longest-validity", .trusted, "398 days, and the hour before the moment of issue.")
        {
            $0.badge.notAfter = $0.badge.notBefore.days(398).hours(1)
        }
        try list.add("good-first-second", .trusted, "notBefore is included (RFC 5280 4.1.2.5).") {
            $0.badge.notBefore = $0.time
        }
        try list.add("good-last-second", .trusted, "notAfter is included (RFC 5280 4.1.2.5).") {
            $0.badge.notAfter = $0.time
        }
        try list.add("good-programme-version", .trusted, "Decided under a later version of the programme.") {
            $0.badge.extensions.programmeVersion = 2_147_483_647
        }
        try list.add("good-proof-of-the-whole-log", .trusted, "The proof is for the newest checkpoint.") {
            $0.badge.treeSize = KitAuthority.logSize
        }
    }

    private static func addPacks(to list: inout CaseList) throws {
        try list.add(
            "good-no-checkpoint", .trusted, "A pack without a checkpoint: the badge's own proof is enough."
        ) {
            $0.pack.checkpointSize = nil
        }
        try list.add("good-single-operator", .trusted, "An authority of one person is named, not refused.") {
            $0.pack.isSingleOperator = true
        }
        try list.add(
            "good-two-roots", .trusted, "The authority has a new root; the badge stands under the old one."
        ) {
            let next = try KitKeys.derived("next root")
            $0.pack.roots.append(try KitAuthority.root(next, "Next").signed(by: next))
        }
        try list.add(
            "good-witness-quorum", .trusted, "Two of three witnesses cosigned, and two are asked for."
        ) {
            try $0.witnesses(3, quorum: "g", groups: ["group g 2 w1 w2 w3"], signed: [1, 3])
        }
        try list.add("good-witness-any", .trusted, "One of two witnesses is enough for this policy.") {
            try $0.witnesses(2, quorum: "g", groups: ["group g any w1 w2"], signed: [2])
        }
        try list.add(
            "good-scope-country", .trusted, "The trust file accepts some countries, and this is one of them."
        ) {
            $0.pack.scope = .init(accountKinds: [.tel], countries: ["BE", "NL"])
        }
        let checkpoint = try list.completePrefix.checkpoint(KitAuthority.goodSize)
        try list.add(
            "good-frozen-log", .trusted, "The badge's log is frozen; its own last snapshot answers for it."
        ) {
            try $0.secondLog(final: .init(size: checkpoint.size, root: checkpoint.root))
            let next = try Others.nextLog()
            $0.pack.frozen[1] = $0.pack.snapshot
            $0.pack.snapshot = SnapshotRecipe(next.verifierKey.name, [$0.pack.authority.statusSigner])
            $0.pack.otherLog = .unimportant(next)
            $0.pack.checkpointSigners = [next]
        }
    }

    private static func addAuthorities(to list: inout CaseList) throws {
        let second = list.second
        try list.add(
            "good-two-authorities", .trusted,
            "The client trusts two authorities; the first has issued the badge."
        ) {
            $0.morePacks = [try PackRecipe(second)]
        }
        try list.add(
            "good-second-authority", .trusted,
            "The client trusts two authorities; the second has issued the badge."
        ) {
            $0.badge = try BadgeRecipe(second, index: KitAuthority.goodIndex)
            $0.morePacks = [try PackRecipe(second)]
        }
    }
}
