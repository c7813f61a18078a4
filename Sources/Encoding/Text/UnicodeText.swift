@_spi(_Unicode) import Swift

/// Rules for text that people see, over Unicode scalars.
package enum UnicodeText {
    /// Whether every character is one of ASCII that people see, the space included. Such a text is in normalization
    /// form C, hides nothing, and has as many scalars as bytes; most texts are like that, and this is quick to tell.
    package static func isVisibleASCII(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { isVisibleASCII($0) }
            ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isVisibleASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var others: UInt8 = 0
        // Without a branch in the loop, so that many bytes are looked at in one step.
        for byte in bytes { others |= (byte &- 0x20) >= 0x5F ? 1 : 0 }
        return others == 0
    }

    /// The text in normalization form C, from the standard library's own tables.
    package static func nfc(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var normalized = String.UnicodeScalarView()
        for scalar in text._nfc { normalized.append(scalar) }
        return String(normalized)
    }

    /// Whether the text is in normalization form C, byte for byte.
    package static func isNFC(_ text: String) -> Bool {
        // Below U+0300 nothing combines and nothing is decomposed: Latin-1 and Latin Extended are their own form C.
        text.unicodeScalars.allSatisfy { $0.value < 0x300 } || sameBytes(text, nfc(text))
    }

    /// The text of some bytes; nil if they are not UTF-8.
    package static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            // Decoding repairs what is not UTF-8, and a repaired text has other bytes.
            let text = String(decoding: buffer, as: UTF8.self)
            let isSame = text.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(buffer) }
            return isSame ?? text.utf8.elementsEqual(buffer) ? text : nil
        }
    }

    /// The number of Unicode scalars, which all length limits count.
    package static func scalarCount(_ text: String) -> Int {
        text.unicodeScalars.count
    }

    /// Whether the text has a scalar that people cannot see or that changes how others are shown.
    ///
    /// Such text can look like another name. The ranges are written out so that the answer does not change with the
    /// Unicode version of the library.
    package static func hasControlOrInvisible(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: isControlOrInvisible)
    }

    /// Whether a scalar is a control, a separator of lines, a bidirectional control, invisible, a tag, for private
    /// use or a noncharacter.
    package static func isControlOrInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 }
        if value & 0xFFFE == 0xFFFE { return true }
        return isInvisible(value)
    }

    /// A switch and no list of ranges, whose type would have to be made at run time before the first look.
    private static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0x7F...0x9F,  // DEL and C1
            0xAD...0xAD,  // soft hyphen
            0x34F...0x34F,  // combining grapheme joiner
            0x61C...0x61C,  // Arabic letter mark
            0x115F...0x1160,  // Hangul fillers
            0x17B4...0x17B5,  // Khmer inherent vowels
            0x180B...0x180F,  // Mongolian selectors and vowel separator
            0x200B...0x200F,  // zero width, direction marks
            0x2028...0x202E,  // line and paragraph separator, bidirectional embedding
            0x2060...0x206F,  // word joiner, invisible operators, isolates
            0x2800...0x2800,  // braille blank
            0x3164...0x3164, 0xFFA0...0xFFA0,  // Hangul fillers
            0xE000...0xF8FF,  // private use
            0xFDD0...0xFDEF,  // noncharacters
            0xFE00...0xFE0F,  // variation selectors
            0xFEFF...0xFEFF,  // byte order mark
            0xFFF0...0xFFFB,  // specials
            0x1BCA0...0x1BCA3,  // shorthand format controls
            0x1D173...0x1D17A,  // musical format controls
            0xE0000...0x10FFFF:  // tags, selectors, private use planes
            true
        default: false
        }
    }

    /// The columns that a text takes in a terminal: two for wide East Asian and emoji, none for combining marks.
    package static func displayWidth(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F...0x9F).contains(value) || value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// East Asian Wide and Fullwidth (Unicode Standard Annex 11), joined where only unassigned code points lie between.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615,
        0x2648...0x2653, 0x26A1...0x26A1, 0x26D4...0x26D4, 0x2705...0x2705, 0x274C...0x274C, 0x2753...0x2755,
        0x2795...0x2797, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
        0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FB, 0x1F004...0x1F004,
        0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F265, 0x1F300...0x1F64F,
        0x1F680...0x1F6FF, 0x1F7E0...0x1F7F0, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
    ]
}
