package import Encoding

/// What a badge says about the business beyond its name: extension `arc.3`, canonical JSON (DESIGN 5).
///
/// Every field is always present, null where the business gave nothing.
package struct BadgeProfile: Hashable, Sendable {
    /// Midnight of the day since which the business has been verified without a gap.
    package var verifiedSince: Timestamp
    /// Line of business, 1 to 128 scalars.
    package var category: String
    /// A word of the fee classes, for example `small`.
    package var sizeClass: String
    /// Another verified business has the same name elsewhere: show country and registration number.
    package var homonym: Bool
    /// The full legal name where O holds an abbreviation.
    package var legalName: String?
    /// An https address, at most 256 characters.
    package var website: String?
    /// An https address, at most 256 characters.
    package var helpURL: String?
    /// An https address, at most 256 characters.
    package var knowledgeBaseURL: String?
    /// For people, at most 128 scalars.
    package var supportHours: String?
    /// As promised, for people, at most 128 scalars.
    package var responseTime: String?
    /// An https address, at most 256 characters.
    package var privacyURL: String?
    /// The business is one person: the badge leaves out street and postal code.
    package var naturalPerson: Bool

    /// The only promise about marketing that the programme knows.
    package static let marketing = "opt-in"

    /// Takes the values as they are.
    package init(
        verifiedSince: Timestamp, category: String, sizeClass: String, homonym: Bool = false,
        legalName: String? = nil, website: String? = nil, helpURL: String? = nil,
        knowledgeBaseURL: String? = nil,
        supportHours: String? = nil, responseTime: String? = nil, privacyURL: String? = nil,
        naturalPerson: Bool = false
    ) {
        self.verifiedSince = verifiedSince
        self.category = category
        self.sizeClass = sizeClass
        self.homonym = homonym
        self.legalName = legalName
        self.website = website
        self.helpURL = helpURL
        self.knowledgeBaseURL = knowledgeBaseURL
        self.supportHours = supportHours
        self.responseTime = responseTime
        self.privacyURL = privacyURL
        self.naturalPerson = naturalPerson
    }

    /// The fields in their fixed order.
    package var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return .object([
            .init("verifiedSince", .string(verifiedSince.dateText)),
            .init("category", .string(category)),
            .init("sizeClass", .string(sizeClass)),
            .init("homonym", .bool(homonym)),
            .init("legalName", text(legalName)),
            .init("website", text(website)),
            .init("helpURL", text(helpURL)),
            .init("knowledgeBaseURL", text(knowledgeBaseURL)),
            .init("supportHours", text(supportHours)),
            .init("responseTime", text(responseTime)),
            .init("privacyURL", text(privacyURL)),
            .init("marketing", .string(BadgeProfile.marketing)),
            .init("naturalPerson", .bool(naturalPerson)),
        ])
    }

    /// The extension's value: `json` as canonical bytes.
    package var bytes: [UInt8] { json.canonicalBytes }

    /// Reads the extension's value strictly and applies the limits of `problem`.
    package init(parsing bytes: ArraySlice<UInt8>) throws(ProfileError) {
        guard bytes.count <= Limits.profileBytes else {
            throw ProfileError("profile: \(bytes.count) bytes; at most \(Limits.profileBytes)")
        }
        do {
            self = try BadgeProfile.read(bytes)
        } catch {
            throw ProfileError("profile: \(error)")
        }
        if let problem { throw ProfileError("profile: \(problem)") }
        guard sameBytes(self.bytes[...], bytes) else {
            throw ProfileError("profile: not in canonical form")
        }
    }

    /// The same for bytes that stand alone.
    package init(parsing bytes: [UInt8]) throws(ProfileError) { try self.init(parsing: bytes[...]) }

    private static func read(_ bytes: ArraySlice<UInt8>) throws -> BadgeProfile {
        var fields = try ObjectReader(JSON.parseCanonical(bytes))
        let since = try fields.string("verifiedSince")
        let profile = BadgeProfile(
            verifiedSince: try day(since), category: try fields.string("category"),
            sizeClass: try fields.string("sizeClass"), homonym: try fields.bool("homonym"),
            legalName: try fields.optionalString("legalName"), website: try fields.optionalString("website"),
            helpURL: try fields.optionalString("helpURL"),
            knowledgeBaseURL: try fields.optionalString("knowledgeBaseURL"),
            supportHours: try fields.optionalString("supportHours"),
            responseTime: try fields.optionalString("responseTime"),
            privacyURL: try fields.optionalString("privacyURL"),
            naturalPerson: try lastFields(&fields))
        return profile
    }

    private static func day(_ text: String) throws -> Timestamp {
        guard text.utf8.count == 10, let day = Timestamp(dateOrTime: text) else {
            throw ProfileError("verifiedSince is not a date like 2026-11-22")
        }
        return day
    }

    private static func lastFields(_ fields: inout ObjectReader) throws -> Bool {
        guard sameBytes(try fields.string("marketing"), marketing) else {
            throw ProfileError("marketing must be \"\(marketing)\"")
        }
        let naturalPerson = try fields.bool("naturalPerson")
        try fields.finish()
        return naturalPerson
    }

    /// What keeps this profile out of a badge, or nil. Texts are shown by clients, so they are bounded, in NFC and
    /// without control or invisible characters; links are https.
    package var problem: String? {
        guard verifiedSince.seconds % Timestamp.day == 0 else { return "verifiedSince is not a whole day" }
        if let problem = Self.problem("category", category, 128) { return problem }
        if let problem = Self.problem("sizeClass", sizeClass, 32) { return problem }
        if let problem = Self.problem("legalName", legalName, 512) { return problem }
        if let problem = Self.problem("supportHours", supportHours, 128) { return problem }
        if let problem = Self.problem("responseTime", responseTime, 128) { return problem }
        if let problem = Self.linkProblem("website", website) { return problem }
        if let problem = Self.linkProblem("helpURL", helpURL) { return problem }
        if let problem = Self.linkProblem("knowledgeBaseURL", knowledgeBaseURL) { return problem }
        return Self.linkProblem("privacyURL", privacyURL)
    }

    private static func problem(_ name: String, _ value: String?, _ limit: Int) -> String? {
        guard let value, let problem = TextRule.problem(value, limit: limit) else { return nil }
        return "\(name) \(problem)"
    }

    private static func linkProblem(_ name: String, _ value: String?) -> String? {
        guard let value else { return nil }
        if let problem = problem(name, value, 256) { return problem }
        return TextRule.isSecureLink(value) ? nil : "\(name) is not an https:// address in ASCII"
    }
}

/// Why a profile, subject or extension list is outside the badge profile.
package struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let reason: String

    /// Takes the values as they are.
    package init(_ reason: String) {
        self.reason = reason
    }

    /// The error for people.
    package var description: String { reason }
}
