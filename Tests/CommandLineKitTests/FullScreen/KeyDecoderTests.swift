import CommandLineKit
import TestSupport
import Testing

/// Keys come out of the bytes of a terminal the same, however the bytes are split, and nothing that is no text is taken
/// for text.
@Suite struct KeyDecoderTests {
    @Test func charactersThatComeTogetherAreOneTextWhereATextTakesThem() {
        let keys: [Key] = [.character("a"), .character("é"), .character("漢"), .enter, .character("b")]
        let taken = { (room: Int) in
            var rest = keys[...]
            var taken: [Key] = []
            while let key = rest.takeFirst(room: room) { taken.append(key) }
            return taken
        }
        #expect(taken(0) == keys)
        #expect(taken(6) == [.paste("aé漢"), .enter, .character("b")])
        // What does not fit comes by itself and is refused by itself.
        #expect(taken(5) == [.paste("aé"), .character("漢"), .enter, .character("b")])
        #expect(taken(1) == keys)
    }

    private static let samples: [(String, [Key])] = [
        ("aé漢🙂", [.character("a"), .character("é"), .character("漢"), .character("🙂")]),
        ("e\u{301}", [.character("e"), .character("\u{301}")]),
        ("\r\n\t\u{8}\u{7f}", [.enter, .enter, .tab, .backspace, .backspace]),
        ("\u{1}\u{3}\u{1a}\u{0}", [.control("a"), .control("c"), .control("z"), .control("@")]),
        ("\u{1b}[A\u{1b}[B\u{1b}[C\u{1b}[D", [.up, .down, .right, .left]),
        ("\u{1b}OA\u{1b}OF\u{1b}OH\u{1b}OM", [.up, .end, .home, .enter]),
        ("\u{1b}[1;5A\u{1b}[5;2~", [.up, .pageUp]),
        (
            "\u{1b}[5~\u{1b}[6~\u{1b}[H\u{1b}[F\u{1b}[1~\u{1b}[4~",
            [.pageUp, .pageDown, .home, .end, .home, .end]
        ),
        ("\u{1b}[3~\u{1b}[Z", [.delete, .backTab]),
        ("\u{1b}\u{1b}[A", [.escape, .up]),
        ("\u{1b}xx", [.alt("x"), .character("x")]),
        ("\u{1b}[99~\u{1b}[?1;2c", [.unknown, .unknown]),
        ("\u{1b}[200~a\u{1b}[A\r\u{3}b\u{1b}[201~c", [.paste("a\u{1b}[A\r\u{3}b"), .character("c")]),
        ("\u{1b}[200~\u{1b}[201~", [.paste("")]),
        ("\u{1b}[201~", [.unknown]),
        ("\u{1b}[1\u{3}", [.unknown, .control("c")]),
        ("\u{1b}O\u{3}", [.unknown, .control("c")]),
        ("\u{85}", [.unknown]),
    ]

    @Test(arguments: samples.indices) func `a sequence is its key`(_ index: Int) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Self.samples[index].0.utf8) == Self.samples[index].1)
        #expect(!decoder.isWaiting)
    }

    @Test func `bytes split anywhere give the same keys`() {
        var random = SmallRandom(seed: 7)
        for _ in 0..<400 {
            var picked: [(String, [Key])] = []
            for _ in 0..<6 {
                picked.append(Self.samples[Int(random.next(below: UInt64(Self.samples.count)))])
            }
            let bytes = picked.flatMap { Array($0.0.utf8) }
            var decoder = KeyDecoder()
            let whole = decoder.feed(bytes)
            #expect(whole == picked.flatMap(\.1))
            var pieces = KeyDecoder()
            var keys: [Key] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int(random.next() % 4) + 1
                keys += pieces.feed(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(keys == whole)
        }
    }

    @Test func `any bytes at all give no control character as text, and end`() {
        var random = SmallRandom(seed: 11)
        let likely: [UInt8] = [0x1B, 0x5B, 0x4F, 0x7E, 0x32, 0x30, 0x3B, 0x9B, 0xC2, 0xE2, 0xF0, 0x80, 0x41]
        for _ in 0..<400 {
            var decoder = KeyDecoder()
            var keys: [Key] = []
            for _ in 0..<40 {
                let byte =
                    random.next() % 3 == 0
                    ? UInt8(truncatingIfNeeded: random.next())
                    : likely[Int(random.next() % UInt64(likely.count))]
                keys += decoder.feed([byte])
            }
            for case .character(let scalar) in keys {
                #expect(scalar.properties.generalCategory != .control)
            }
            // Whatever was open, the end of a paste and a few letters bring it back to plain text.
            keys = decoder.feed(Array("~~~~\u{1b}[201~".utf8))
            keys += decoder.timeOut()
            keys = decoder.feed(Array("xyz".utf8))
            #expect(keys.suffix(2) == [.character("y"), .character("z")])
        }
    }

    @Test func `a lone escape is a key only after a pause`() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.timeOut() == [.escape])
        #expect(!decoder.isWaiting)
        #expect(decoder.timeOut() == [])
        #expect(decoder.feed(Array("[A".utf8)) == [.character("["), .character("A")])
    }

    @Test func `a pause in the middle of a sequence or a letter changes nothing`() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array("\u{1b}[".utf8)) == [])
        #expect(decoder.timeOut() == [])
        #expect(decoder.feed(Array("B".utf8)) == [.down])
        #expect(decoder.feed([0xC3]) == [])
        #expect(decoder.timeOut() == [])
        #expect(decoder.feed([0xA9]) == [.character("é")])
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0xAF], [0xE2, 0x28], [0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]]) func `what is no UTF-8 is no text`(_ bytes: [UInt8])
    {
        var decoder = KeyDecoder()
        let keys = decoder.feed(bytes + [0x61])
        #expect(keys.first == .unknown)
        #expect(keys.last == .character("a"))
        #expect(keys.dropLast().allSatisfy { $0 == .unknown || $0 == .character("(") })
    }

    @Test func `a paste beyond the budget is cut, a sequence without end is given up`() {
        var decoder = KeyDecoder()
        let long = String(repeating: "x", count: KeyDecoder.mostPastedBytes + 100)
        let keys = decoder.feed(Array("\u{1b}[200~\(long)\u{1b}[201~".utf8))
        #expect(keys == [.paste(String(long.prefix(KeyDecoder.mostPastedBytes)))])
        let digits = decoder.feed(Array("\u{1b}[\(String(repeating: "1", count: 64))".utf8))
        #expect(digits.first == .unknown)
    }
}
