package import Encoding

/// Builds a version 2 CRL (RFC 5280 section 5) for tools that know nothing better. One pass over the entries into one buffer:
/// a million of them take a fraction of a second.
package enum RevocationList {
    /// One revoked certificate.
    package struct Entry: Hashable, Sendable {
        /// The certificate's serial number.
        package var serial: UInt64
        /// Since when.
        package var date: Timestamp
        /// A CRLReason (RFC 5280 5.3.1); 0, unspecified, is left out as the RFC asks.
        package var reason: UInt8?

        package init(serial: UInt64, date: Timestamp, reason: UInt8?) {
            self.serial = serial
            self.date = date
            self.reason = reason
        }
    }

    /// The TBSCertList to be signed. `entries` are written in the given order; without any, the list is left out.
    package static func tbs(
        issuer: [UInt8], algorithm: KeyAlgorithm, thisUpdate: Timestamp, nextUpdate: Timestamp,
        entries: [Entry],
        number: UInt64, authorityKeyIdentifier: [UInt8]
    ) -> [UInt8] {
        let numberExtension = CertificateExtension(
            oid: .cRLNumber, critical: false, value: DER.integer(number))
        let extensions = [X509Builder.authorityKeyIdentifier(authorityKeyIdentifier), numberExtension].map(
            \.der)
        let list = encode(entries)
        return DER.sequence([
            DER.integer(1), algorithm.signatureAlgorithmDER, issuer, DER.time(thisUpdate),
            DER.time(nextUpdate),
            list.isEmpty ? [] : DER.element(DERTag.sequence, list), DER.explicit(0, DER.sequence(extensions)),
        ])
    }

    /// The signed list.
    package static func assemble(tbs: [UInt8], algorithm: KeyAlgorithm, signature: [UInt8]) -> [UInt8] {
        DER.sequence([tbs, algorithm.signatureAlgorithmDER, DER.bitString(signature)])
    }

    /// The entries one after another, in one allocation.
    private static func encode(_ entries: [Entry]) -> [UInt8] {
        // 2 header, 11 serial, 17 time, 14 reason: more than any entry has.
        [UInt8](unsafeUninitializedCapacity: entries.count * 44) { buffer, count in
            var writer = EntryWriter(buffer: buffer)
            for entry in entries { writer.append(entry) }
            count = writer.count
        }
    }
}

/// Writes entries without allocating: the encoded day is kept, and only the time within it is written anew.
private struct EntryWriter {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    var count = 0
    private var midnight = Timestamp(secondsSince1970: 0)
    private var date = DER.time(Timestamp(secondsSince1970: 0))

    /// SEQUENCE { SEQUENCE { OID cRLReason, OCTET STRING { ENUMERATED … } } } up to the reason itself.
    private static let reasonPrefix: [UInt8] = [
        0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55, 0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01,
    ]

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    mutating func append(_ entry: RevocationList.Entry) {
        setDate(entry.date)
        let start = count
        put(DERTag.sequence)
        put(0)
        putSerial(entry.serial)
        put(date)
        if let reason = entry.reason, reason != 0 {
            put(Self.reasonPrefix)
            put(reason)
        }
        // At most 42 bytes of contents, so one length byte is enough.
        buffer[start + 1] = UInt8(count - start - 2)
    }

    /// Makes ``date`` the encoding of this time; the last seven bytes are hours, minutes, seconds and Z.
    private mutating func setDate(_ time: Timestamp) {
        var seconds = time.seconds - midnight.seconds
        if !(0..<Timestamp.day).contains(seconds) {
            let civil = time.civil
            seconds = Int64((civil.hour * 60 + civil.minute) * 60 + civil.second)
            midnight = time.adding(seconds: -seconds)
            date = DER.time(midnight)
        }
        var index = date.count - 7
        for number in [seconds / 3600, seconds / 60 % 60, seconds % 60] {
            date[index] = UInt8(0x30 + number / 10)
            date[index + 1] = UInt8(0x30 + number % 10)
            index += 2
        }
    }

    private mutating func putSerial(_ serial: UInt64) {
        // One byte more than the number has when its top bit is set: the bits plus a sign bit, rounded up.
        let byteCount = (UInt64.bitWidth - serial.leadingZeroBitCount) / 8 + 1
        put(DERTag.integer)
        put(UInt8(byteCount))
        for index in (0..<byteCount).reversed() {
            put(index == 8 ? 0 : UInt8(truncatingIfNeeded: serial >> (8 * UInt64(index))))
        }
    }

    private mutating func put(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
    }

    private mutating func put(_ bytes: [UInt8]) {
        for byte in bytes { put(byte) }
    }
}
