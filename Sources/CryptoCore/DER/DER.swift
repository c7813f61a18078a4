/// Writes DER (X.690). Every function returns one whole element; values that have no DER form do not exist here, so
/// nothing throws. All certificates, requests and lists of this program are made of these.
package enum DER {
    /// Tag, length and contents.
    package static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        element(tag, parts: [contents])
    }

    /// Tag, length and the parts one after another, copied once into one allocation.
    static func element(_ tag: UInt8, parts: [[UInt8]]) -> [UInt8] {
        let count = parts.reduce(0) { $0 + $1.count }
        var element = [UInt8]()
        element.reserveCapacity(count + 6)
        element.append(tag)
        appendLength(count, to: &element)
        for part in parts { element.append(contentsOf: part) }
        return element
    }

    /// SEQUENCE of these elements in this order.
    package static func sequence(_ elements: [[UInt8]]) -> [UInt8] {
        element(DERTag.sequence, parts: elements)
    }

    /// SET OF these elements, put into DER's order.
    package static func set(_ elements: [[UInt8]]) -> [UInt8] {
        element(DERTag.set, parts: elements.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// INTEGER.
    package static func integer(_ value: UInt64) -> [UInt8] {
        integer(bigEndian: (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) })
    }

    /// A non-negative INTEGER of any size.
    package static func integer(bigEndian bytes: [UInt8]) -> [UInt8] {
        element(DERTag.integer, unsigned(bytes))
    }

    /// ENUMERATED.
    package static func enumerated(_ value: UInt8) -> [UInt8] {
        element(DERTag.enumerated, unsigned([value]))
    }

    /// BOOLEAN.
    package static func boolean(_ value: Bool) -> [UInt8] { element(DERTag.boolean, [value ? 0xFF : 0x00]) }

    /// NULL.
    package static let null: [UInt8] = [DERTag.null, 0]

    /// BIT STRING of whole bytes.
    package static func bitString(_ bytes: [UInt8]) -> [UInt8] {
        element(DERTag.bitString, parts: [[0], bytes])
    }

    /// BIT STRING with these named bits set; bit 0 is the first. Without trailing zero bits (X.690 11.2.2).
    package static func namedBits(_ bits: [Int]) -> [UInt8] {
        guard let last = bits.max() else { return element(DERTag.bitString, [0]) }
        var bytes = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in bits { bytes[bit / 8] |= 0x80 >> (bit % 8) }
        return element(DERTag.bitString, [UInt8(7 - last % 8)] + bytes)
    }

    /// OCTET STRING.
    package static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(DERTag.octetString, bytes) }

    /// OBJECT IDENTIFIER.
    package static func oid(_ identifier: ObjectIdentifier) -> [UInt8] {
        element(DERTag.objectIdentifier, identifier.derContents)
    }

    /// UTF8String.
    package static func utf8(_ text: String) -> [UInt8] { element(DERTag.utf8String, [UInt8](text.utf8)) }

    /// PrintableString. The caller has checked the characters with ``isPrintable(_:)``.
    package static func printable(_ text: String) -> [UInt8] {
        assert(text.utf8.allSatisfy(isPrintable), "not printable: \(text)")
        return element(DERTag.printableString, [UInt8](text.utf8))
    }

    /// IA5String. The caller has checked that it is ASCII.
    package static func ia5(_ text: String) -> [UInt8] {
        assert(text.utf8.allSatisfy { $0 < 0x80 }, "not ASCII: \(text)")
        return element(DERTag.ia5String, [UInt8](text.utf8))
    }

    /// [number] EXPLICIT around one element.
    package static func explicit(_ number: UInt8, _ inner: [UInt8]) -> [UInt8] {
        element(DERTag.constructed(number), inner)
    }

    /// [number] IMPLICIT with the contents of a primitive type.
    package static func implicit(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
        element(DERTag.primitive(number), contents)
    }

    /// [number] IMPLICIT with the elements of a SEQUENCE or SET.
    package static func implicit(_ number: UInt8, elements: [[UInt8]]) -> [UInt8] {
        element(DERTag.constructed(number), parts: elements)
    }

    /// True for the characters of a PrintableString (X.680 41.4).
    package static func isPrintable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // space ' ( ) + , - . / : = ?
        case 0x20, 0x27, 0x28, 0x29, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x3F: true
        default: false
        }
    }

    /// Appends a minimal length.
    static func appendLength(_ count: Int, to bytes: inout [UInt8]) {
        guard count >= 0x80 else {
            bytes.append(UInt8(count))
            return
        }
        let byteCount = (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
        bytes.append(0x80 | UInt8(byteCount))
        for index in (0..<byteCount).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: count >> (8 * index)))
        }
    }

    /// The minimal two's complement bytes of a non-negative big-endian number.
    private static func unsigned(_ bytes: [UInt8]) -> [UInt8] {
        let significant = [UInt8](bytes.drop { $0 == 0 })
        return significant.first.map { $0 < 0x80 } ?? false ? significant : [0] + significant
    }
}
