import CryptoCore
import Encoding

/// Bends of single values: numbers, booleans, bits, identifiers, times, texts. Some are harmless and pass.
enum ValueMutations {
    static let all = numbers + identifiers + texts

    private static let numbers: [Mutation] = [
        .contents("a padded number", tags: [0x02]) { bytes, random in [random.pick([0x00, 0xFF])] + bytes },
        .contents("another number", tags: [0x02]) { bytes, random in
            random.pick([
                [], [0], [1], [2], [0x7F], [0x80], [0xFF], [0x00, 0x80], [0xFF, 0x7F], [0x80] + bytes,
                [0] + [UInt8](repeating: 0xFF, count: 8), [1] + [UInt8](repeating: 0, count: 8),
                [0x7F] + [UInt8](repeating: 0xFF, count: 19), [0x7F] + [UInt8](repeating: 0xFF, count: 20),
                [0x80] + [UInt8](repeating: 0, count: 19), [0] + [UInt8](repeating: 0x80, count: 20),
                bytes.map { ~$0 }, bytes.dropLast() + [(bytes.last ?? 0) &+ 1],
            ])
        },
        .contents("another boolean", tags: [0x01]) { _, random in
            random.pick([[0], [1], [0x7F], [0xFE], [], [0xFF, 0xFF]])
        },
        .contents("other bits", tags: [0x03]) { bytes, random in
            var bits = bytes.isEmpty ? [0, 0x80] : bytes
            switch random.below(6) {
            case 0: bits[0] = random.pick([1, 2, 5, 7, 8, 0xFF])
            case 1: bits.append(0)
            case 2: bits = [0]
            case 3: bits = []
            case 4:
                bits = random.pick([
                    [5, 0x60], [7, 0x80], [6, 0xC0], [1, 0x06], [2, 0x84], [0, 0xFF], [0, 0x80],
                ])
            default: bits[bits.count - 1] ^= 1 << UInt8(random.below(8))
            }
            return bits
        },
        .contents("another time", tags: [0x17, 0x18]) { _, random in Array(random.pick(times).utf8) },
        .element("another time and type", where: { $0.tag == 0x17 || $0.tag == 0x18 }) { element, random in
            element = DERTree(tag: random.pick([0x17, 0x18]), .bytes(Array(random.pick(times).utf8)))
        },
    ]

    /// The forms of X.680, the border of 2050, days that are none, and a few that are right.
    private static let times = [
        "261121142000Z", "261122142000Z", "261122141959Z", "270228000000Z", "271231235959Z", "491231235959Z",
        "500101000000Z", "700101000000Z", "691231235959Z", "2611211420Z", "261121142000", "261121142000+0000",
        "261121142000-0100", "261121142000.5Z", "261121142060Z", "261121240000Z", "261131000000Z",
        "270229000000Z", "26112114200 Z", "261121142000z", "20261121142000Z", "20491231235959Z",
        "20500101000000Z", "20500101000000.0Z", "20500101000000", "205001010000Z", "20500101000000+0100",
        "21000229000000Z", "99991231235959Z", "00000101000000Z", "19500101000000Z", "", "Z",
    ]

    private static let identifiers: [Mutation] = [
        .contents("another identifier", tags: [0x06]) { _, random in random.pick(known).derContents },
        .contents("a bent identifier", tags: [0x06]) { bytes, random in
            switch random.below(7) {
            case 0: [0x80] + bytes
            case 1: bytes + [0x80]
            case 2: bytes + [1]
            case 3: bytes.dropLast() + [0x80, bytes.last ?? 1]
            case 4: bytes.dropLast()
            case 5: bytes.dropLast() + [((bytes.last ?? 0) &+ 1) & 0x7F]
            default: bytes + [0x82] + [UInt8](repeating: 0x80, count: 9) + [0]
            }
        },
        .list("parameters of an algorithm") { list, random in
            guard list.first?.tag == 0x06 else { return }
            list.append(random.pick([DERTree(tag: 0x05, .bytes([])), DERTree(tag: 0x30, .children([]))]))
        },
    ]

    /// Algorithms, curves, attributes, extensions, usages.
    private static let known: [ObjectIdentifier] =
        [
            "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.3.101.112", "1.3.101.113",
            "1.2.840.113549.1.1.11", "1.2.840.10045.2.1", "1.2.840.10045.3.1.7", "1.3.132.0.34",
            "1.3.132.0.10", "2.5.4.3", "2.5.4.6", "2.5.4.10", "2.5.4.11", "2.5.4.5", "2.5.4.97", "2.5.29.14",
            "2.5.29.15", "2.5.29.17", "2.5.29.18", "2.5.29.19", "2.5.29.30", "2.5.29.31", "2.5.29.32",
            "2.5.29.32.0", "2.5.29.35", "2.5.29.36", "2.5.29.37", "2.5.29.37.0", "2.5.29.54", "2.5.29.56",
            "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.31", "1.3.6.1.5.5.7.1.1",
            "1.3.6.1.5.5.7.1.12", "2.23.140.1.1", "1.3.6.1.4.1.32473.7.1", "1.3.6.1.4.1.32473.7.2.3",
            "1.3.6.1.4.1.32473.7.2.4", "1.3.6.1.4.1.32473.7.3", "1.3.6.1.4.1.32473.8.1", "0.0", "2.999",
        ].compactMap { ObjectIdentifier($0) }

    private static let stringTags: Set<UInt8> = [0x0C, 0x13, 0x16, 0x86]

    private static let texts: [Mutation] = [
        .element("another type of string", where: { stringTags.contains($0.tag) }) { element, random in
            element.tag = random.pick([
                0x0C, 0x12, 0x13, 0x14, 0x16, 0x1A, 0x1B, 0x1C, 0x1E, 0x81, 0x82, 0x86,
            ])
        },
        .contents("an unfit text", tags: stringTags.union([0x04])) { bytes, random in
            var text = bytes
            text.insert(contentsOf: random.pick(unfit), at: random.below(text.count + 1))
            return text
        },
        .contents("another letter", tags: stringTags) { bytes, random in
            var text = bytes
            if !text.isEmpty { text[random.below(text.count)] = random.pick(Array("Aaz019 -.".utf8)) }
            return text
        },
        .contents("another case", tags: stringTags) { bytes, _ in
            bytes.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) ? $0 ^ 0x20 : $0 }
        },
        .contents("another length of text", tags: stringTags) { bytes, random in
            [UInt8](repeating: 0x78, count: random.pick([0, 1, 2, 40, 41, 63, 64, 65, 127, 128, 129, 300]))
        },
        .contents("a good text", tags: [0x0C]) { _, random in Array(random.pick(good).utf8) },
    ]

    /// Controls, directions, invisibles, noncharacters, decomposed letters, and what is no UTF-8.
    private static let unfit: [[UInt8]] =
        [
            "\u{0}", "\n", "\t", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}",
            "\u{FEFF}",
            "\u{E000}", "\u{E0041}", "u\u{308}", "\u{AD}", "\u{2028}", "\u{FFFD}",
            " ",
        ].map { Array($0.utf8) } + [
            [0xEF, 0xBF, 0xBE], [0xEF, 0xB7, 0x90], [0xC0, 0x80], [0xC1, 0xBF], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xE2, 0x82], [0x80], [0xFF], [0xE0, 0x80, 0x80],
        ]

    private static let good = [
        "Another Name", "Bäckerei Müller", "株式会社", "Кадр", "شركة", "O'Neil & Sons (Holding)", "x",
        "Zürich", "1234", "a, b; c", "😀 Tours",
    ]
}
