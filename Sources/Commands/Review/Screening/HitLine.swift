import CommandLineKit
import Encoding
import Registry

/// A hit of the screening as people and programs are told of it.
struct HitLine {
    let hit: ScreenedHit
    private let text: HitText?

    /// The hits of a screening, by number.
    static func all(in record: ScreeningRecord?) -> [HitLine] {
        guard let record else { return [] }
        let texts = record.texts.value?.hits ?? []
        return record.hits.enumerated().map { place, hit in
            HitLine(hit: hit, text: place < texts.count ? texts[place] : nil)
        }
    }

    /// Topic, rule and field.
    var code: String {
        "\(hit.topic)/\(hit.rule)\(text.map { " of \($0.field)" } ?? "")"
    }
    var message: String { (text?.message ?? "(sealed; its key was destroyed or is damaged)") + "." }
    var hint: String { text?.hint ?? "" }

    /// What may stand in a feed that tells nothing about anybody.
    var openMembers: [JSON.Member] {
        [
            .init("hit", .integer(hit.number)), .init("topic", .string(hit.topic)),
            .init("rule", .string(hit.rule)), .init("severity", .string(hit.severity.rawValue)),
            .init("cause", hit.cause.map { .string($0.rawValue) } ?? .null),
        ]
    }

    var openJSON: JSON { .object(openMembers) }

    var members: [JSON.Member] {
        openMembers + [
            .init("field", text.map { .string($0.field) } ?? .null),
            .init("reason", (text?.reason).map(JSON.string) ?? .null),
            .init("message", text.map { .string($0.message) } ?? .null),
            .init("hint", text.map { .string($0.hint) } ?? .null),
            .init("other", text.map { .string($0.other) } ?? .null),
        ]
    }

    var json: JSON { .object(members) }

    /// Tells whoever brought the form in, on standard error.
    /// - Parameter name: the case or file.
    static func report(_ hits: [HitLine], for name: String, _ context: CommandContext) {
        for hit in hits {
            context.note(
                "\(hit.hit.name): \(visible(name)): \(visible("\(hit.code): \(hit.message) \(hit.hint)"))")
        }
    }
}
