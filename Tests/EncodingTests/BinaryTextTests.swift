import Encoding
import Foundation
import Testing

@Suite struct BinaryTextTests {
    @Test func `Base64 and hexadecimal of random bytes come back and agree with Foundation`() throws {
        var dice = Dice(2)
        for count in 0..<200 {
            let bytes = dice.bytes(count)
            let text = Base64.encode(bytes)
            try #require(text == Data(bytes).base64EncodedString())
            try #require(Base64.decode(text) == bytes)
            try #require(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: [
        "A", "AA", "AAA", "AAAAA", "AA=", "A===", "====", "=AAA", "AA=A", "AB==", "AAB=", "AA==AAAA", "AAAA ",
        "AA\nA",
        "AA-_", "ÄAAA", "AAAA=", "AA==\n",
    ])
    func `Base64 that is not the one text of any bytes is refused`(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `Each character in each place of a line is read as the alphabet says`() throws {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let lines = [Array("Zm9vYmFy".utf8), Array("Z29vZA+/".utf8), Array("AAAA////".utf8)]
        for (line, place) in (0..<24).map({ ($0 / 8, $0 % 8) }) {
            for character in UInt8.min ... .max {
                var changed = lines
                changed[line][place] = character
                let decoded = Base64Lines.decode(changed)
                let values = changed.joined().map { alphabet.firstIndex(of: $0) }
                try #require((decoded == nil) == values.contains(nil), "\(character) at \(line), \(place)")
                guard let decoded else { continue }
                let bits = values.reduce(into: "") { text, value in
                    let digits = String(value ?? 0, radix: 2)
                    text += String(repeating: "0", count: 6 - digits.count) + digits
                }
                let read = decoded.map {
                    String(repeating: "0", count: $0.leadingZeroBitCount)
                        + ($0 == 0 ? "" : String($0, radix: 2))
                }
                try #require(read.joined() == bits)
            }
        }
    }

    @Test func `A digest is read as any other base64, and nothing else is`() throws {
        var dice = Dice(3)
        let digest = dice.bytes(32)
        let text = Array(Base64.encode(digest).utf8)
        #expect(decodedDigest(text) == digest)
        for place in text.indices {
            for character in UInt8.min...UInt8.max {
                var changed = text
                changed[place] = character
                let general = Base64.decode(bytes: changed)
                try #require(
                    decodedDigest(changed) == (general?.count == 32 ? general : nil), "\(place) \(character)")
            }
        }
    }

    private func decodedDigest(_ text: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: 32)
        let isDigest = digest.withUnsafeMutableBytes { output in
            text.withUnsafeBufferPointer { Base64.decodeDigest($0, into: output) }
        }
        return isDigest ? digest : nil
    }

    @Test func `Each changed character of a base64 text changes or ends the value`() throws {
        let bytes: [UInt8] = [0, 1, 2, 250]
        let text = Array(Base64.encode(bytes).utf8)
        for index in text.indices {
            for character in UInt8.min...UInt8.max where character != text[index] {
                var changed = text
                changed[index] = character
                try #require(Base64.decode(bytes: changed) != bytes)
            }
        }
    }

    @Test(arguments: ["0", "0G", "AB", "0x00", " 00", "00 ", "0０"])
    func `Hexadecimal in another form is refused`(_ text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `Decimal numbers have one form`() {
        #expect(DecimalText.parse("0") == 0)
        #expect(DecimalText.parse("18446744073709551615") == UInt64.max)
        for text in [
            "", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "18446744073709551616",
            "99999999999999999999", "１",
        ] {
            #expect(DecimalText.parse(text) == nil, "\(text)")
        }
    }

    @Test func `Big-endian numbers are read as they were written`() {
        let bytes =
            bigEndian(0x0102, count: 2) + bigEndian(3, count: 4) + bigEndian(1 << 40, count: 6)
            + bigEndian(.max, count: 8) + [7, 8, 9]
        var reader = ByteReader(bytes)
        #expect(reader.uint16() == 0x0102)
        #expect(reader.uint32() == 3)
        #expect(reader.uint48() == 1 << 40)
        #expect(reader.uint64() == .max)
        #expect(reader.uint32() == nil)
        #expect(reader.remaining == 3)
        #expect(reader.bytes(4) == nil)
        #expect(reader.bytes(-1) == nil)
        #expect(reader.uint8() == 7)
        #expect(reader.rest() == [8, 9])
        #expect(reader.isAtEnd)
        #expect(reader.uint8() == nil)
        #expect(bigEndian(1, count: 10) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func `Texts are compared by bytes, not by canonical equivalence`() {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed)
        #expect(!sameBytes(composed, decomposed))
        #expect(Set([ByteString(composed), ByteString(decomposed)]).count == 2)
        #expect(JSON.string(composed) != JSON.string(decomposed))
        #expect(ByteString("a") < ByteString("b"))
    }
}

/// Lines joined by LF, through the quick reader of lines.
private enum Base64Lines {
    static func decode(_ lines: [[UInt8]]) -> [UInt8]? {
        let text = Array(lines.joined(separator: [0x0A]))
        let columns = lines.first?.count ?? 0
        var isValid = false
        let bytes = [UInt8](unsafeUninitializedCapacity: lines.count * columns / 4 * 3) { output, written in
            isValid = text.withUnsafeBufferPointer {
                Base64.decodeLines($0, count: lines.count, columns: columns, into: output)
            }
            written = isValid ? output.count : 0
        }
        return isValid ? bytes : nil
    }
}
