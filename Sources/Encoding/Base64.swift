/// Base64 of RFC 4648 section 4, strict: padding is required, unused bits are zero, nothing else may stand between.
///
/// Every byte string has exactly one accepted text, so that a changed bit of the text is always a changed value.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each character, 255 for characters outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    private static let padding = UInt8(ascii: "=")

    /// The text of some bytes, padded.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encodeBytes(bytes), as: UTF8.self)
    }

    /// The text of some bytes, padded, as UTF-8.
    package static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        let count = (input.count + 2) / 3 * 4
        return [UInt8](unsafeUninitializedCapacity: count) { output, written in
            alphabet.withUnsafeBufferPointer { alphabet in
                var target = 0
                for offset in stride(from: 0, to: input.count, by: 3) {
                    let left = input.count - offset
                    let second = left > 1 ? input[offset + 1] : 0
                    let third = left > 2 ? input[offset + 2] : 0
                    let group = Int(input[offset]) << 16 | Int(second) << 8 | Int(third)
                    output[target] = alphabet[group >> 18]
                    output[target + 1] = alphabet[group >> 12 & 63]
                    output[target + 2] = left > 1 ? alphabet[group >> 6 & 63] : padding
                    output[target + 3] = left > 2 ? alphabet[group & 63] : padding
                    target += 4
                }
            }
            written = count
        }
    }

    /// The bytes of a text, or nil if it is not the one canonical text of any bytes.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(bytes: Array(text.utf8))
    }

    /// The bytes of a text given as UTF-8, or nil if it is not the one canonical text of any bytes.
    package static func decode(bytes text: some Collection<UInt8>) -> [UInt8]? {
        if let result = text.withContiguousStorageIfAvailable({ decode(buffer: $0) }) { return result }
        return Array(text).withUnsafeBufferPointer { decode(buffer: $0) }
    }

    /// The same for a text in memory that the caller keeps alive.
    package static func decode(buffer text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard !text.isEmpty else { return [] }
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { output, written in
            written = decode(text, into: output) ?? 0
            isValid = written > 0
        }
        return isValid ? bytes : nil
    }

    /// Writes the bytes of a text, whose length is a multiple of four and not zero, to a buffer that has room for
    /// three bytes for each four characters. Returns how many were written; nil if the text is not canonical.
    package static func decode(
        _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        values.withUnsafeBufferPointer { values in
            let pads = text[text.count - 1] != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
            let whole = pads == 0 ? text.count : text.count - 4
            var seen: UInt8 = 0
            var target = 0
            for index in stride(from: 0, to: whole, by: 4) {
                let a = values[Int(text[index])]
                let b = values[Int(text[index + 1])]
                let c = values[Int(text[index + 2])]
                let d = values[Int(text[index + 3])]
                seen |= a | b | c | d
                output[target] = a << 2 | b >> 4
                output[target + 1] = b << 4 | c >> 2
                output[target + 2] = c << 6 | d
                target += 3
            }
            if pads > 0 {
                let a = values[Int(text[whole])]
                let b = values[Int(text[whole + 1])]
                let c = pads == 1 ? values[Int(text[whole + 2])] : 0
                // The bits behind the last byte must be zero, or one value would have several texts.
                guard (pads == 1 ? c & 3 : b & 15) == 0 else { return nil }
                seen |= a | b | c
                output[target] = a << 2 | b >> 4
                if pads == 1 { output[target + 1] = b << 4 | c >> 2 }
                target += 3 - pads
            }
            return seen < 64 ? target : nil
        }
    }
}
