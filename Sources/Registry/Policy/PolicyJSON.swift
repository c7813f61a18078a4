package import Encoding

extension Policy {
    /// Format line of a policy.
    package static let format = "greenbadge/policy@v1"

    /// The fields of a policy, in the order of its text.
    enum Field {
        static let all = [
            "format", "version", "checks", "waivers", "numbers", "higherQuorumFor", "payingSizeClasses",
            "documentTypes", "scriptMixes", "renewalOfferDays", "limitedDays", "voidsApprovals",
            "allowsBreakGlass",
        ]
        static let check = ["check", "maximumAgeDays", "endsBadge"]
        static let waiver = ["name", "check", "businessCategories"]
    }

    /// The policy as the journal and `policy show --json` write it: every number a named field.
    package var json: JSON {
        .object([
            .init("format", .string(Self.format)),
            .init("version", .integer(version)),
            .init("checks", .array(checks.map(Self.json))),
            .init("waivers", .array(waivers.map(Self.json))),
            .init(
                "numbers",
                .object(PolicyNumber.allCases.map { .init($0.rawValue, .integer(self[$0])) })),
            .init("higherQuorumFor", .array(causes.map { .string($0.rawValue) })),
            .init("payingSizeClasses", .array(payingSizeClasses.map(JSON.string))),
            .init("documentTypes", .array(documentTypeList.map { .string($0.rawValue) })),
            .init("scriptMixes", .array(scriptMixes.sorted().map { .string($0.text) })),
            .init("renewalOfferDays", .array(renewalOfferDays.map(JSON.integer))),
            .init("limitedDays", .array(limitedDays.map(JSON.integer))),
            .init("voidsApprovals", .bool(voidsApprovals)),
            .init("allowsBreakGlass", .bool(allowsBreakGlass)),
        ])
    }

    /// The causes of a higher quorum in the programme's order.
    package var causes: [HigherQuorumCause] { HigherQuorumCause.allCases.filter(higherQuorumFor.contains) }

    /// The types of documents in a fixed order.
    package var documentTypeList: [DocumentType] { DocumentType.allCases.filter(documentTypes.contains) }

    private static func json(_ rule: CheckRule) -> JSON {
        .object([
            .init("check", .string(rule.check)),
            .init("maximumAgeDays", rule.maximumAgeDays.map(JSON.integer) ?? .null),
            .init("endsBadge", .bool(rule.endsBadge)),
        ])
    }

    private static func json(_ waiver: Waiver) -> JSON {
        .object([
            .init("name", .string(waiver.name)),
            .init("check", .string(waiver.check)),
            .init("businessCategories", .array(waiver.businessCategories.map(JSON.string))),
        ])
    }

    /// Reads a policy in canonical field order; refuses values outside their limits.
    package init(json: JSON) throws {
        var reader = try ObjectReader(json)
        guard try reader.string("format") == Self.format else {
            throw RuleViolation(.policy, "a policy begins with format \(Self.format)")
        }
        let version = try reader.integer("version")
        let checks = try reader.objects("checks").map(Self.check)
        let waivers = try reader.objects("waivers").map(Self.waiver)
        var list = try reader.object("numbers")
        var numbers: [PolicyNumber: Int64] = [:]
        for number in PolicyNumber.allCases { numbers[number] = try list.integer(number.rawValue) }
        try list.finish()
        var causes = Set<HigherQuorumCause>()
        for name in try reader.strings("higherQuorumFor") {
            guard let cause = HigherQuorumCause(rawValue: name) else {
                throw reader.failure("higherQuorumFor", "is unknown: \"\(name)\"")
            }
            causes.insert(cause)
        }
        let paying = try reader.strings("payingSizeClasses")
        var types = Set<DocumentType>()
        for name in try reader.strings("documentTypes") {
            guard let type = DocumentType(rawValue: name) else {
                throw reader.failure("documentTypes", "is unknown: \"\(name)\"")
            }
            types.insert(type)
        }
        var mixes = Set<ScriptMix>()
        for text in try reader.strings("scriptMixes") {
            guard let mix = ScriptMix(text) else {
                throw reader.failure("scriptMixes", "has \"\(text)\", which is no list of scripts")
            }
            mixes.insert(mix)
        }
        self.init(
            version: version, checks: checks, waivers: waivers, numbers: numbers, higherQuorumFor: causes,
            payingSizeClasses: paying, documentTypes: types, scriptMixes: mixes,
            renewalOfferDays: try reader.integers("renewalOfferDays"),
            limitedDays: try reader.integers("limitedDays"),
            voidsApprovals: try reader.bool("voidsApprovals"),
            allowsBreakGlass: try reader.bool("allowsBreakGlass"))
        try reader.finish()
        try validate()
    }

    private static func check(_ object: ObjectReader) throws -> CheckRule {
        var reader = object
        let rule = CheckRule(
            check: try reader.string("check"), maximumAgeDays: try reader.optionalInteger("maximumAgeDays"),
            endsBadge: try reader.bool("endsBadge"))
        try reader.finish()
        return rule
    }

    private static func waiver(_ object: ObjectReader) throws -> Waiver {
        var reader = object
        let waiver = Waiver(
            name: try reader.string("name"), check: try reader.string("check"),
            businessCategories: try reader.strings("businessCategories"))
        try reader.finish()
        return waiver
    }
}
