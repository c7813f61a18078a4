import Encoding
import Foundation
import Testing

@testable import Screening

@Suite struct DomainTests {
    /// Samples of RFC 3492 section 7.1.
    @Test(arguments: [
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
        ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ]) func `Punycode is the one of the standard, both ways`(unicode: String, code: String) throws {
        #expect(Punycode.encode(CodePoints.of(unicode)).map { String(decoding: $0, as: UTF8.self) } == code)
        let decoded = try #require(Punycode.decode(Array(code.utf8)))
        #expect(sameBytes(CodePoints.text(decoded), unicode))
    }

    @Test(arguments: ["99999999", "a-\u{1}", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"])
    func `Broken Punycode is none`(code: String) {
        #expect(
            Punycode.decode(Array(code.utf8)).flatMap { Punycode.encode($0) }?.elementsEqual(code.utf8)
                != true)
    }

    @Test(arguments: [
        ("Example.COM", "example.com", "example.com"),
        ("bücher.example", "xn--bcher-kva.example", "bücher.example"),
        ("Bücher。example", "xn--bcher-kva.example", "bücher.example"), ("faß.de", "xn--fa-hia.de", "faß.de"),
        ("xn--bcher-kva.example.", "xn--bcher-kva.example", "bücher.example"),
        ("ＡＢＣ.example", "abc.example", "abc.example"), ("אב.example", "xn--4dbc.example", "אב.example"),
    ]) func `A name has one stored and one shown form`(text: String, ascii: String, unicode: String) throws {
        let name = try DomainName(text)
        #expect(name.ascii == ascii)
        #expect(sameBytes(name.unicode, unicode))
    }

    @Test(arguments: [
        "", "a..b", ".a", "-a.de", "a-.de", "ab--c.de", "a b.de", "a_b.de", "xn--a.de", "xn--bcher-kva8.de",
        "\u{301}a.de",
        "☃.net", "a\u{200D}b.de", "אa.de", "xn--.de", "xn--abc-.de", "ex\u{202E}ample.de",
        "xn--Bcher-Kva\u{FC}.de",
        "\(String(repeating: "a", count: 64)).de", String(repeating: "aaaaaaaaa.", count: 26) + "de",
    ]) func `What is no name of IDNA is refused`(text: String) {
        #expect(throws: DomainName.Failure.self) { try DomainName(text) }
    }

    /// Of the list's own test data.
    @Test(arguments: [
        ("example.com", "example.com"), ("b.example.com", "example.com"), ("com", nil),
        ("a.b.example.uk.com", "example.uk.com"), ("test.ac", "test.ac"), ("c.mm", nil), ("b.c.mm", "b.c.mm"),
        ("a.b.c.mm", "b.c.mm"), ("www.ck", "www.ck"), ("www.www.ck", "www.ck"), ("test.ck", nil),
        ("a.b.ide.kyoto.jp", "b.ide.kyoto.jp"), ("city.kobe.jp", "city.kobe.jp"), ("c.kobe.jp", nil),
        ("test.k12.ak.us", "test.k12.ak.us"), ("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("one.github.io", "one.github.io"), ("github.io", nil), ("a.b.unlisted", "b.unlisted"),
    ]) func `The registrable domain is what the list says`(name: String, expected: String?) throws {
        #expect(PublicSuffix.registrableDomain(of: try DomainName(name)) == expected)
    }

    @Test(.needsSharedData) func `Every rule of the list is found`() throws {
        #expect(PublicSuffix.contains("com"))
        #expect(!PublicSuffix.contains("cox"))
        #expect(!PublicSuffix.contains("zzzz.zz"))
        #expect(!PublicSuffix.contains(""))
        let path = SharedData.directory.appendingPathComponent("public_suffix_list.dat")
        let rules = try String(decoding: [UInt8](Data(contentsOf: path)), as: UTF8.self).split(
            separator: "\n"
        )
        .filter { !$0.hasPrefix("//") && $0.utf8.allSatisfy { $0 < 0x80 } }
        #expect(rules.count > 8000)
        for rule in rules { try #require(PublicSuffix.contains(String(rule)), "\(rule)") }
    }
}
