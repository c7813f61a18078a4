/// An X.501 name: a list of attributes, each in a relative name of its own. Text is PrintableString or UTF8String.
///
/// Lengths, alphabets and the order of attributes are rules of the caller.
package struct DistinguishedName: Hashable, Sendable {
    /// The string type of an attribute's value.
    package enum Kind: Hashable, Sendable {
        /// UTF8String.
        case utf8
        /// PrintableString.
        case printable
        /// IA5String, for what RFC 5280 allows nothing else. Written, never read.
        case ia5
    }

    /// One attribute: type, text and string type.
    package struct Attribute: Hashable, Sendable {
        package let type: ObjectIdentifier
        package let value: String
        package let kind: Kind

        package init(_ type: ObjectIdentifier, _ value: String, kind: Kind = .utf8) {
            self.type = type
            self.value = value
            self.kind = kind
        }

        /// Bytes decide: Swift's String == would call two different spellings of a letter equal.
        package static func == (left: Attribute, right: Attribute) -> Bool {
            left.type == right.type && left.kind == right.kind
                && left.value.utf8.elementsEqual(right.value.utf8)
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(type)
            hasher.combine(kind)
            for byte in value.utf8 { hasher.combine(byte) }
        }
    }

    /// The attributes in their order.
    package let attributes: [Attribute]

    package init(_ attributes: [Attribute]) { self.attributes = attributes }

    /// From strict DER. One attribute a relative name; PrintableString and UTF8String only.
    package init(der: [UInt8]) throws(DERError) {
        attributes = try DERReader.read(der) { (reader) throws(DERError) in
            try reader.sequence { (names) throws(DERError) in
                var attributes: [Attribute] = []
                while !names.isAtEnd { attributes.append(try Self.attribute(&names)) }
                return attributes
            }
        }
    }

    /// The DER of the Name (RFC 5280 4.1.2.4).
    package var der: [UInt8] {
        DER.sequence(
            attributes.map { attribute in
                DER.set([DER.sequence([DER.oid(attribute.type), Self.text(attribute)])])
            })
    }

    /// The values of all attributes of this type, in order.
    package func values(of type: ObjectIdentifier) -> [String] {
        attributes.filter { $0.type == type }.map(\.value)
    }

    private static func text(_ attribute: Attribute) -> [UInt8] {
        switch attribute.kind {
        case .utf8: DER.utf8(attribute.value)
        case .printable: DER.printable(attribute.value)
        case .ia5: DER.ia5(attribute.value)
        }
    }

    private static func attribute(_ names: inout DERReader) throws(DERError) -> Attribute {
        try names.set { (set) throws(DERError) in
            try set.sequence { (reader) throws(DERError) in
                let type = try reader.objectIdentifier()
                if reader.peekTag == DERTag.printableString {
                    return Attribute(type, try reader.printableString(), kind: .printable)
                }
                return Attribute(type, try reader.utf8String(), kind: .utf8)
            }
        }
    }
}

/// The attribute types that names here use.
extension ObjectIdentifier {
    package static let commonName = ObjectIdentifier(2, 5, 4, 3)
    package static let serialNumber = ObjectIdentifier(2, 5, 4, 5)
    package static let countryName = ObjectIdentifier(2, 5, 4, 6)
    package static let localityName = ObjectIdentifier(2, 5, 4, 7)
    package static let stateOrProvinceName = ObjectIdentifier(2, 5, 4, 8)
    package static let streetAddress = ObjectIdentifier(2, 5, 4, 9)
    package static let organizationName = ObjectIdentifier(2, 5, 4, 10)
    package static let businessCategory = ObjectIdentifier(2, 5, 4, 15)
    package static let postalCode = ObjectIdentifier(2, 5, 4, 17)
    package static let organizationIdentifier = ObjectIdentifier(2, 5, 4, 97)
    package static let jurisdictionLocality = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1)
    package static let jurisdictionStateOrProvince = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2)
    package static let jurisdictionCountry = ObjectIdentifier(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3)
}
