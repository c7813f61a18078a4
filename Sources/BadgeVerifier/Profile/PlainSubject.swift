import CryptoCore
import Encoding

/// What a verification needs of a subject, looked at where it stands.
struct PlainSubject: Sendable {
    /// The country of the place of business.
    let country: Range<Int>
    /// CN.
    let displayName: Range<Int>

    /// One place in the subject, as in `BadgeSubject`.
    private struct Slot {
        let order: Int
        let limit: Int
        var isPrintable = false
        var isCountry = false
    }

    /// businessCategory, jurisdiction country, serialNumber, country, organization and display name.
    private static let required: UInt16 = 1 << 0 | 1 << 1 | 1 << 4 | 1 << 6 | 1 << 11 | 1 << 12
    private static let countryOrder = 6
    private static let nameOrder = 12

    /// Nil where `BadgeSubject(der:in:)` refuses, or only it can tell.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let names = DERScan.only(DERTag.sequence, in: range, bytes) else { return nil }
        var list = DERScan(names)
        var seen: UInt16 = 0
        var (country, name) = (0..<0, 0..<0)
        while !list.isAtEnd {
            guard let set = list.next(DERTag.set, bytes),
                let attribute = DERScan.only(DERTag.sequence, in: set, bytes),
                let (slot, value) = Self.read(attribute, bytes), seen >> UInt16(slot.order) == 0
            else { return nil }
            seen |= 1 << UInt16(slot.order)
            if slot.order == Self.countryOrder { country = value }
            if slot.order == Self.nameOrder { name = value }
        }
        guard seen & Self.required == Self.required else { return nil }
        self.country = country
        displayName = name
    }

    private static func read(_ attribute: Range<Int>, _ bytes: Span<UInt8>) -> (Slot, Range<Int>)? {
        var parts = DERScan(attribute)
        guard let oid = parts.next(DERTag.objectIdentifier, bytes), let slot = slot(oid, bytes),
            let value = parts.next(slot.isPrintable ? DERTag.printableString : DERTag.utf8String, bytes),
            parts.isAtEnd, let count = PlainText.scalarCount(bytes, value), count <= slot.limit
        else { return nil }
        if slot.isPrintable {
            for place in value where !DER.isPrintable(bytes[place]) { return nil }
        }
        if slot.isCountry {
            guard value.count == 2, isCapital(bytes[value.lowerBound]), isCapital(bytes[value.lowerBound + 1])
            else { return nil }
        }
        return (slot, value)
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    /// The place of an attribute: id-at (2.5.4), or jurisdictionOfIncorporation (1.3.6.1.4.1.311.60.2.1).
    private static func slot(_ oid: Range<Int>, _ bytes: Span<UInt8>) -> Slot? {
        let last = bytes[oid.upperBound - 1]
        if oid.count == 3, bytes[oid.lowerBound] == 0x55, bytes[oid.lowerBound + 1] == 0x04 {
            return directorySlot(last)
        }
        guard oid.count == 11,
            PlainText.stands("\u{2B}\u{06}\u{01}\u{04}\u{01}", at: oid.lowerBound, bytes),
            bytes[oid.lowerBound + 5] == 0x82, bytes[oid.lowerBound + 6] == 0x37,
            PlainText.stands("\u{3C}\u{02}\u{01}", at: oid.lowerBound + 7, bytes)
        else { return nil }
        switch last {
        case 3: return Slot(order: 1, limit: 2, isPrintable: true, isCountry: true)
        case 2: return Slot(order: 2, limit: 128)
        case 1: return Slot(order: 3, limit: 128)
        default: return nil
        }
    }

    private static func directorySlot(_ arc: UInt8) -> Slot? {
        switch arc {
        case 15: Slot(order: 0, limit: 128)
        case 5: Slot(order: 4, limit: 64, isPrintable: true)
        case 97: Slot(order: 5, limit: 128)
        case 6: Slot(order: 6, limit: 2, isPrintable: true, isCountry: true)
        case 8: Slot(order: 7, limit: 128)
        case 7: Slot(order: 8, limit: 128)
        case 17: Slot(order: 9, limit: 40)
        case 9: Slot(order: 10, limit: 128)
        case 10: Slot(order: 11, limit: 64)
        case 3: Slot(order: 12, limit: 64)
        default: nil
        }
    }
}
