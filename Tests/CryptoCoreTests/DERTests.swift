import CryptoCore
import Encoding
import Testing

@Suite struct DERTests {
    typealias Body = @Sendable (inout DERReader) throws(DERError) -> Void

    /// Hex that must be refused, what is read, and a part of the reason.
    static let refused: [(String, String, Body)] = [
        ("", "nothing found", { (r) throws(DERError) in _ = try r.sequence { (_) throws(DERError) in } }),
        ("30", "cut off", { (r) throws(DERError) in _ = try r.sequence { (_) throws(DERError) in } }),
        ("3080000000", "indefinite", { (r) throws(DERError) in _ = try r.rawElement() }),
        ("308100", "not minimal", { (r) throws(DERError) in _ = try r.rawElement() }),
        ("04810100", "not minimal", { (r) throws(DERError) in _ = try r.octetString() }),
        ("0482000100", "not minimal", { (r) throws(DERError) in _ = try r.octetString() }),
        ("0485000000000100", "too large", { (r) throws(DERError) in _ = try r.octetString() }),
        ("0484ffffffff", "longer than", { (r) throws(DERError) in _ = try r.octetString() }),
        ("0482", "cut off", { (r) throws(DERError) in _ = try r.octetString() }),
        ("0401", "longer than", { (r) throws(DERError) in _ = try r.octetString() }),
        ("040100ff", "left over", { (r) throws(DERError) in _ = try r.octetString() }),
        ("1f0100", "tag above 30", { (r) throws(DERError) in _ = try r.rawElement() }),
        ("240100", "OCTET STRING expected", { (r) throws(DERError) in _ = try r.octetString() }),
        (
            "3003020100", "left over",
            { (r) throws(DERError) in _ = try r.sequence { (_) throws(DERError) in } }
        ),
        ("0200", "no bytes", { (r) throws(DERError) in _ = try r.integer() }),
        ("02020001", "not minimal", { (r) throws(DERError) in _ = try r.integer() }),
        ("0202ff80", "not minimal", { (r) throws(DERError) in _ = try r.integerBytes() }),
        ("0201ff", "negative", { (r) throws(DERError) in _ = try r.integer() }),
        ("0209010000000000000000", "64 bits", { (r) throws(DERError) in _ = try r.integer() }),
        ("0a0180", "negative", { (r) throws(DERError) in _ = try r.enumerated() }),
        ("010101", "neither 00 nor FF", { (r) throws(DERError) in _ = try r.boolean() }),
        ("0100", "neither 00 nor FF", { (r) throws(DERError) in _ = try r.boolean() }),
        ("01020000", "neither 00 nor FF", { (r) throws(DERError) in _ = try r.boolean() }),
        ("050100", "NULL", { (r) throws(DERError) in try r.null() }),
        ("0300", "whole bytes", { (r) throws(DERError) in _ = try r.bitString() }),
        ("03020180", "whole bytes", { (r) throws(DERError) in _ = try r.bitString() }),
        ("03020880", "unused", { (r) throws(DERError) in _ = try r.namedBits() }),
        ("03020080", "not minimal", { (r) throws(DERError) in _ = try r.namedBits() }),
        ("03020781", "not minimal", { (r) throws(DERError) in _ = try r.namedBits() }),
        ("03020700", "not minimal", { (r) throws(DERError) in _ = try r.namedBits() }),
        ("030101", "not minimal", { (r) throws(DERError) in _ = try r.namedBits() }),
        ("0600", "OBJECT IDENTIFIER", { (r) throws(DERError) in _ = try r.objectIdentifier() }),
        ("06022a80", "OBJECT IDENTIFIER", { (r) throws(DERError) in _ = try r.objectIdentifier() }),
        ("06032a8001", "OBJECT IDENTIFIER", { (r) throws(DERError) in _ = try r.objectIdentifier() }),
        ("060b2a8280808080808080808000", "left over", { (r) throws(DERError) in _ = try r.rawElement() }),
        ("060b2a82808080808080808000", "64 bits", { (r) throws(DERError) in _ = try r.objectIdentifier() }),
        ("0c01ff", "not UTF-8", { (r) throws(DERError) in _ = try r.utf8String() }),
        ("0c02c080", "not UTF-8", { (r) throws(DERError) in _ = try r.utf8String() }),
        ("0c03eda080", "not UTF-8", { (r) throws(DERError) in _ = try r.utf8String() }),
        ("13012a", "PrintableString", { (r) throws(DERError) in _ = try r.printableString() }),
        ("130140", "PrintableString", { (r) throws(DERError) in _ = try r.printableString() }),
        ("1601c3", "IA5String", { (r) throws(DERError) in _ = try r.ia5String() }),
        ("8601c3", "IA5String", { (r) throws(DERError) in _ = try r.implicitIA5String(6) }),
    ]

