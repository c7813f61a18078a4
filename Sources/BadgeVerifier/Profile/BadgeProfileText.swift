import Encoding

/// The canonical JSON of a profile, written and read without the detour over a tree of values: this runs for every
/// badge that is verified.
extension BadgeProfile {
    /// The extension's value: `json` as canonical bytes.
    package var bytes: [UInt8] {
        var text = Writer()
        text.member("{\"verifiedSince\":", verifiedSince.dateText)
        text.member(",\"category\":", category)
        text.member(",\"sizeClass\":", sizeClass)
        text.member(",\"homonym\":", homonym)
        text.member(",\"legalName\":", legalName)
        text.member(",\"website\":", website)
        text.member(",\"helpURL\":", helpURL)
        text.member(",\"knowledgeBaseURL\":", knowledgeBaseURL)
        text.member(",\"supportHours\":", supportHours)
        text.member(",\"responseTime\":", responseTime)
        text.member(",\"privacyURL\":", privacyURL)
        text.member(",\"marketing\":", BadgeProfile.marketing)
        text.member(",\"naturalPerson\":", naturalPerson)
        text.bytes.append(UInt8(ascii: "}"))
        return text.bytes
    }

    /// Reads what `bytes` writes, where no text has an escape; nil for much else. It may be generous: whoever calls it
    /// compares the bytes that the result writes with those that it read. What it does not read, the general reader
    /// does, or says why not.
    static func readPlain(_ bytes: ArraySlice<UInt8>) -> BadgeProfile? {
        var text = Reader(bytes)
        guard let since = text.string(Names.verifiedSince), let day = Timestamp(dateOrTime: since),
            let category = text.string(Names.category), let sizeClass = text.string(Names.sizeClass),
            let homonym = text.bool(Names.homonym), let legalName = text.optionalString(Names.legalName),
            let website = text.optionalString(Names.website),
            let helpURL = text.optionalString(Names.helpURL),
            let knowledgeBaseURL = text.optionalString(Names.knowledgeBaseURL),
            let supportHours = text.optionalString(Names.supportHours),
            let responseTime = text.optionalString(Names.responseTime),
            let privacyURL = text.optionalString(Names.privacyURL),
            text.string(Names.marketing) != nil, let naturalPerson = text.bool(Names.naturalPerson)
        else { return nil }
        return BadgeProfile(
            verifiedSince: day, category: category, sizeClass: sizeClass, homonym: homonym,
            legalName: legalName, website: website, helpURL: helpURL, knowledgeBaseURL: knowledgeBaseURL,
            supportHours: supportHours, responseTime: responseTime, privacyURL: privacyURL,
            naturalPerson: naturalPerson)
    }

    /// What stands before each value.
    private enum Names {
        static let verifiedSince = Array("{\"verifiedSince\":".utf8)
        static let category = Array(",\"category\":".utf8)
        static let sizeClass = Array(",\"sizeClass\":".utf8)
        static let homonym = Array(",\"homonym\":".utf8)
        static let legalName = Array(",\"legalName\":".utf8)
        static let website = Array(",\"website\":".utf8)
        static let helpURL = Array(",\"helpURL\":".utf8)
        static let knowledgeBaseURL = Array(",\"knowledgeBaseURL\":".utf8)
        static let supportHours = Array(",\"supportHours\":".utf8)
        static let responseTime = Array(",\"responseTime\":".utf8)
        static let privacyURL = Array(",\"privacyURL\":".utf8)
        static let marketing = Array(",\"marketing\":".utf8)
        static let naturalPerson = Array(",\"naturalPerson\":".utf8)
    }

    private struct Writer {
        var bytes: [UInt8] = []

        init() { bytes.reserveCapacity(768) }

        mutating func member(_ name: StaticString, _ value: String?) {
            append(name)
            if let value { JSON.write(value, to: &bytes) } else { append("null") }
        }

        mutating func member(_ name: StaticString, _ value: Bool) {
            append(name)
            append(value ? "true" : "false")
        }

        private mutating func append(_ text: StaticString) {
            text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
    }

    private struct Reader {
        private let bytes: ArraySlice<UInt8>
        private var position: Int

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            position = bytes.startIndex
        }

        mutating func string(_ name: [UInt8]) -> String? { skip(name) ? text() : nil }

        mutating func bool(_ name: [UInt8]) -> Bool? {
            guard skip(name) else { return nil }
            return skip(Self.true) ? true : skip(Self.false) ? false : nil
        }

        /// Outer nil: neither null nor a text.
        mutating func optionalString(_ name: [UInt8]) -> String?? {
            guard skip(name) else { return nil }
            if skip(Self.null) { return .some(nil) }
            return text().map { .some($0) }
        }

        private static let null = Array("null".utf8)
        private static let `true` = Array("true".utf8)
        private static let `false` = Array("false".utf8)

        private mutating func skip(_ text: [UInt8]) -> Bool {
            guard bytes.endIndex - position >= text.count,
                sameBytes(bytes[position..<position + text.count], text[...])
            else { return false }
            position += text.count
            return true
        }

        private mutating func text() -> String? {
            guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else { return nil }
            let start = position + 1
            var end = start
            while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
                if bytes[end] == UInt8(ascii: "\\") { return nil }
                end += 1
            }
            guard end < bytes.endIndex else { return nil }
            position = end + 1
            return UnicodeText.text(bytes[start..<end])
        }
    }
}
