/// Unsigned decimal numbers in the one form that signed texts use: digits only, no leading zeros, no sign.
package enum DecimalText {
    /// The number of a text; nil for leading zeros, signs, spaces, an empty text or more than 64 bits.
    package static func parse(_ text: some StringProtocol) -> UInt64? {
        parse(bytes: Array(text.utf8)[...])
    }

    /// The same for a whole text, without the cost of the general form.
    package static func parse(_ text: String) -> UInt64? { parse(bytes: Array(text.utf8)[...]) }

    /// The same for a text given as UTF-8.
    package static func parse(bytes digits: ArraySlice<UInt8>) -> UInt64? {
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            if tooLarge || overflow { return nil }
            value = sum
        }
        return value
    }
}
