import Encoding
import Foundation
import Testing

@Suite struct UnicodeTextTests {
    /// Whether the scalar is in Unicode 15, which every Foundation we meet knows.
    private func isOld(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.age.map { $0.major <= 15 } ?? false
    }

    /// Foundation on Linux cuts some scalars beyond U+FFFF to 16 bits here, so the comparison ends there; the
    /// conformance test below covers them.
    @Test func `Form C of every scalar of the basic plane, alone and before marks, is the one of Foundation`()
        throws
    {
        for value in (0...0xFFFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value), isOld(scalar) else {
                continue
            }
            let text = String(scalar) + (value % 3 == 0 ? "\u{327}\u{301}" : "")
            let expected = text.precomposedStringWithCanonicalMapping
            try #require(sameBytes(UnicodeText.nfc(text), expected), "\(String(value, radix: 16))")
        }
    }

    @Test func `Form C of random mixtures is the one of Foundation`() throws {
        var dice = Dice(9)
        let pool =
            "aeo\u{301}\u{302}\u{327}\u{323}\u{1100}\u{1161}\u{11A8}é\u{212B}\u{2126}\u{FB1D}\u{5B0}漢\u{F900}"
            .unicodeScalars.map { $0 }
        for _ in 0..<3000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<8, using: &dice) {
                text.append(pool[Int.random(in: 0..<pool.count, using: &dice)])
            }
            let string = String(text)
            let expected = string.precomposedStringWithCanonicalMapping
            try #require(sameBytes(UnicodeText.nfc(string), expected))
            try #require(UnicodeText.isNFC(string) == sameBytes(string, expected))
        }
    }

    private static let conformance = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data/unicode/NormalizationTest-15.0.txt")

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: conformance.path),
            "no Unicode data at ../shared/data beside the project"))
    func `Form C passes the conformance test of the Unicode Character Database`() throws {
        let text = try String(contentsOf: UnicodeTextTests.conformance, encoding: .utf8)
        var count = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("@") {
            let columns = line.split(separator: ";").prefix(5).map { column in
                var scalars = String.UnicodeScalarView()
                scalars.append(
                    contentsOf: column.split(separator: " ").compactMap { code in
                        UInt32(code, radix: 16).flatMap { Unicode.Scalar($0) }
                    })
                return String(scalars)
            }
            for index in 0..<3 {
                try #require(sameBytes(UnicodeText.nfc(columns[index]), columns[1]), "\(line)")
            }
            for index in 3..<5 {
                try #require(sameBytes(UnicodeText.nfc(columns[index]), columns[3]), "\(line)")
            }
            count += 1
        }
        #expect(count > 18000)
    }

    @Test func `A Hangul syllable takes a final consonant, which Foundation leaves apart`() {
        #expect(sameBytes(UnicodeText.nfc("\u{AC00}\u{11A8}"), "\u{AC01}"))
        #expect(!UnicodeText.isNFC("\u{AC00}\u{11A8}"))
    }

    @Test func `Controls and invisible scalars are found, visible text is not`() {
        let hidden: [Unicode.Scalar] = [
            "\u{0}", "\n", "\u{7F}", "\u{85}", "\u{AD}", "\u{200B}", "\u{200D}", "\u{202E}", "\u{2028}",
            "\u{2066}",
            "\u{FEFF}", "\u{E000}", "\u{E0041}", "\u{FFFE}", "\u{1FFFF}", "\u{10FFFF}",
            "\u{3164}",
            "\u{61C}", "\u{2800}", "\u{FE0F}",
        ]
        for scalar in hidden { #expect(UnicodeText.hasControlOrInvisible("a\(scalar)b"), "\(scalar.value)") }
        for text in ["", "Müller & Söhne GmbH", "株式会社", "ООО «Ромашка»", "شركة", "a b", "क्षि", "😀"] {
            #expect(!UnicodeText.hasControlOrInvisible(text), "\(text)")
        }
    }

    @Test
    func `Every format, control and private scalar counts as invisible, but for the visible Arabic marks`() {
        // The planes between have no assigned scalars.
        let planes: [ClosedRange<UInt32>] = [
            0...0x323AF, 0xE0000...0xE1000, 0xFFFF0...0x100010, 0x10FFF0...0x10FFFF,
        ]
        for value in planes.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            // Prepended marks (Arabic number sign and others) are format characters that are drawn.
            let drawn = properties.isWhitespace || UnicodeTextTests.prepended.contains { $0.contains(value) }
            switch properties.generalCategory {
            case .control, .privateUse, .lineSeparator, .paragraphSeparator:
                if !UnicodeText.isControlOrInvisible(scalar) { Issue.record("\(String(value, radix: 16))") }
            case .format where !drawn:
                if !UnicodeText.isControlOrInvisible(scalar) { Issue.record("\(String(value, radix: 16))") }
            default:
                if properties.isNoncharacterCodePoint || properties.isDefaultIgnorableCodePoint,
                    !UnicodeText.isControlOrInvisible(scalar)
                {
                    Issue.record("\(String(value, radix: 16))")
                }
            }
        }
    }

    private static let prepended: [ClosedRange<UInt32>] = [
        0x600...0x605, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2, 0x110BD...0x110BD,
        0x110CD...0x110CD,
        0x13430...0x1343F,
    ]

    @Test func `Lengths count scalars and widths count columns`() {
        #expect(UnicodeText.scalarCount("e\u{301}👨‍👩‍👧") == 7)
        #expect(UnicodeText.displayWidth("abc") == 3)
        #expect(UnicodeText.displayWidth("é") == 1)
        #expect(UnicodeText.displayWidth("e\u{301}") == 1)
        #expect(UnicodeText.displayWidth("株式") == 4)
        #expect(UnicodeText.displayWidth("한글") == 4)
        #expect(UnicodeText.displayWidth("😀") == 2)
        #expect(UnicodeText.displayWidth("ｱ") == 1)
        #expect(UnicodeText.displayWidth("Ａ") == 2)
        #expect(UnicodeText.displayWidth("\u{200B}\u{7}") == 0)
    }
}
