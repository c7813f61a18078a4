import Encoding
import Testing

@Suite struct CSVReaderTests {
    private func records(_ text: String) throws -> [[String]] {
        var reader = CSVReader(Array(text.utf8))
        var found: [[String]] = []
        while let record = try reader.next() { found.append(record.cells) }
        return found
    }

    @Test func `Cells, quotes and line ends are those of RFC 4180`() throws {
        #expect(
            try records("a,b\r\n1,\"x, \"\"y\"\"\nz\"\n\n,\n") == [
                ["a", "b"], ["1", "x, \"y\"\nz"], ["", ""],
            ])
        #expect(try records("\u{FEFF}a\nb") == [["a"], ["b"]])
        #expect(try records("") == [])
    }

    @Test func `Semicolons and tabs divide cells where the first line has no comma`() throws {
        #expect(try records("a;b\n1,5;\"x;y\"\n") == [["a", "b"], ["1,5", "x;y"]])
        #expect(try records("a\tb\n1;2\t3\n") == [["a", "b"], ["1;2", "3"]])
        #expect(try records("a,b;c\n1;2,3\n") == [["a", "b;c"], ["1;2", "3"]])
    }

    @Test(
        arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x50, 0x4B, 0x03, 0x04]] as [[UInt8]]
    )
    func `Files of another kind are told by how they begin`(bytes: [UInt8]) {
        var reader = CSVReader(bytes)
        #expect(throws: CSVReader.Failure.self) { _ = try reader.next() }
    }

    @Test func `What was written is read, apostrophes before formulas aside`() throws {
        #expect(try records(CSV.line(["a\"b", "c,d", " e", "é\n"])) == [["a\"b", "c,d", " e", "é\n"]])
        #expect(try records(CSV.line(["=1+1"])) == [["'=1+1"]])
    }

    @Test(arguments: ["\"a", "\"a\"b\n", "a\rb\n", "a,\"b\n\n\n"])
    func `What is no table is refused`(text: String) {
        #expect(throws: CSVReader.Failure.self) { try records(text) }
    }

    @Test func `Bytes that are not UTF-8 are refused with their line`() {
        var reader = CSVReader(Array("a\n".utf8) + [0xFF, 0x0A])
        #expect(throws: CSVReader.Failure.self) {
            _ = try reader.next()
            _ = try reader.next()
        }
    }
}
