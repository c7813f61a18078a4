import Encoding
import Testing

@Suite struct JSONTests {
    private func random(_ dice: inout Dice, depth: Int = 0) -> JSON {
        switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &dice) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &dice))
        case 2:
            return .integer(Int64(truncatingIfNeeded: dice.next()) >> Int64.random(in: 0..<64, using: &dice))
        case 3: return .string(text(&dice))
        case 4:
            return .array(
                (0..<Int.random(in: 0..<4, using: &dice)).map { _ in random(&dice, depth: depth + 1) })
        default:
            let count = Int.random(in: 0..<4, using: &dice)
            return .object(
                (0..<count).map { JSON.Member("\($0)" + text(&dice), random(&dice, depth: depth + 1)) })
        }
    }

    private func text(_ dice: inout Dice) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<6, using: &dice) {
            let ranges: [ClosedRange<UInt32>] = [
                0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
            ]
            let range = ranges[Int.random(in: 0..<5, using: &dice)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &dice)) { text.append(scalar) }
        }
        return String(text)
    }

    @Test func `Random values come back from their canonical bytes`() throws {
        var dice = Dice(4)
        for _ in 0..<2000 {
            let value = random(&dice)
            let bytes = value.canonicalBytes
            let back = try JSON.parseCanonical(bytes)
            try #require(back == value)
            try #require(back.hashValue == value.hashValue)
        }
    }

    @Test func `Whatever is accepted is written again as the same bytes`() throws {
        var dice = Dice(5)
        var accepted = 0
        for _ in 0..<4000 {
            var bytes = random(&dice).canonicalBytes
            for _ in 0..<Int.random(in: 1...2, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                bytes[index] =
                    [
                        0x20, 0x30, 0x2C, 0x5C, 0x22, 0x7B, 0x5D, 0x39, 0xC3,
                        UInt8(truncatingIfNeeded: dice.next()),
                    ][
                        Int.random(in: 0..<10, using: &dice)]
            }
            guard let value = try? JSON.parseCanonical(bytes) else { continue }
            accepted += 1
            try #require(value.canonicalBytes == bytes)
        }
        #expect(accepted > 100)
    }

    @Test func `The canonical text has the fixed escapes and nothing else`() throws {
        let value: JSON = [
            "a": "\u{8}\t\n\u{c}\r\"\\\u{0}\u{1f}\u{7f}/é", "b": [1, -2, true], "c": .null, "d": [:], "e": [],
        ]
        let text =
            #"{"a":"\b\t\n\f\r\"\\\u0000\u001f"# + "\u{7f}/é" + #"","b":[1,-2,true],"c":null,"d":{},"e":[]}"#
        #expect(sameBytes(value.canonicalText, text))
        #expect(try JSON.parseCanonical(Array(text.utf8)) == value)
        #expect(value["c"] == .null)
        #expect(value["z"] == nil)
    }

    @Test func `JSON of any program has the same value, whatever its space and escapes`() throws {
        var dice = Dice(6)
        for _ in 0..<1000 {
            let value = random(&dice)
            // The pretty text is the same value with space.
            try #require(try JSON.parse(value.pretty().utf8) == value)
            try #require(try JSON.parse(value.canonicalBytes) == value)
        }
        let text =
            " { \"a\" : [ 1 ,\t-2 ] ,\r\n\"b\" : \"\\u00e9\\uD83D\\uDE00\\/\\u000A\\u0022\" , \"c\":null } "
        #expect(try JSON.parse(text.utf8) == ["a": [1, -2], "b": "é😀/\n\"", "c": .null])
        #expect(throws: JSONError.self) { try JSON.parseCanonical(text.utf8) }
    }

    @Test(arguments: [
        "", " ", "{} {}", "{\"a\":1,\"a\":1}", "{\"a\":1,}", "[1,]", "{'a':1}", "{a:1}", "// x\n{}", "1.5",
        "1e2", "- 1", "01",
        #""\x""#, #""\uD83D""#, #""\uDE00""#, #""\uD83Dx""#, #""\uD83D\u0041""#, #""\u12g4""#, #""\u12"#,
        "\"\t\"",
        "tru", "[", "{\"a\" 1}", "\u{FEFF}{}", "\u{A0}{}",
    ])
    func `What is no JSON, or has a name twice, is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try JSON.parse(text.utf8) }
    }

    @Test func `People see one member a line`() {
        let value: JSON = ["a": 1, "b": [], "c": ["x", ["y": true]]]
        let text =
            "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": [\n    \"x\",\n    {\n      \"y\": true\n    }\n  ]\n}"
        #expect(value.pretty() == text)
    }

    @Test(arguments: [
        "", " ", "{} ", " {}", "{ }", "[1, 2]", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\":1,\"a\":2}",
        "{\"a\" :1}", "{a:1}",
        "{\"a\"}", "{\"a\":}", "[", "{", "\"", "\"a", "tru", "True", "nul", "nulll", "01", "-0", "-", "+1",
        "1.0", "1e3",
        "9223372036854775808", "-9223372036854775809", "\"\t\"", "\"\n\"", #""\/""#, #""\u0041""#,
        #""\u000A""#,
        #""\u001F""#, #""\u00""#, #""\u""#, #""\"#, #""\a""#, "'a'", "[1]]", "{}{}", "\u{FEFF}1", "//", "NaN",
        "1 ",
        #""\ud800""#, #""\u000a""#,
    ])
    func `Bytes that are not canonical are refused`(_ text: String) {
        #expect(throws: JSONError.self) { try JSON.parseCanonical(Array(text.utf8)) }
    }

    @Test func `Names that differ in bytes alone are different, invalid UTF-8 is refused`() throws {
        let value: JSON = ["\u{E9}": 1, "e\u{301}": 2]
        #expect(try JSON.parseCanonical(value.canonicalBytes) == value)
        for bytes in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xC3]] as [[UInt8]] {
            #expect(throws: JSONError.self) { try JSON.parseCanonical([0x22] + bytes + [0x22]) }
        }
    }

    @Test func `A name that occurs twice is found among few and among many`() {
        for count in [1, 2, 15, 16, 17, 40] {
            for twice in 0..<count {
                let members = (0..<count).map { JSON.Member("n\($0)", 1) } + [JSON.Member("n\(twice)", 2)]
                #expect(throws: JSONError.self) {
                    try JSON.parseCanonical(JSON.object(members).canonicalBytes)
                }
                #expect(throws: Never.self) {
                    try JSON.parseCanonical(JSON.object(members.dropLast()).canonicalBytes)
                }
            }
        }
    }

    @Test func `Thirty-two levels are read, more are refused without deep recursion`() {
        let nested = { (depth: Int) in
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSON.parseCanonical(nested(32)) }
        #expect(throws: JSONError.self) { try JSON.parseCanonical(nested(34)) }
        #expect(throws: JSONError.self) { try JSON.parseCanonical([UInt8](repeating: 0x5B, count: 1 << 20)) }
    }

    @Test func `An object is read in its order, with the path in errors`() throws {
        let value: JSON = [
            "s": "x", "i": -5, "u": 5, "b": true, "l": ["p", "q"], "o": ["k": "AQI="], "h": "00ff",
            "t": "2026-11-22T14:20:00Z", "n": .null, "list": [["k": 1], ["k": "wrong"]],
        ]
        var reader = try ObjectReader(value)
        #expect(try reader.string("s") == "x")
        #expect(try reader.integer("i") == -5)
        #expect(try reader.unsigned("u") == 5)
        #expect(try reader.bool("b"))
        #expect(try reader.strings("l") == ["p", "q"])
        var inner = try reader.object("o")
        #expect(try inner.bytes("k") == [1, 2])
        try inner.finish()
        #expect(try reader.hex("h", count: 2) == [0, 255])
        #expect(try reader.time("t").seconds == 1_795_357_200)
        #expect(try reader.optionalString("n") == nil)
        #expect(throws: JSONError(place: "list", reason: "this field is not known here")) {
            try reader.finish()
        }
        var list = try reader.objects("list")
        #expect(try list[0].integer("k") == 1)
        #expect(throws: JSONError(place: "list[1].k", reason: "must be a number, not a text")) {
            _ = try list[1].integer("k")
        }
        try reader.finish()
    }

    @Test func `Missing, misplaced and wrong members are refused`() throws {
        #expect(throws: JSONError.self) { try ObjectReader([1]) }
        let value: JSON = ["a": -1, "b": "x"]
        #expect(throws: JSONError.self) {
            var reader = try ObjectReader(value); _ = try reader.string("b")
        }
        #expect(throws: JSONError.self) {
            var reader = try ObjectReader(value); _ = try reader.unsigned("a")
        }
        #expect(throws: JSONError.self) {
            var reader = try ObjectReader(value); _ = try reader.optionalString("b")
        }
        #expect(throws: JSONError.self) {
            var reader = try ObjectReader([:]); _ = try reader.optionalString("b")
        }
        for text: JSON in ["AB==", "x"] {
            #expect(throws: JSONError.self) {
                var reader = try ObjectReader(["a": text]); _ = try reader.bytes("a")
            }
            #expect(throws: JSONError.self) {
                var reader = try ObjectReader(["a": text]); _ = try reader.hex("a")
            }
            #expect(throws: JSONError.self) {
                var reader = try ObjectReader(["a": text]); _ = try reader.time("a")
            }
        }
    }
}
