import Encoding

/// Whether the canonical JSON of a profile keeps to all its rules, looked at where it stands: this runs for every badge
/// that is verified, and few profiles are ever read.
struct PlainProfile {
    /// Whether `BadgeProfile(parsing:)` reads these bytes; false also where only it can tell: texts beyond Latin, or with
    /// an escape.
    static func isGood(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= Limits.profileBytes else { return false }
        var reader = PlainProfile(position: range.lowerBound, end: range.upperBound)
        return reader.read(bytes) && reader.position == reader.end
    }

    private var position: Int
    private let end: Int

    private mutating func read(_ bytes: Span<UInt8>) -> Bool {
        skip("{\"verifiedSince\":", bytes) && day(bytes)
            && skip(",\"category\":", bytes) && text(128, bytes)
            && skip(",\"sizeClass\":", bytes) && text(32, bytes)
            && skip(",\"homonym\":", bytes) && bool(bytes)
            && skip(",\"legalName\":", bytes) && optional(512, bytes)
            && skip(",\"website\":", bytes) && link(bytes)
            && skip(",\"helpURL\":", bytes) && link(bytes)
            && skip(",\"knowledgeBaseURL\":", bytes) && link(bytes)
            && skip(",\"supportHours\":", bytes) && optional(128, bytes)
            && skip(",\"responseTime\":", bytes) && optional(128, bytes)
            && skip(",\"privacyURL\":", bytes) && link(bytes)
            && skip(",\"marketing\":\"opt-in\",\"naturalPerson\":", bytes) && bool(bytes)
            && skip("}", bytes)
    }

    private mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        guard end - position >= text.utf8CodeUnitCount, PlainText.stands(text, at: position, bytes) else {
            return false
        }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func bool(_ bytes: Span<UInt8>) -> Bool { skip("false", bytes) || skip("true", bytes) }

    private mutating func text(_ limit: Int, _ bytes: Span<UInt8>) -> Bool {
        guard let text = quoted(bytes), let count = PlainText.scalarCount(bytes, text) else { return false }
        return count <= limit
    }

    private mutating func optional(_ limit: Int, _ bytes: Span<UInt8>) -> Bool {
        skip("null", bytes) || text(limit, bytes)
    }

    private mutating func link(_ bytes: Span<UInt8>) -> Bool {
        if skip("null", bytes) { return true }
        guard let text = quoted(bytes), text.count > 8, text.count <= 256 else { return false }
        return PlainText.stands("https://", at: text.lowerBound, bytes)
            && PlainText.isVisibleWord(bytes, text)
    }

    private mutating func day(_ bytes: Span<UInt8>) -> Bool {
        guard let text = quoted(bytes), text.count == 10 else { return false }
        return Timestamp.isDay(bytes, at: text.lowerBound)
    }

    /// Where the text between the next two quotes stands; nil where it has an escape.
    private mutating func quoted(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard position < end, bytes[position] == UInt8(ascii: "\"") else { return nil }
        var place = position + 1
        while place < end {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                defer { position = place + 1 }
                return position + 1..<place
            }
            if byte == UInt8(ascii: "\\") { return nil }
            place += 1
        }
        return nil
    }
}
