/// The number of a badge: certificate serial, log position and status position in one integer.
///
/// The upper 16 bits are the log's number, 1 to 32767 (so the serial stays below 2^63), the lower 48 the index in
/// that log. Index 0 is every log's null entry and never a serial.
package struct BadgeSerial: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number of the log, 1 to 32767.
    package let logNumber: UInt16
    /// The position in the log, at least 1 and below 2^48.
    package let index: UInt64

    /// Makes a serial; nil where a part is outside its range.
    package init?(logNumber: UInt16, index: UInt64) {
        guard (1...32767).contains(logNumber), index > 0, index < 1 << 48 else { return nil }
        self.logNumber = logNumber
        self.index = index
    }

    /// Splits a certificate serial; nil where a part is outside its range.
    package init?(value: UInt64) {
        self.init(logNumber: UInt16(value >> 48), index: value & (1 << 48 - 1))
    }

    /// The certificate serial.
    package var value: UInt64 { UInt64(logNumber) << 48 | index }

    /// Reads `1-42`, or the serial in hexadecimal as openssl prints it: any case, leading zeros or `0x` or colons.
    package init?(_ text: String) {
        if let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) {
            guard let log = DecimalText.parse(text[..<dash]), let number = UInt16(exactly: log),
                let index = DecimalText.parse(text[text.utf8.index(after: dash)...])
            else { return nil }
            self.init(logNumber: number, index: index)
        } else {
            guard let value = BadgeSerial.hexadecimal(text) else { return nil }
            self.init(value: value)
        }
    }

    /// The form for people, `1-42`.
    package var description: String { "\(logNumber)-\(index)" }

    /// Sixteen lower-case hexadecimal digits, the form in JSON.
    package var hex16: String { Hex.encode(bigEndian(value, count: 8)) }

    /// Orders by log, then by index.
    package static func < (a: BadgeSerial, b: BadgeSerial) -> Bool { a.value < b.value }

    private static func hexadecimal(_ text: String) -> UInt64? {
        var digits: [UInt8] = text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        if digits.starts(with: "0x".utf8) { digits.removeFirst(2) }
        if digits.contains(UInt8(ascii: ":")) {
            let groups = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard groups.allSatisfy({ $0.count == 2 }) else { return nil }
            digits = Array(groups.joined())
        }
        guard !digits.isEmpty else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard let nibble = Hex.value(digit), value >> 60 == 0 else { return nil }
            value = value << 4 | UInt64(nibble)
        }
        return value
    }
}
