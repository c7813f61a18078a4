import Encoding

/// Where one extension of a certificate stands (RFC 5280 4.1), read as strictly as `CertificateExtension` but not taken
/// out.
package struct ExtensionField: Hashable, Sendable {
    /// The whole extension.
    package let whole: Range<Int>
    /// The contents of its OBJECT IDENTIFIER.
    package let oid: Range<Int>
    /// True if an application that does not know the type must refuse the certificate.
    package let critical: Bool
    /// The contents of the OCTET STRING.
    package let value: Range<Int>

    /// The extension as a value of its own.
    package func value(in bytes: [UInt8]) -> CertificateExtension {
        CertificateExtension(
            oid: ObjectIdentifier(read: bytes[oid]), critical: critical, value: [UInt8](bytes[value]))
    }

    /// Reads a whole SEQUENCE of extensions.
    package static func readAll(_ bytes: [UInt8]) throws(DERError) -> [ExtensionField] {
        var reader = try DERReader(bytes)
        let fields = try readAll(&reader)
        try reader.finish()
        return fields
    }

    /// Reads the list, which has at least one extension and each type at most once.
    static func readAll(_ reader: inout DERReader) throws(DERError) -> [ExtensionField] {
        var list = try reader.enter(DERTag.sequence)
        var fields: [ExtensionField] = []
        fields.reserveCapacity(10)
        repeat {
            let start = list.offset
            let next = try read(&list)
            guard !fields.contains(where: { sameBytes(list.bytes[$0.oid], list.bytes[next.oid]) }) else {
                throw DERError(
                    offset: start,
                    reason: "a second extension \(ObjectIdentifier(read: list.bytes[next.oid]))")
            }
            fields.append(next)
        } while !list.isAtEnd
        return fields
    }

    private static func read(_ list: inout DERReader) throws(DERError) -> ExtensionField {
        let start = list.offset
        var fields = try list.enter(DERTag.sequence)
        let oid = try fields.objectIdentifierRange()
        var critical = false
        if fields.peekTag == DERTag.boolean {
            critical = try fields.boolean()
            // DER leaves defaults out.
            guard critical else { throw fields.error("a criticality that is the default is written out") }
        }
        let value = try fields.contentsRange(DERTag.octetString)
        try fields.finish()
        return ExtensionField(whole: start..<list.offset, oid: oid, critical: critical, value: value)
    }
}
