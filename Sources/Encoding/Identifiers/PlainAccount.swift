/// The rules of `AccountURI` over a text where it stands. Nil for what is no canonical account, and for A-labels.
extension AccountURI {
    /// The kind of a canonical account.
    package static func plainKind(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Kind? {
        let start = range.lowerBound
        if stands("tel:+", bytes, range) {
            return isPlainNumber(bytes, start + 5..<range.upperBound) ? .tel : nil
        }
        if stands("https://", bytes, range) {
            return isPlainHost(bytes, start + 8..<range.upperBound) ? .https : nil
        }
        guard stands("acct:", bytes, range) else { return nil }
        let user = start + 5..<range.upperBound
        guard let at = user.last(where: { bytes[$0] == UInt8(ascii: "@") }), at > user.lowerBound,
            at - user.lowerBound <= 64, (user.lowerBound..<at).allSatisfy({ isPlainUser(bytes[$0]) }),
            isPlainHost(bytes, at + 1..<range.upperBound)
        else { return nil }
        return .acct
    }

    private static func stands(_ text: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count >= text.utf8CodeUnitCount && PlainText.stands(text, at: range.lowerBound, bytes)
    }

    private static func isPlainNumber(_ bytes: Span<UInt8>, _ digits: Range<Int>) -> Bool {
        guard digits.count >= 4, digits.count <= 15, bytes[digits.lowerBound] != 0x30 else { return false }
        for place in digits where !isPlainDigit(bytes[place]) { return false }
        return true
    }

    private static func isPlainHost(_ bytes: Span<UInt8>, _ host: Range<Int>) -> Bool {
        guard host.count <= 253 else { return false }
        var start = host.lowerBound
        var labels = 0
        var isNumber = true
        for place in host.lowerBound...host.upperBound {
            let byte = place < host.upperBound ? bytes[place] : dot
            if byte != dot {
                guard isPlainDigit(byte) || isPlainLower(byte) || byte == 0x2D else { return false }
                isNumber = isNumber && isPlainDigit(byte)
                continue
            }
            guard isPlainLabel(bytes, start..<place) else { return false }
            labels += 1
            start = place + 1
            // Only the last label's answer counts.
            if place < host.upperBound { isNumber = true }
        }
        return labels >= 2 && !isNumber
    }

    private static let dot = UInt8(ascii: ".")

    /// Its length and its hyphens; those in the third and fourth place are for the general rules.
    private static func isPlainLabel(_ bytes: Span<UInt8>, _ label: Range<Int>) -> Bool {
        let start = label.lowerBound
        guard label.count >= 1, label.count <= 63, bytes[start] != 0x2D, bytes[label.upperBound - 1] != 0x2D
        else { return false }
        return label.count < 4 || bytes[start + 2] != 0x2D || bytes[start + 3] != 0x2D
    }

    /// Letters, digits and some marks; the other marks of RFC 7565 are for the general rules.
    private static func isPlainUser(_ byte: UInt8) -> Bool {
        isPlainDigit(byte) || isPlainLower(byte | 0x20) || byte == 0x2D || byte == 0x2E || byte == 0x5F
            || byte == 0x2B
    }

    private static func isPlainDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isPlainLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
}
