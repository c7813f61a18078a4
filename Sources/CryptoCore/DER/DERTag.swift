/// The identifier octets that X.509 needs. Tags above 30 take more octets, occur nowhere here and are refused.
package enum DERTag {
    package static let boolean: UInt8 = 0x01
    package static let integer: UInt8 = 0x02
    package static let bitString: UInt8 = 0x03
    package static let octetString: UInt8 = 0x04
    package static let null: UInt8 = 0x05
    package static let objectIdentifier: UInt8 = 0x06
    package static let enumerated: UInt8 = 0x0A
    package static let utf8String: UInt8 = 0x0C
    package static let printableString: UInt8 = 0x13
    package static let ia5String: UInt8 = 0x16
    package static let utcTime: UInt8 = 0x17
    package static let generalizedTime: UInt8 = 0x18
    package static let sequence: UInt8 = 0x30
    package static let set: UInt8 = 0x31

    /// [number] around a whole element (EXPLICIT), or IMPLICIT for a constructed type.
    package static func constructed(_ number: UInt8) -> UInt8 { 0xA0 | (number & 0x1F) }

    /// [number] IMPLICIT for a primitive type.
    package static func primitive(_ number: UInt8) -> UInt8 { 0x80 | (number & 0x1F) }

    /// A name for messages.
    static func name(_ tag: UInt8) -> String {
        switch tag {
        case boolean: "BOOLEAN"
        case integer: "INTEGER"
        case bitString: "BIT STRING"
        case octetString: "OCTET STRING"
        case null: "NULL"
        case objectIdentifier: "OBJECT IDENTIFIER"
        case enumerated: "ENUMERATED"
        case utf8String: "UTF8String"
        case printableString: "PrintableString"
        case ia5String: "IA5String"
        case utcTime: "UTCTime"
        case generalizedTime: "GeneralizedTime"
        case sequence: "SEQUENCE"
        case set: "SET"
        case 0x80...0xBF: "[\(tag & 0x1F)]"
        default: "tag \(tag)"
        }
    }
}
