import CryptoCore
import Encoding

extension BadgeSubject {
    /// One place in the subject: which attribute, how it is encoded, how long it may be.
    private struct Slot {
        let field: Field
        let oid: ObjectIdentifier
        let name: String
        let limit: Int
        var printable = false
        var required = false
    }

    /// Where the value lives. A switch over these is what a key path would be, at a fraction of its cost.
    private enum Field {
        case businessCategory, jurisdictionCountry, jurisdictionState, jurisdictionLocality
        case registrationNumber, organizationIdentifier, country, state, locality, postalCode, street
        case organization, displayName
    }

    /// The attributes in the order of DESIGN 5.
    private static let slots: [Slot] = [
        Slot(
            field: .businessCategory, oid: .businessCategory, name: "businessCategory", limit: 128,
            required: true),
        Slot(
            field: .jurisdictionCountry, oid: .jurisdictionCountry, name: "jurisdiction country", limit: 2,
            printable: true, required: true),
        Slot(
            field: .jurisdictionState, oid: .jurisdictionStateOrProvince, name: "jurisdiction state",
            limit: 128),
        Slot(
            field: .jurisdictionLocality, oid: .jurisdictionLocality, name: "jurisdiction locality",
            limit: 128),
        Slot(
            field: .registrationNumber, oid: .serialNumber, name: "serialNumber", limit: 64, printable: true,
            required: true),
        Slot(
            field: .organizationIdentifier, oid: .organizationIdentifier, name: "organizationIdentifier",
            limit: 128),
        Slot(
            field: .country, oid: .countryName, name: "country", limit: 2, printable: true, required: true),
        Slot(field: .state, oid: .stateOrProvinceName, name: "state", limit: 128),
        Slot(field: .locality, oid: .localityName, name: "locality", limit: 128),
        Slot(field: .postalCode, oid: .postalCode, name: "postalCode", limit: 40),
        Slot(field: .street, oid: .streetAddress, name: "street", limit: 128),
        Slot(
            field: .organization, oid: .organizationName, name: "organization", limit: 64, required: true),
        Slot(field: .displayName, oid: .commonName, name: "display name", limit: 64, required: true),
    ]

    private subscript(field: Field) -> String? {
        get {
            switch field {
            case .businessCategory: businessCategory
            case .jurisdictionCountry: jurisdictionCountry
            case .jurisdictionState: jurisdictionState
            case .jurisdictionLocality: jurisdictionLocality
            case .registrationNumber: registrationNumber
            case .organizationIdentifier: organizationIdentifier
            case .country: country
            case .state: state
            case .locality: locality
            case .postalCode: postalCode
            case .street: street
            case .organization: organization
            case .displayName: displayName
            }
        }
        set {
            switch field {
            case .businessCategory: businessCategory = newValue ?? ""
            case .jurisdictionCountry: jurisdictionCountry = newValue ?? ""
            case .jurisdictionState: jurisdictionState = newValue
            case .jurisdictionLocality: jurisdictionLocality = newValue
            case .registrationNumber: registrationNumber = newValue ?? ""
            case .organizationIdentifier: organizationIdentifier = newValue
            case .country: country = newValue ?? ""
            case .state: state = newValue
            case .locality: locality = newValue
            case .postalCode: postalCode = newValue
            case .street: street = newValue
            case .organization: organization = newValue ?? ""
            case .displayName: displayName = newValue ?? ""
            }
        }
    }

    /// What keeps this subject out of a badge, or nil: a missing, too long or unshowable value, named with its limit.
    package var problem: String? {
        for slot in BadgeSubject.slots {
            guard let value = self[slot.field] else { continue }
            if let problem = TextRule.problem(value, limit: slot.limit) { return "\(slot.name) \(problem)" }
            if slot.printable, !TextRule.isPrintable(value) {
                return "\(slot.name) has a character outside PrintableString"
            }
        }
        for (name, value) in [("jurisdiction country", jurisdictionCountry), ("country", country)] {
            if !TextRule.isCountry(value) { return "\(name) is not two upper-case letters" }
        }
        return nil
    }

    /// The subject as DER; check `problem` first.
    package var der: [UInt8] {
        let attributes = BadgeSubject.slots.compactMap { slot in
            self[slot.field].map {
                DistinguishedName.Attribute(slot.oid, $0, kind: slot.printable ? .printable : .utf8)
            }
        }
        return DistinguishedName(attributes).der
    }

    /// Reads a subject strictly: these attributes, in this order, each at most once, nothing else.
    package init(der: [UInt8]) throws(ProfileError) { try self.init(der: der, in: 0..<der.count) }

    /// The same for a subject where it stands in a certificate.
    package init(der: [UInt8], in range: Range<Int>) throws(ProfileError) {
        self.init(
            businessCategory: "", jurisdictionCountry: "", registrationNumber: "", country: "",
            organization: "",
            displayName: "")
        var misfit: String?
        do throws(DERError) {
            misfit = try read(der, range)
        } catch {
            throw ProfileError("subject: \(error)")
        }
        if let problem = misfit ?? problem { throw ProfileError("subject: \(problem)") }
    }

    /// What is not of the profile, or nil.
    private mutating func read(_ der: [UInt8], _ range: Range<Int>) throws(DERError) -> String? {
        var reader = DERReader(der, in: range)
        var names = try reader.enter(DERTag.sequence)
        try reader.finish()
        var rest = BadgeSubject.slots[...]
        while !names.isAtEnd {
            var set = try names.enter(DERTag.set)
            var attribute = try set.enter(DERTag.sequence)
            let oid = try attribute.objectIdentifierRange()
            let isPrintable = attribute.peekTag == DERTag.printableString
            let value = isPrintable ? try attribute.printableString() : try attribute.utf8String()
            try attribute.finish()
            try set.finish()
            while let slot = rest.first, !sameBytes(der[oid], slot.oid.derContents[...]) {
                if slot.required { return "\(slot.name) is missing or not in its place" }
                rest = rest.dropFirst()
            }
            guard let slot = rest.popFirst() else {
                let extra = ObjectIdentifier(derContents: der[oid])?.description ?? ""
                return "attribute \(extra) is not of the profile, or not in its place"
            }
            guard isPrintable == slot.printable else {
                return "\(slot.name) must be a \(slot.printable ? "PrintableString" : "UTF8String")"
            }
            self[slot.field] = value
        }
        return rest.first { $0.required }.map { "\($0.name) is missing or not in its place" }
    }
}
