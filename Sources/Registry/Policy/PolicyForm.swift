package import Encoding

/// A policy as a person writes it: JSON with `//` comments, read with the position of everything in it.
extension Policy {
    /// Reads a policy that a person wrote; the first thing that is wrong is reported with line and column.
    ///
    /// - Parameter isScript: whether Unicode has a script of that name
    package static func parse(
        form bytes: [UInt8], isScript: (String) -> Bool
    ) throws(FormError) -> Policy {
        let form = try FormReader(try FormDocument.parse(bytes), fields: Field.all)
        guard sameBytes(try form.string("format"), format) else {
            throw form.failure("format", "this program reads \"\(format)\"")
        }
        let numbers = try form.object("numbers", fields: PolicyNumber.allCases.map(\.rawValue))
        let policy = try policy(form, numbers, scriptMixes(form, isScript))
        for problem in policy.problems() {
            let remedy = problem.remedy.map { ". \($0)" } ?? ""
            let parts = problem.field.split(separator: ".").map(String.init)
            throw (parts.count == 2 ? numbers : form).failure(
                parts.last ?? problem.field, "\(problem.message)\(remedy)")
        }
        return policy
    }

    private static func scriptMixes(
        _ form: FormReader, _ isScript: (String) -> Bool
    ) throws(FormError) -> Set<ScriptMix> {
        var mixes = Set<ScriptMix>()
        for text in try form.strings("scriptMixes") {
            guard let mix = ScriptMix(text) else {
                throw form.failure(
                    "scriptMixes",
                    "\"\(text)\" must be two or more names of scripts in the order of the alphabet, such as "
                        + "\"Han+Latin\"")
            }
            if let unknown = mix.scripts.first(where: { !isScript($0) }) {
                throw form.failure(
                    "scriptMixes",
                    "Unicode has no script \"\(unknown)\"; its names are written like \"Old_Italic\"")
            }
            mixes.insert(mix)
        }
        return mixes
    }

    private static func policy(
        _ form: FormReader, _ list: FormReader, _ mixes: Set<ScriptMix>
    ) throws(FormError) -> Policy {
        var checks: [CheckRule] = []
        for value in try form.array("checks") {
            let rule = try FormReader(value, fields: Field.check)
            checks.append(
                CheckRule(
                    check: try rule.string("check"),
                    maximumAgeDays: try rule.optionalInteger("maximumAgeDays"),
                    endsBadge: try rule.bool("endsBadge")))
        }
        var waivers: [Waiver] = []
        for value in try form.array("waivers") {
            let waiver = try FormReader(value, fields: Field.waiver)
            waivers.append(
                Waiver(
                    name: try waiver.string("name"), check: try waiver.string("check"),
                    businessCategories: try waiver.strings("businessCategories")))
        }
        var numbers: [PolicyNumber: Int64] = [:]
        for number in PolicyNumber.allCases { numbers[number] = try list.integer(number.rawValue) }
        var causes = Set<HigherQuorumCause>()
        for name in try form.strings("higherQuorumFor") {
            guard let cause = HigherQuorumCause(rawValue: name) else {
                let known = HigherQuorumCause.allCases.map(\.rawValue)
                throw form.failure(
                    "higherQuorumFor", "\"\(name)\" is none of: \(known.joined(separator: ", "))")
            }
            causes.insert(cause)
        }
        var types = Set<DocumentType>()
        for name in try form.strings("documentTypes") {
            guard let type = DocumentType(rawValue: name) else {
                let known = DocumentType.allCases.map(\.rawValue)
                throw form.failure(
                    "documentTypes", "\"\(name)\" is none of: \(known.joined(separator: ", "))")
            }
            types.insert(type)
        }
        return Policy(
            version: try form.integer("version"), checks: checks, waivers: waivers, numbers: numbers,
            higherQuorumFor: causes, payingSizeClasses: try form.strings("payingSizeClasses"),
            documentTypes: types, scriptMixes: mixes,
            renewalOfferDays: try form.integers("renewalOfferDays"),
            limitedDays: try form.integers("limitedDays"),
            voidsApprovals: try form.bool("voidsApprovals"),
            allowsBreakGlass: try form.bool("allowsBreakGlass"))
    }

    /// The policy as a form to edit, every field with its meaning; `policy show --template` prints it.
    package var form: String {
        var lines = [
            "// The rules of the programme. Change what shall change, then: greenbadge policy check --against THIS-FILE",
            "// and greenbadge policy set THIS-FILE. Lines like these are comments and may stay.", "{",
            "  \"format\": \"\(Self.format)\",", "  // The next version; each one is set once.",
            "  \"version\": \(version),", "",
            "  // The checks that a case must pass. maximumAgeDays: how old their evidence may be when the badge is issued;",
            "  // null: no limit. endsBadge: whether the badge ends with the evidence.",
        ]
        lines += block("checks", json["checks"])
        lines += ["", "  // Named rules under which a check may be skipped."]
        lines += block("waivers", json["waivers"])
        lines += ["", "  \"numbers\": {"]
        for number in PolicyNumber.allCases {
            let comma = number == PolicyNumber.allCases.last ? "" : ","
            lines.append("    // \(number.rule.meaning)")
            lines.append("    \"\(number.rawValue)\": \(self[number])\(comma)")
        }
        lines += ["  },", ""]
        for (name, meaning) in Self.meanings {
            let comma = name == Self.meanings.last?.0 ? "" : ","
            lines += ["  // \(meaning)", "  \"\(name)\": \(json[name]?.canonicalText ?? "null")\(comma)"]
        }
        return (lines + ["}", ""]).joined(separator: "\n")
    }

    private func block(_ name: String, _ value: JSON?) -> [String] {
        guard case .array(let items) = value, !items.isEmpty else { return ["  \"\(name)\": [],"] }
        let rows = items.enumerated().map { index, item in
            "    \(item.canonicalText)\(index == items.count - 1 ? "" : ",")"
        }
        return ["  \"\(name)\": ["] + rows + ["  ],"]
    }

    /// What the fields beside the numbers mean.
    package static let meanings = [
        (
            "higherQuorumFor",
            "Where higherApprovals people approve: \(HigherQuorumCause.allCases.map(\.rawValue).joined(separator: ", "))."
        ),
        ("payingSizeClasses", "Size classes whose badge waits for a fee."),
        (
            "documentTypes",
            "Types of documents that are taken, by their bytes: \(DocumentType.allCases.map(\.rawValue).joined(separator: ", "))."
        ),
        (
            "scriptMixes",
            "Scripts that may stand together in one display name, by their Unicode names in order: \"Han+Latin\"."
        ),
        ("renewalOfferDays", "How many days before a badge's end its renewal is offered."),
        ("limitedDays", "How many days a badge is limited with each strike; after the last it is suspended."),
        ("voidsApprovals", "Whether this version voids approvals given under an earlier one."),
        ("allowsBreakGlass", "Whether an admin may decide alone, in writing, where nobody else can."),
    ]
}
