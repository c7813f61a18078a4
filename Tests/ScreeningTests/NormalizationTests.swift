import Encoding
import Testing

@testable import Screening

@Suite struct NormalizationTests {
    @Test(.needsSharedData) func `Every line of the conformance test holds in all four forms`() throws {
        let lines = try SharedData.lines("NormalizationTest-15.0.txt")
        #expect(lines.count > 18_000)
        for line in lines {
            let column = line.prefix(5).map(SharedData.text)
            for text in column[0...2] {
                try #require(sameBytes(NormalizationForm.nfc.normalize(text), column[1]), "NFC of \(line)")
                try #require(sameBytes(NormalizationForm.nfd.normalize(text), column[2]), "NFD of \(line)")
            }
            for text in column[3...4] {
                try #require(sameBytes(NormalizationForm.nfc.normalize(text), column[3]), "NFC of \(line)")
                try #require(sameBytes(NormalizationForm.nfd.normalize(text), column[4]), "NFD of \(line)")
            }
            for text in column {
                try #require(sameBytes(NormalizationForm.nfkc.normalize(text), column[3]), "NFKC of \(line)")
                try #require(sameBytes(NormalizationForm.nfkd.normalize(text), column[4]), "NFKD of \(line)")
            }
        }
    }

    @Test(.needsSharedData) func `What part 1 of the conformance test leaves out is its own form`() throws {
        // Part 1 is all characters with a decomposition: its lines have one scalar in the first column.
        let listed = Set(
            try SharedData.lines("NormalizationTest-15.0.txt").map { $0[0] }.filter { !$0.contains(" ") }
                .compactMap { UInt32($0, radix: 16) })
        let assigned = try SharedData.lines("UnicodeData.txt").compactMap { UInt32($0[0], radix: 16) }
        // Younger than the test file: its own decomposition is in the data alone.
        let young = Set(
            try SharedData.lines("UnicodeData.txt").filter { !$0[5].isEmpty }.compactMap {
                UInt32($0[0], radix: 16)
            })
        for value in assigned where !listed.contains(value) && !young.contains(value) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            for form in NormalizationForm.allCases {
                try #require(sameBytes(form.normalize(text), text), "\(form) of \(CodePoints.name(value))")
            }
        }
    }

    @Test func `A long run of marks is put in order without hurry turning to harm`() {
        let marks = String(repeating: "\u{301}\u{323}", count: 5000)
        let normal = NormalizationForm.nfd.normalize("a" + marks)
        #expect(normal.unicodeScalars.dropFirst().prefix(5000).allSatisfy { $0 == "\u{323}" })
        #expect(normal.unicodeScalars.count == 10_001)
    }
}
