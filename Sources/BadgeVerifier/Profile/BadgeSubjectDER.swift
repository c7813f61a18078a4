import CryptoCore
import Encoding

extension BadgeSubject {
    /// One place in the subject: which attribute, how it is encoded, how long it may be, where the value lives.
    private struct Slot {
        let oid: ObjectIdentifier
        let name: String
        let limit: Int
        var printable = false
        var required = false
        let get: @Sendable (BadgeSubject) -> String?
        let set: @Sendable (inout BadgeSubject, String) -> Void
    }

    /// The attributes in the order of DESIGN 5.
    private static let slots: [Slot] = [
        slot(.businessCategory, "businessCategory", 128, required: true, \.businessCategory),
        slot(.jurisdictionCountry, "jurisdiction country", 2, country: true, \.jurisdictionCountry),
        slot(.jurisdictionStateOrProvince, "jurisdiction state", 128, optional: \.jurisdictionState),
        slot(.jurisdictionLocality, "jurisdiction locality", 128, optional: \.jurisdictionLocality),
        slot(.serialNumber, "serialNumber", 64, printable: true, required: true, \.registrationNumber),
        slot(.organizationIdentifier, "organizationIdentifier", 128, optional: \.organizationIdentifier),
        slot(.countryName, "country", 2, country: true, \.country),
        slot(.stateOrProvinceName, "state", 128, optional: \.state),
        slot(.localityName, "locality", 128, optional: \.locality),
        slot(.postalCode, "postalCode", 40, optional: \.postalCode),
        slot(.streetAddress, "street", 128, optional: \.street),
        slot(.organizationName, "organization", 64, required: true, \.organization),
        slot(.commonName, "display name", 64, required: true, \.displayName),
    ]

    private static func slot(
        _ oid: ObjectIdentifier, _ name: String, _ limit: Int, printable: Bool = false, country: Bool = false,
        required: Bool = false, _ path: any WritableKeyPath<BadgeSubject, String> & Sendable
    ) -> Slot {
        Slot(
            oid: oid, name: name, limit: limit, printable: printable || country,
            required: required || country,
            get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
    }

    private static func slot(
        _ oid: ObjectIdentifier, _ name: String, _ limit: Int,
        optional path: any WritableKeyPath<BadgeSubject, String?> & Sendable
    ) -> Slot {
        Slot(
            oid: oid, name: name, limit: limit, get: { $0[keyPath: path] }, set: { $0[keyPath: path] = $1 })
    }

    /// What keeps this subject out of a badge, or nil: a missing, too long or unshowable value, named with its limit.
    package var problem: String? {
        for slot in BadgeSubject.slots {
            guard let value = slot.get(self) else { continue }
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
            slot.get(self).map {
                DistinguishedName.Attribute(slot.oid, $0, kind: slot.printable ? .printable : .utf8)
            }
        }
        return DistinguishedName(attributes).der
    }

    /// Reads a subject strictly: these attributes, in this order, each at most once, nothing else.
    package init(der: [UInt8]) throws(ProfileError) {
        let name: DistinguishedName
        do {
            name = try DistinguishedName(der: der)
        } catch {
            throw ProfileError("subject: \(error)")
        }
        self.init(
            businessCategory: "", jurisdictionCountry: "", registrationNumber: "", country: "",
            organization: "",
            displayName: "")
        var rest = name.attributes[...]
        for slot in BadgeSubject.slots {
            guard let attribute = rest.first, attribute.type == slot.oid else {
                guard !slot.required else {
                    throw ProfileError("subject: \(slot.name) is missing or not in its place")
                }
                continue
            }
            guard attribute.kind == (slot.printable ? .printable : .utf8) else {
                throw ProfileError(
                    "subject: \(slot.name) must be a \(slot.printable ? "PrintableString" : "UTF8String")")
            }
            slot.set(&self, attribute.value)
            rest = rest.dropFirst()
        }
        if let extra = rest.first {
            throw ProfileError("subject: attribute \(extra.type) is not of the profile, or not in its place")
        }
        if let problem { throw ProfileError("subject: \(problem)") }
    }
}
