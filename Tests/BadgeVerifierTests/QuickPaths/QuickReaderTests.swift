import BadgeVerifier
import CryptoCore
import Encoding
import Testing

/// The readers that look at bytes where they stand accept nothing that the general readers, which are the reference,
/// refuse or read differently.
@Suite struct QuickReaderTests {
    static let seed: UInt64 = 20_261_122

    private let authority: VirtualAuthority
    private let certificate: [UInt8]

    init() throws {
        authority = try VirtualAuthority(.ed25519)
        certificate = try authority.parts(at: 5).tbs.signed(by: authority.caKey)
    }

    /// A text with one to three bytes changed, put in or taken out, most of them to bytes that mean something.
    private func bent(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        let telling: [UInt8] = [0x00, 0x01, 0x30, 0x7F, 0x80, 0x81, 0x82, 0xC2, 0xAD, 0x20, 0x22, 0x5C, 0x2D]
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let byte =
                Bool.random(using: &random)
                ? telling.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: bytes.insert(byte, at: place)
            case 1 where bytes.count > 1: bytes.remove(at: place)
            case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            default: bytes[place] = byte
            }
        }
        return bytes
    }

    private func isGood(_ certificate: ParsedCertificate) -> Bool {
        let key = authority.caKey.publicKey.keyIdentifier
        return PlainContents(certificate, authorityKey: key, oids: authority.oids) != nil
    }

    @Test func `a certificate has the same fields by both readers`() throws {
        var random = SeededGenerator(seed: Self.seed)
        var count = (read: 0, refused: 0)
        for round in 0..<20_000 {
            let der = round == 0 ? certificate : bent(certificate, &random)
            let general = try? ParsedCertificate(reading: der)
            let quick = try? ParsedCertificate(der: der)
            #expect((general == nil) == (quick == nil), "\(Hex.encode(der))")
            guard let general, let quick else {
                count.refused += 1
                continue
            }
            count.read += 1
            let isSame =
                general.signature == quick.signature && general.algorithm == quick.algorithm
                && general.signatureAlgorithm == quick.signatureAlgorithm && general.tbs == quick.tbs
                && general.serial == quick.serial && general.serialBytes == quick.serialBytes
                && general.issuer == quick.issuer && general.subject == quick.subject
                && general.notBefore == quick.notBefore && general.notAfter == quick.notAfter
                && general.spki == quick.spki
                && general.contents.extensionFields == quick.contents.extensionFields
            #expect(isSame, "\(Hex.encode(der))")
        }
        #expect(count.read > 1000 && count.refused > 1000, "\(count)")
    }

    @Test func `what is good where it stands, the general readers read`() throws {
        #expect(isGood(try ParsedCertificate(der: certificate)))
        var random = SeededGenerator(seed: Self.seed)
        var count = (good: 0, other: 0)
        for _ in 0..<20_000 {
            guard let parsed = try? ParsedCertificate(der: bent(certificate, &random)) else { continue }
            guard isGood(parsed) else {
                count.other += 1
                continue
            }
            count.good += 1
            let contents = parsed.contents
            #expect(throws: Never.self) { try BadgeExtensions(decoding: contents, oids: authority.oids) }
            #expect(throws: Never.self) {
                try BadgeSubject(der: contents.bytes, in: contents.subjectRange)
            }
        }
        #expect(count.good > 500 && count.other > 100, "\(count)")
    }

    @Test func `a profile that is good where it stands is read, and most good ones are`() throws {
        var profile = VirtualAuthority.profile
        profile.legalName = "Æther \u{E9}\u{2B0}"
        profile.website = "https://a.example/b?c=d"
        let text = profile.bytes
        #expect(PlainContents.isGoodProfile(text))
        #expect(try BadgeProfile(parsing: text) == profile)
        var random = SeededGenerator(seed: Self.seed)
        var count = (good: 0, refused: 0)
        for _ in 0..<20_000 {
            let next = bent(text, &random)
            if PlainContents.isGoodProfile(next) {
                count.good += 1
                #expect(throws: Never.self, "\(String(decoding: next, as: UTF8.self))") {
                    try BadgeProfile(parsing: next)
                }
            } else if (try? BadgeProfile(parsing: next)) == nil {
                count.refused += 1
            }
        }
        #expect(count.good > 100 && count.refused > 1000, "\(count)")
    }

    @Test(arguments: [
        "", " a", "a ", "a\u{7F}", "a\u{AD}", "a\u{85}", "a\u{0}", "a\n", "u\u{308}", "\u{202E}",
    ])
    func `a text that may not be shown is not plain`(_ text: String) {
        #expect(TextRule.problem(text, limit: 10) != nil)
        let bytes = Array(text.utf8)
        #expect(PlainText.scalarCount(bytes.span, 0..<bytes.count) == nil)
    }

    @Test func `a plain text of any two scalars keeps to the rule of texts`() {
        for first in UInt32(0)..<0x310 {
            for second in [first, 0x41, 0x20, 0xE9] {
                var text = String.UnicodeScalarView()
                for value in [first, second] { text.append(Unicode.Scalar(value) ?? "a") }
                let bytes = Array(String(text).utf8)
                let count = PlainText.scalarCount(bytes.span, 0..<bytes.count)
                #expect(count == (TextRule.problem(String(text), limit: 9) == nil && first < 0x300 ? 2 : nil))
            }
        }
    }

    /// Words of eight bytes are looked at as one: each byte in each place of one must be told as by itself.
    @Test func `a character in a long text is told as in a short one`() {
        for (place, character) in (0..<19).flatMap({ place in (UInt8.min ... .max).map { (place, $0) } }) {
            var text = Array("Plain text of badge".utf8)
            text[place] = character
            let isGood = character >= 0x20 && character < 0x7F
            let isOuter = character == 0x20 && (place == 0 || place == text.count - 1)
            let count = PlainText.scalarCount(text.span, 0..<text.count)
            #expect(count == (isGood && !isOuter ? text.count : nil), "\(character) at \(place)")
            let word = text.map { $0 == 0x20 ? 0x2D : $0 }
            let isWord = PlainText.isVisibleWord(word.span, 0..<word.count)
            #expect(isWord == (isGood || character == 0x20), "\(character) at \(place)")
        }
    }

    @Test func `bytes that are not UTF-8 are not plain`() {
        for bytes in [[0xC2], [0xC1, 0x80], [0xC3, 0x41], [0x80], [0xC3, 0xC3], [0xFF]] as [[UInt8]] {
            #expect(PlainText.scalarCount(bytes.span, 0..<bytes.count) == nil)
        }
    }

    @Test func `an account is plain only if it is canonical`() {
        var random = SeededGenerator(seed: Self.seed)
        var count = (plain: 0, other: 0)
        let texts = [
            "tel:+12025550100", "https://shop.example", "https://a.b.c-d.xn--e1a4c",
            "acct:a.b+c@shop.example",
            "https://1.2.3.4x", "acct:a@b@c.example", "tel:+1234",
        ]
        for round in 0..<20_000 {
            let text = Array(texts[round % texts.count].utf8)
            let next = round < texts.count ? text : bent(text, &random)
            guard let kind = AccountURI.plainKind(next.span, 0..<next.count) else {
                count.other += 1
                continue
            }
            count.plain += 1
            #expect((try? AccountURI(String(decoding: next, as: UTF8.self)))?.kind == kind)
        }
        #expect(count.plain > 100 && count.other > 1000, "\(count)")
    }
}
