import Encoding

/// The manifest's lines.
extension KitCase {
    /// The fields in their fixed order.
    var json: JSON {
        .object([
            .init("name", .string(name)), .init("group", .string(group)), .init("why", .string(why)),
            .init("badge", .string(badge)), .init("packs", .array(packs.map { .string($0) })),
            .init("account", .optional(account)), .init("displayName", .optional(displayName)),
            .init("time", .string("\(time)")), .init("highWater", .optional(highWater)),
            .init("allowTest", .bool(true)), .init("mode", .string(mode.rawValue)),
            .init("expected", expected.json),
        ])
    }

    /// Reads a case strictly.
    init(_ fields: ObjectReader) throws {
        var fields = fields
        let name = try fields.string("name")
        let (group, why) = (try fields.string("group"), try fields.string("why"))
        let badge = try fields.string("badge")
        let packs = try fields.strings("packs")
        let (account, displayName) = (
            try fields.optionalString("account"), try fields.optionalString("displayName")
        )
        guard let time = Timestamp(try fields.string("time")) else {
            throw KitError("case \(name): time is not an RFC 3339 time in UTC")
        }
        let highWater = try fields.optionalString("highWater")
        guard try fields.bool("allowTest") else { throw KitError("case \(name): allowTest must be true") }
        guard let mode = Mode(rawValue: try fields.string("mode")) else {
            throw KitError("case \(name): mode must be signatures or packInclusion")
        }
        let expected = try KitExpectation(fields.object("expected"))
        try fields.finish()
        self.init(
            name: name, group: group, why: why, badge: badge, packs: packs, account: account,
            displayName: displayName, time: time, highWater: highWater, mode: mode, expected: expected)
    }
}

extension KitExpectation {
    fileprivate var json: JSON {
        .object([
            .init("verdict", .string(verdict)), .init("reason", .string(reason)),
            .init("id", .optional(badge?.id)), .init("displayName", .optional(badge?.displayName)),
            .init("country", .optional(badge?.country)),
        ])
    }

    fileprivate init(_ fields: ObjectReader) throws {
        var fields = fields
        let (verdict, reason) = (try fields.string("verdict"), try fields.string("reason"))
        let id = try fields.optionalString("id")
        let displayName = try fields.optionalString("displayName")
        let country = try fields.optionalString("country")
        try fields.finish()
        let isGood = KitExpectation.good.contains(verdict)
        guard [id, displayName, country].allSatisfy({ ($0 != nil) == isGood }) else {
            throw KitError("expected: id, displayName and country belong to good badges, and only to them")
        }
        var shown: Shown?
        if let id, let displayName, let country {
            shown = Shown(id: id, displayName: displayName, country: country)
        }
        self.init(verdict: verdict, reason: reason, badge: shown)
    }
}

extension JSON {
    /// A text, or null.
    fileprivate static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
