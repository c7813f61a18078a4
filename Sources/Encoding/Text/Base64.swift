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

    /// The values of characters in each of the four places of a group, already shifted to where the bytes of the group
    /// want them (in memory order on a little-endian machine); all ones above bit 24 for characters outside the
    /// alphabet. A group is then three ORs.
    private static let places: [UInt32] = {
        var places = [UInt32](repeating: 0xFF00_0000, count: 1024)
        for (value, character) in alphabet.enumerated() {
            for place in 0..<4 {
                let group = UInt32(value) << UInt32(18 - 6 * place)
                places[place * 256 + Int(character)] = group.byteSwapped >> 8
            }
        }
        return places
    }()

    private static let padding = UInt8(ascii: "=")

    /// The text of some bytes, padded.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encodeBytes(bytes), as: UTF8.self)
    }

    /// The text of some bytes, padded, as UTF-8.
    package static func encodeBytes(_ bytes: some Collection<UInt8>) -> [UInt8] { encodeBytes(Array(bytes)) }

    /// The same for an array. The general form looks types up at run time, which a short run notices.
    package static func encodeBytes(_ input: [UInt8]) -> [UInt8] {
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

    /// The same, without the cost of the general form.
    package static func decode(bytes text: ArraySlice<UInt8>) -> [UInt8]? {
        text.withUnsafeBufferPointer { decode(buffer: $0) }
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
            guard decodeGroups(UnsafeBufferPointer(rebasing: text[..<whole]), into: output) else {
                return nil
            }
            var seen: UInt8 = 0
            var target = whole / 4 * 3
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

    /// Writes the bytes of whole groups; false if a character is outside the alphabet.
    private static func decodeGroups(
        _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        text.isEmpty || decodeLines(text, count: 1, columns: text.count, into: output)
    }

    /// Writes the bytes of equally long lines of whole groups, without padding, to a buffer that has room for three
    /// bytes for each four characters. Between two lines stands one byte that the caller has looked at. False if a
    /// character is outside the alphabet.
    ///
    /// Every badge has some 1,900 characters to decode, so nothing is asked in between: each group is four look-ups, and
    /// whether all of them were in the alphabet is looked at once at the end. The reference is the alphabet above, by
    /// which the tests encode.
    package static func decodeLines(
        _ text: UnsafeBufferPointer<UInt8>, count lines: Int, columns: Int,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        precondition(lines > 0 && columns > 0 && columns % 4 == 0, "a line of base64 has whole groups")
        precondition(
            text.count == lines * (columns + 1) - 1 && output.count >= lines * (columns / 4 * 3),
            "no room for the bytes of a base64 text")
        guard let start = text.baseAddress, let target = UnsafeMutableRawPointer(output.baseAddress) else {
            return false
        }
        return places.withUnsafeBufferPointer { places in
            guard let places = places.baseAddress else { return false }
            var (seen, from, to) = (UInt32(0), start, target)
            for line in 1...lines {
                // Whole words are written, of which the next group writes the last byte again; only behind the last
                // group of all might there be no room for it.
                let end = from + (line < lines ? columns : columns - 4)
                while from < end {
                    let bytes = group(from, places)
                    seen |= bytes
                    to.storeBytes(of: bytes.littleEndian, as: UInt32.self)
                    from += 4
                    to += 3
                }
                from += 1
            }
            let last = group(from - 1, places)
            for place in 0..<3 {
                to.storeBytes(
                    of: UInt8(truncatingIfNeeded: last >> UInt32(8 * place)), toByteOffset: place,
                    as: UInt8.self)
            }
            return (seen | last) >> 24 == 0
        }
    }

    /// The characters of 32 bytes: ten whole groups, and one with a padding.
    package static let digestCharacters = 44

    /// Writes the 32 bytes of a text of 44 characters: the hashes of a proof, of which a badge has twenty. False if it
    /// is not the one canonical text of any bytes.
    @inline(__always)
    package static func decodeDigest(
        _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        precondition(
            text.count == digestCharacters && output.count == 32, "no room for the bytes of a base64 text")
        guard let text = text.baseAddress, let output = output.baseAddress else { return false }
        return places.withUnsafeBufferPointer { places in
            guard let places = places.baseAddress else { return false }
            var seen: UInt32 = 0
            // Each group is written as a word, whose last byte the next one writes again.
            for number in 0..<10 {
                let bytes = group(text + 4 * number, places)
                seen |= bytes
                output.storeBytes(of: bytes.littleEndian, toByteOffset: 3 * number, as: UInt32.self)
            }
            let last =
                places[Int(text[40])] | places[256 + Int(text[41])] | places[512 + Int(text[42])]
            output.storeBytes(
                of: UInt16(truncatingIfNeeded: last).littleEndian, toByteOffset: 30, as: UInt16.self)
            // The bits behind the last byte must be zero, or one value would have several texts.
            return (seen | last) >> 24 == 0 && last >> 16 == 0 && text[43] == padding
        }
    }

    /// The three bytes of the four characters at a place, the first lowest.
    @inline(__always)
    private static func group(_ text: UnsafePointer<UInt8>, _ places: UnsafePointer<UInt32>) -> UInt32 {
        places[Int(text[0])] | places[256 + Int(text[1])] | places[512 + Int(text[2])]
            | places[768 + Int(text[3])]
    }
}
