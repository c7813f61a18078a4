import Encoding

/// The fields of a certificate without the general reader, which reads them again where this cannot: by the same rules,
/// in a quarter of the time.
extension ParsedCertificate {
    /// What stands around the fields that are signed.
    struct Scanned {
        let contents: Contents
        let algorithm: Range<Int>
        let signature: [UInt8]
    }

    /// Nil where the general reader refuses, or only it can tell.
    static func scan(_ der: [UInt8]) -> Scanned? {
        guard der.count <= DERReader.defaultMaximumBytes else { return nil }
        let bytes = der.span
        guard let whole = DERScan.only(DERTag.sequence, in: 0..<der.count, bytes) else { return nil }
        var fields = DERScan(whole)
        let start = fields.position
        guard let tbs = fields.next(DERTag.sequence, bytes) else { return nil }
        let middle = fields.position
        guard fields.next(DERTag.sequence, bytes) != nil else { return nil }
        let algorithm = middle..<fields.position
        guard let signature = fields.next(DERTag.bitString, bytes), fields.isAtEnd, signature.count > 0,
            bytes[signature.lowerBound] == 0,
            let contents = Contents(scanning: der, tbs, whole: start..<middle),
            PlainText.sameBytes(bytes, contents.algorithmRange, algorithm)
        else { return nil }
        return Scanned(
            contents: contents, algorithm: algorithm,
            signature: [UInt8](der[signature.lowerBound + 1..<signature.upperBound]))
    }
}

extension ParsedCertificate.Contents {
    fileprivate init?(scanning der: [UInt8], _ range: Range<Int>, whole: Range<Int>) {
        let bytes = der.span
        var fields = DERScan(range)
        guard let version = fields.next(DERTag.constructed(0), bytes), version.count == 3,
            bytes[version.lowerBound] == DERTag.integer, bytes[version.lowerBound + 1] == 1,
            bytes[version.lowerBound + 2] == 2,
            let serial = fields.next(DERTag.integer, bytes), Self.isSerial(serial, bytes),
            let algorithm = fields.nextWhole(DERTag.sequence, bytes),
            let issuer = fields.nextWhole(DERTag.sequence, bytes),
            var validity = fields.enter(DERTag.sequence, bytes),
            let from = validity.next(DERTag.utcTime, bytes), let until = validity.next(DERTag.utcTime, bytes),
            validity.isAtEnd, let notBefore = Self.time(from, bytes), let notAfter = Self.time(until, bytes),
            let subject = fields.nextWhole(DERTag.sequence, bytes),
            let spki = fields.nextWhole(DERTag.sequence, bytes),
            let outer = fields.next(DERTag.constructed(3), bytes), fields.isAtEnd,
            let list = DERScan.only(DERTag.sequence, in: outer, bytes),
            let extensions = ExtensionField.scan(list, bytes)
        else { return nil }
        self.bytes = der
        tbsRange = whole
        self.serial = Self.number(der[serial])
        self.notBefore = notBefore
        self.notAfter = notAfter
        issuerRange = issuer
        subjectRange = subject
        spkiRange = spki
        extensionFields = extensions
        serialRange = serial
        algorithmRange = algorithm
    }

    /// A positive number of at most 20 bytes in its minimal form.
    private static func isSerial(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard range.count >= 1, range.count <= 20, bytes[range.lowerBound] < 0x80 else { return false }
        guard bytes[range.lowerBound] == 0 else { return true }
        return range.count > 1 && bytes[range.lowerBound + 1] >= 0x80
    }

    /// A UTCTime; later years are for the general reader.
    private static func time(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Timestamp? {
        guard range.count == 13, bytes[range.upperBound - 1] == UInt8(ascii: "Z") else { return nil }
        var digits: UInt8 = 0
        func pair(_ offset: Int) -> Int {
            let high = bytes[range.lowerBound + offset] &- 0x30
            let low = bytes[range.lowerBound + offset + 1] &- 0x30
            digits = max(digits, high, low)
            return Int(high) * 10 + Int(low)
        }
        let year = pair(0)
        let civil = Timestamp.Civil(
            year: year < 50 ? 2000 + year : 1900 + year, month: pair(2), day: pair(4), hour: pair(6),
            minute: pair(8), second: pair(10))
        return digits < 10 ? Timestamp(civil: civil) : nil
    }
}

extension ExtensionField {
    /// The extensions in a list, as `readAll` reads them.
    static func scan(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [ExtensionField]? {
        var list = DERScan(range)
        guard !list.isAtEnd else { return nil }
        var fields: [ExtensionField] = []
        fields.reserveCapacity(10)
        // Types differ in their last arc, mostly: one bit for each 64th arc tells those that need not be compared.
        var arcs: UInt64 = 0
        repeat {
            guard let next = scan(&list, bytes) else { return nil }
            let arc: UInt64 = 1 << UInt64(bytes[next.oid.upperBound - 1] & 63)
            if arcs & arc != 0 {
                for field in fields where PlainText.sameBytes(bytes, field.oid, next.oid) { return nil }
            }
            arcs |= arc
            fields.append(next)
        } while !list.isAtEnd
        return fields
    }

    private static func scan(_ list: inout DERScan, _ bytes: Span<UInt8>) -> ExtensionField? {
        let start = list.position
        guard var fields = list.enter(DERTag.sequence, bytes),
            let oid = fields.next(DERTag.objectIdentifier, bytes), isObjectIdentifier(oid, bytes)
        else { return nil }
        var critical = false
        if !fields.isAtEnd, bytes[fields.position] == DERTag.boolean {
            guard let value = fields.next(DERTag.boolean, bytes), value.count == 1,
                bytes[value.lowerBound] == 0xFF
            else { return nil }
            critical = true
        }
        guard let value = fields.next(DERTag.octetString, bytes), fields.isAtEnd else { return nil }
        return ExtensionField(whole: start..<list.position, oid: oid, critical: critical, value: value)
    }

    /// As `ObjectIdentifier.isWellFormed`, for arcs of up to 56 bits.
    private static func isObjectIdentifier(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var length = 0
        for place in range {
            let byte = bytes[place]
            guard length > 0 || byte != 0x80, length < 8 else { return false }
            length = byte & 0x80 != 0 ? length + 1 : 0
        }
        return length == 0 && !range.isEmpty
    }
}