    @Test(arguments: refused.indices)
    func `what is not strict DER is refused with its reason`(index: Int) throws {
        let (hex, reason, body) = Self.refused[index]
        let bytes = try #require(Hex.decode(hex))
        let error = #expect(throws: DERError.self, "\(hex)") { try DERReader.read(bytes, body) }
        #expect(error?.description.contains(reason) == true, "\(hex): \(error?.description ?? "")")
    }

    @Test func `values survive writing and reading`() throws {
        for value in [0, 1, 127, 128, 255, 256, 1 << 48, UInt64.max >> 1, UInt64.max] as [UInt64] {
            #expect(
                try DERReader.read(DER.integer(value)) { (r) throws(DERError) in try r.integer() } == value)
        }
        for count in [0, 1, 127, 128, 255, 256, 65_000] {
            let bytes = [UInt8](repeating: 7, count: count)
            #expect(
                try DERReader.read(DER.octetString(bytes)) { (r) throws(DERError) in try r.octetString() }
                    == bytes)
        }
        #expect(DER.integer(128) == [2, 2, 0, 128])
        #expect(DER.integer(bigEndian: []) == [2, 1, 0])
        #expect(DER.namedBits([0]) == [3, 2, 7, 0x80])
        #expect(DER.namedBits([5, 6]) == [3, 2, 1, 0x06])
        #expect(DER.namedBits([]) == [3, 1, 0])
        #expect(DER.namedBits([8]) == [3, 3, 7, 0, 0x80])
        for bits in [[], [0], [5, 6], [8]] {
            _ = try DERReader.read(DER.namedBits(bits)) { (r) throws(DERError) in try r.namedBits() }
        }
        #expect(try DERReader.read(DER.utf8("Grün")) { (r) throws(DERError) in try r.utf8String() } == "Grün")
        #expect(DER.set([[0x0C, 0], [0x05, 0]]) == [0x31, 4, 5, 0, 0x0C, 0])
    }

    @Test func `nesting is limited to sixteen levels and input to its budget`() throws {
        func nested(_ levels: Int) -> [UInt8] {
            (0..<levels).reduce([]) { inner, _ in DER.element(0x30, inner) }
        }
        @Sendable func descend(_ reader: inout DERReader) throws(DERError) {
            guard !reader.isAtEnd else { return }
            try reader.sequence(descend)
        }
        try DERReader.read(nested(16), descend)
        #expect(throws: DERError.self) { try DERReader.read(nested(17), descend) }
        #expect(throws: DERError.self) { try DERReader.read(nested(100), descend) }
        #expect(throws: DERError.self) { try DERReader([1, 2, 3], maximumBytes: 2) }
    }

    @Test(arguments: [
        ("2026-11-22T14:20:00Z", "170d3236313132323134323030305a"),
        ("1970-01-01T00:00:00Z", "170d3730303130313030303030305a"),
        ("2049-12-31T23:59:59Z", "170d3439313233313233353935395a"),
        ("2050-01-01T00:00:00Z", "180f32303530303130313030303030305a"),
        ("9999-12-31T23:59:59Z", "180f39393939313233313233353935395a"),
    ])
    func `a time has the one form that its year demands`(text: String, hex: String) throws {
        let time = try #require(Timestamp(text))
        #expect(Hex.encode(DER.time(time)) == hex)
        #expect(try DERReader.read(DER.time(time)) { (r) throws(DERError) in try r.time() } == time)
    }

    @Test(arguments: [
        "261122142000", "2611221420Z", "26112214200Z", "261122142000+0000", "261322142000Z", "260230142000Z",
        "261122242000Z", "261122146000Z", "261122142060Z", "500101000000Z", "26112214200 Z", "", "Z",
        "261122142000z",
    ])
    func `a UTCTime of another form is refused`(text: String) {
        let bytes = DER.element(DERTag.utcTime, [UInt8](text.utf8))
        #expect(throws: DERError.self) { try DERReader.read(bytes) { (r) throws(DERError) in try r.time() } }
    }

    @Test(arguments: [
        "20261122142000Z", "20491231235959Z", "20500101000000", "20500101000000.0Z", "205001010000Z",
        "20500229000000Z",
        "20500101000000+0100",
    ])
    func `a GeneralizedTime of another form, or too early, is refused`(text: String) {
        let bytes = DER.element(DERTag.generalizedTime, [UInt8](text.utf8))
        #expect(throws: DERError.self) { try DERReader.read(bytes) { (r) throws(DERError) in try r.time() } }
    }

    @Test(arguments: [
        ("1.3.6.1.4.1.32473", "2b0601040181fd59"), ("2.5.29.19", "551d13"), ("2.999.3", "883703"),
        ("0.9", "09"),
        ("1.2.840.10045.4.3.2", "2a8648ce3d040302"),
        ("2.5.29.2147483647", "551d87ffffff7f"), ("2.2147483567", "87ffffff7f"),
    ])
    func `object identifiers have one text and one encoding`(text: String, hex: String) throws {
        let identifier = try #require(ObjectIdentifier(text))
        #expect(Hex.encode(identifier.derContents) == hex)
        #expect(ObjectIdentifier(derContents: identifier.derContents) == identifier)
        #expect("\(identifier)" == text)
    }

    @Test(arguments: [
        "", "1", "1.", ".1", "1..2", "3.1", "1.40", "0.40", "01.2", "1.02", "1.2.x", "1.2.-3", "+1.2", "1.2 ",
        "2.2147483568", "1.2.2147483648", "1.2.18446744073709551616",
    ])
    func `other texts are no object identifiers`(text: String) { #expect(ObjectIdentifier(text) == nil) }

    @Test(arguments: ["551d8880808000", "8880808000", "551d8fffffffff7f", "551d80", "551d8001", "551d81"])
    func `arcs that are too long, cut short or padded are none`(hex: String) {
        #expect(Hex.decode(hex).flatMap { ObjectIdentifier(derContents: $0) } == nil)
    }

    @Test func `an identifier is under its ancestors only`() throws {
        let arc = ObjectIdentifier(1, 3, 6, 1, 4, 1, 32473)
        #expect(arc.appending(300) == ObjectIdentifier("1.3.6.1.4.1.32473.300"))
        #expect(arc.appending(1).isUnder(arc))
        #expect(arc.appending(1).appending(2).isUnder(arc))
        #expect(!arc.isUnder(arc))
        #expect(!ObjectIdentifier(1, 3, 6, 1, 4, 1, 32474).isUnder(arc))
    }

    @Test func `names survive their encoding and compare by bytes`() throws {
        let name = DistinguishedName([
            .init(.countryName, "DE", kind: .printable), .init(.organizationName, "Grüne Brücke GmbH"),
            .init(.commonName, "Grüne Brücke"),
        ])
        #expect(try DistinguishedName(der: name.der) == name)
        #expect(name.values(of: .organizationName) == ["Grüne Brücke GmbH"])
        #expect(
            DistinguishedName([.init(.commonName, "\u{E9}")])
                != DistinguishedName([.init(.commonName, "e\u{301}")]))
        #expect(try DistinguishedName(der: [0x30, 0]).attributes.isEmpty)
        let attribute = DER.sequence([DER.oid(.commonName), DER.utf8("x")])
        let two = DER.sequence([DER.element(DERTag.set, attribute + attribute)])
        #expect(throws: DERError.self) { try DistinguishedName(der: two) }
        let empty = DER.sequence([DER.set([])])
        #expect(throws: DERError.self) { try DistinguishedName(der: empty) }
        let wide = DER.sequence([DER.set([DER.sequence([DER.oid(.commonName), DER.ia5("x")])])])
        #expect(throws: DERError.self) { try DistinguishedName(der: wide) }
    }

    /// Any mutation is either refused or read; nothing traps, and what is read encodes to what was given.
    @Test func `changed certificates never stop the reader`() throws {
        let der = try TestChain(.ed25519).leaf
        for index in der.indices {
            for value in [0x00, 0x01, 0x7F, 0x80, 0x84, 0xFF] as [UInt8] {
                var changed = der
                changed[index] = value
                _ = try? ParsedCertificate(der: changed)
            }
            _ = try? ParsedCertificate(der: [UInt8](der[..<index]))
        }
        #expect(throws: DERError.self) { try ParsedCertificate(der: der + [0]) }
    }
}
