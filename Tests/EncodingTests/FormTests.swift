import Encoding
import Testing

@Suite struct FormTests {
    private func parse(_ text: String) throws -> FormValue { try FormDocument.parse(Array(text.utf8)) }

    @Test func `A form with comments is read, with the place of each value`() throws {
        let form = try parse(
            "// a form\n{\n  \"name\": \"Müller // no comment\", // why\n  \"size\": -12,\n  \"tags\": [\"a\", true, null]\n}\n// end"
        )
        #expect(form.json == ["name": "Müller // no comment", "size": -12, "tags": ["a", true, .null]])
        guard case .object(let members) = form.content else {
            Issue.record("not an object")
            return
        }
        #expect(members[1].position == FormPosition(line: 4, column: 3))
        #expect(members[1].value.position == FormPosition(line: 4, column: 11))
    }

    @Test func `Escapes of JSON are understood, surrogate pairs included`() throws {
        let form = try parse(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#)
        #expect(form.json == .string("\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1F600}"))
    }

    @Test(arguments: [
        ("", 1, 1), ("{", 1, 2), ("{\"a\":1,}", 1, 8), ("[1,\n]", 2, 1), ("{\"a\":1\n \"b\":2}", 2, 2),
        ("{a:1}", 1, 2),
        ("{\"a\":1,\n\"a\":2}", 2, 1), ("{\"é\": x}", 1, 7), ("[1.5]", 1, 2), ("[01]", 1, 2), ("[+1]", 1, 2),
        ("[-0]", 1, 2),
        ("[99999999999999999999]", 1, 2), ("\"abc\n\"", 1, 1), ("\"abc", 1, 1), ("\"a\tb\"", 1, 3),
        ("\"a\\x\"", 1, 3),
        ("\"\\ud800\"", 1, 2), ("\"\\ud800\\u0041\"", 1, 2), ("\"\\u12\"", 1, 2), ("1 2", 1, 3),
        ("/* x */ 1", 1, 1), ("# x\n1", 1, 1), ("'a'", 1, 1),
        ("\u{201C}a\u{201D}", 1, 1), ("[True]", 1, 2), ("{\"a\" 1}", 1, 6), ("[1 2]", 1, 4),
        ("{\"a\":}", 1, 6), ("1 /", 1, 3),
    ])
    func `Every mistake is reported where it stands`(_ text: String, _ line: Int, _ column: Int) {
        let error = #expect(throws: FormError.self) { try parse(text) }
        #expect(error?.line == line && error?.column == column, "\(text): \(error.map { "\($0)" } ?? "")")
    }

    @Test func `Columns count scalars, and bytes that are not UTF-8 have a place`() {
        let error = #expect(throws: FormError.self) {
            try FormDocument.parse(Array("{\n\"e\u{301}\":".utf8) + [0xFF])
        }
        #expect(error?.line == 2 && error?.column == 6)
        #expect(throws: Never.self) { try parse("\u{FEFF}{}\r\n") }
    }

    @Test func `A form that is too deep or too long is refused`() {
        #expect(throws: FormError.self) {
            try parse(String(repeating: "[", count: 40) + String(repeating: "]", count: 40))
        }
        #expect(throws: FormError.self) {
            try FormDocument.parse([UInt8](repeating: 0x20, count: FormDocument.maximumBytes + 1))
        }
        #expect(throws: FormError.self) {
            try FormDocument.parse([UInt8](repeating: 0x5B, count: FormDocument.maximumBytes))
        }
    }

    @Test func `An unknown field is named with its place and the nearest known field`() throws {
        let form = try parse("{\n\n\n  \"legalNmae\": \"x\"}")
        let error = #expect(throws: FormError.self) {
            try FormReader(form, fields: ["displayName", "legalName"])
        }
        #expect(
            error.map { "\($0)" }
                == #"line 4, column 3: unknown field "legalNmae"; did you mean "legalName"?"#)
        let other = #expect(throws: FormError.self) { try FormReader(form, fields: ["a", "b"]) }
        #expect(other?.message == #"unknown field "legalNmae"; known are "a", "b""#)
    }

    @Test func `Fields are read by name, in any order, with their types`() throws {
        let form = try parse(
            #"{"t": "2026-11-22", "s": "x", "i": 5, "b": false, "l": ["p"], "o": {"k": null}, "n": null}"#)
        let reader = try FormReader(form, fields: ["s", "i", "b", "l", "o", "n", "t", "absent"])
        #expect(try reader.string("s") == "x")
        #expect(try reader.optionalString("absent") == nil)
        #expect(try reader.optionalString("n") == nil)
        #expect(try reader.integer("i") == 5)
        #expect(try reader.bool("b") == false)
        #expect(try reader.strings("l") == ["p"])
        #expect(try reader.time("t").dateText == "2026-11-22")
        #expect(try reader.object("o", fields: ["k"]).optionalInteger("k") == nil)
        #expect(throws: FormError.self) { try reader.string("absent") }
        #expect(throws: FormError.self) { try reader.string("n") }
        #expect(throws: FormError.self) { try reader.time("s") }
        let error = #expect(throws: FormError.self) { try reader.string("i") }
        #expect(error.map { "\($0)" } == "line 1, column 36: i must be a text in \"…\", not a number")
    }

    @Test func `Slips of one or two letters find the word meant`() {
        let words = ["legalName", "displayName", "city", "id"]
        #expect(nearest("legalNmae", in: words) == "legalName")
        #expect(nearest("LEGALNAME", in: words) == "legalName")
        #expect(nearest("displyNam", in: words) == "displayName")
        #expect(nearest("ctiy", in: words) == "city")
        #expect(nearest("ctyi", in: words) == nil)
        #expect(nearest("x", in: words) == nil)
        #expect(nearest("legalentity", in: words) == nil)
        #expect(nearest("", in: words) == nil)
        #expect(nearest("verfy", in: ["version", "verify"]) == "verify")
    }
}
