import Encoding
import Foundation
import Testing

@testable import Screening

@Suite struct UnicodeTests {
    @Test(.needsSharedData) func `Every folding of the data is made`() throws {
        for line in try SharedData.lines("CaseFolding.txt") where line[1] == "C" || line[1] == "F" {
            try #require(
                sameBytes(CaseFolding.fold(SharedData.text(line[0])), SharedData.text(line[2])), "\(line)")
        }
    }

    @Test func `Identity takes case, width, ligatures and final sigma away`() {
        for (one, other) in [
            ("Straße", "STRASSE"), ("ﬁne", "FINE"), ("ＡＢＣ", "abc"), ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"),
            ("ΰ", "\u{3B0}"), ("①", "1"),
        ] {
            #expect(sameBytes(CaseFolding.identity(one), CaseFolding.identity(other)), "\(one) \(other)")
        }
        #expect(!sameBytes(CaseFolding.identity("résumé"), CaseFolding.identity("resume")))
    }

    @Test(.needsSharedData) func `A character and its prototype have one skeleton`() throws {
        for line in try SharedData.lines("confusables.txt") where line.count >= 2 {
            // The first step of a skeleton decomposes, so that what decomposes is never looked up itself.
            let text = SharedData.text(line[0])
            guard sameBytes(NormalizationForm.nfd.normalize(text), text) else { continue }
            let source = Skeleton.of(text)
            try #require(sameBytes(source, Skeleton.of(SharedData.text(line[1]))), "\(line)")
        }
    }

    @Test func `Look-alikes have one skeleton, others do not`() {
        #expect(sameBytes(Skeleton.of("раураl"), Skeleton.of("paypal")))
        #expect(sameBytes(Skeleton.of("paypa1"), Skeleton.of("paypal")))
        #expect(sameBytes(Skeleton.of("corn"), Skeleton.of("com")))
        #expect(sameBytes(Skeleton.of("pay\u{200B}pal"), Skeleton.of("paypal")))
        #expect(!sameBytes(Skeleton.of("paypal"), Skeleton.of("paypals")))
    }

    @Test(.needsSharedData) func `Scripts and extensions are those of the data`() throws {
        for line in try SharedData.lines("Scripts.txt") {
            let first = line[0].components(separatedBy: "..")[0]
            guard let value = UInt32(first, radix: 16), line[1] != "Common", line[1] != "Inherited" else {
                continue
            }
            let names = Set(Scripts.of(value).map(Scripts.name))
            // A character with extensions has those instead, its own script among them.
            try #require(names.contains(line[1]), "\(line) \(names)")
        }
        #expect(Set(Scripts.of(0x30FC).map(Scripts.name)) == ["Hiragana", "Katakana"])
        #expect(Scripts.of(0x20).isEmpty)
        #expect(Set(Scripts.of(0x378).map(Scripts.name)) == ["Unknown"])
    }

    @Test func `One script, or one of the writing systems of East Asia, is single`() {
        for text in ["Example Airline 42", "Пример", "すし屋カフェ", "한국 韓國", "中文ㄅ", "Ελλάδα", "café", "日本語"] {
            #expect(Scripts.isSingle(text), "\(text)")
        }
        for text in ["Pаypal", "Sony ソニー", "한국カ", "αlpha"] {
            #expect(!Scripts.isSingle(text), "\(text)")
        }
        #expect(Scripts.names(in: "Pаypal") == ["Cyrillic", "Latin"])
        #expect(Scripts.names(in: "ソニーSony") == ["Katakana", "Latin"])
    }
}
