import CryptoCore
import Encoding

/// The names of roots and issuing CAs: O, which may be left out, and CN; UTF8String, shown as they are (DESIGN 5).
enum AuthorityName {
    /// Unicode scalars in one attribute: the name of an authority (128), and words like "Issuing CA 1" behind it.
    static let limit = 160

    /// What keeps a subject out of the profile, or nil.
    static func problem(_ der: [UInt8]) -> String? {
        let attributes: [DistinguishedName.Attribute]
        do {
            attributes = try DistinguishedName(der: der).attributes
        } catch {
            return "subject: \(error)"
        }
        let types = attributes.map(\.type)
        guard types == [.commonName] || types == [.organizationName, .commonName] else {
            return "subject: its attributes are not O and CN"
        }
        for attribute in attributes {
            guard attribute.kind == .utf8 else { return "subject: a text is not a UTF8String" }
            if let problem = TextRule.problem(attribute.value, limit: limit) {
                return "subject: a text \(problem)"
            }
        }
        return nil
    }
}
