/// A domain name in both its forms, checked and mapped as UTS #46 has it (not transitional, host name characters only).
package struct DomainName: Hashable, Sendable {
    /// As the DNS has it: lower case, `xn--` where it needs it.
    package let ascii: String
    /// As people read it.
    package let unicode: String

    /// Why a text is no domain name.
    package enum Failure: Error, Hashable, Sendable {
        case empty
        /// More than 253 characters, or a label of more than 63.
        case tooLong(String)
        /// The label has a character that no domain name may have.
        case character(String, UInt32)
        /// A label that begins or ends with a hyphen, or has two where they mean a code.
        case hyphen(String)
        /// `xn--` and something that is no canonical Punycode of an allowed label.
        case punycode(String)
        /// The label begins with a combining mark.
        case mark(String)
        /// Letters written in both directions; joiners and reordering are not judged but refused.
        case direction(String)
    }

    /// Longest name and label (RFC 1035 2.3.4), the final dot left out.
    private static let (longestName, longestLabel) = (253, 63)
    /// More characters than any name that could be allowed; keeps the mapping's work small.
    private static let longestInput = 1000

    /// Reads a name in either form, with any of the full stops that UTS #46 maps to one.
    package init(_ text: String) throws(Failure) {
        let points = CodePoints.of(text)
        guard !points.isEmpty else { throw .empty }
        guard points.count <= Self.longestInput else { throw .tooLong(text) }
        let mapped = NormalizationForm.nfc.normalize(try Self.mapped(points, text))
        var labels = mapped.split(separator: 0x2E, omittingEmptySubsequences: false).map(Array.init)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        var (shown, stored): ([String], [String]) = ([], [])
        for label in labels {
            let (unicode, ascii) = try Self.forms(label)
            shown.append(CodePoints.text(unicode))
            stored.append(ascii)
        }
        ascii = stored.joined(separator: ".")
        unicode = shown.joined(separator: ".")
        guard ascii.utf8.count <= Self.longestName else { throw .tooLong(text) }
    }

    /// The labels of the stored form, leftmost first.
    package var labels: [Substring] { ascii.split(separator: ".") }

    /// The mapping step; `valid` and deviations stay, what is mapped is replaced.
    private static func mapped(_ points: [UInt32], _ text: String) throws(Failure) -> [UInt32] {
        let (table, targets) = (
            PackedTable(IDNATable.ranges, width: 8), PackedTable(IDNATable.targets, width: 4)
        )
        var out: [UInt32] = []
        for point in points {
            if isHostCharacter(point) || point == 0x2E {
                out.append(point)
                continue
            }
            guard let record = table.last(notAbove: point) else { throw .character(text, point) }
            let place = table.number(record, at: 4, digits: 3)
            switch table.number(record, at: 7, digits: 1) {
            case 63: throw .character(text, point)
            case 62: out.append(point)
            case let count:
                for offset in 0..<count {
                    out.append(UInt32(targets.number(place + offset, at: 0, digits: 4)))
                }
            }
        }
        return out
    }

    /// Lower-case letters, digits and the hyphen: what a host name has (STD 3).
    private static func isHostCharacter(_ point: UInt32) -> Bool {
        point >= 0x61 && point <= 0x7A || point >= 0x30 && point <= 0x39 || point == 0x2D
    }

    private static func forms(_ label: [UInt32]) throws(Failure) -> ([UInt32], String) {
        let text = CodePoints.text(label)
        guard !label.isEmpty else { throw .empty }
        if label.starts(with: [0x78, 0x6E, 0x2D, 0x2D]) {
            let code = label.dropFirst(4)
            guard code.allSatisfy({ $0 < 0x80 }), let decoded = Punycode.decode(code.map { UInt8($0) }),
                decoded.contains(where: { $0 >= 0x80 }), let again = try? mapped(decoded, text),
                again == decoded,
                NormalizationForm.nfc.normalize(decoded) == decoded
            else { throw .punycode(text) }
            try check(decoded, text)
            guard let encoded = Punycode.encode(decoded), encoded.elementsEqual(code.map { UInt8($0) }) else {
                throw .punycode(text)
            }
            return (decoded, try stored(text))
        }
        try check(label, text)
        if label.allSatisfy({ $0 < 0x80 }) { return (label, try stored(text)) }
        guard let encoded = Punycode.encode(label) else { throw .tooLong(text) }
        return (label, try stored("xn--" + String(decoding: encoded, as: UTF8.self)))
    }

    private static func stored(_ label: String) throws(Failure) -> String {
        guard label.utf8.count <= longestLabel else { throw .tooLong(label) }
        return label
    }

    /// The validity criteria of UTS #46 section 4.1.
    private static func check(_ label: [UInt32], _ text: String) throws(Failure) {
        for point in label where point < 0x80 && !isHostCharacter(point) { throw .character(text, point) }
        // Joiners are allowed only between certain letters; they are refused, as is what cannot be seen.
        for point in label where point == 0x200C || point == 0x200D { throw .character(text, point) }
        guard let first = label.first, label.last != 0x2D, first != 0x2D,
            !(label.count >= 4 && label[2] == 0x2D && label[3] == 0x2D)
        else { throw .hyphen(text) }
        if Normalization.isMark(first) { throw .mark(text) }
        if Direction.isMixed(label) { throw .direction(text) }
    }
}
