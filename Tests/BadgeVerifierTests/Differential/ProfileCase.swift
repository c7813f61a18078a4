import BadgeVerifier
import CryptoCore
import Encoding
import Testing

/// One deliberate bend of a certificate and the reason that it is refused for; `ok` for the nearest thing that is not.
struct ProfileCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: ReasonCode
    let bend: @Sendable (inout DERTree) -> Void

    init(_ name: String, _ reason: ReasonCode, _ bend: @escaping @Sendable (inout DERTree) -> Void) {
        testDescription = name
        self.reason = reason
        self.bend = bend
    }

    /// Replaces a field of the TBSCertificate.
    static func field(_ name: String, _ index: Int, _ der: [UInt8], _ reason: ReasonCode) -> ProfileCase {
        ProfileCase(name, reason) { $0.children[index] = DERTree(der) }
    }

    /// Replaces one extension of the list.
    static func at(
        _ place: Int, _ name: String, _ item: CertificateExtension, _ reason: ReasonCode = .wrongProfile
    ) -> ProfileCase {
        ProfileCase(name, reason) { $0.list[place] = DERTree(item.der) }
    }

    /// Replaces the value of one extension, whose type and criticality stay.
    static func value(
        _ place: Int, _ name: String, _ value: [UInt8], _ reason: ReasonCode = .wrongProfile
    ) -> ProfileCase {
        ProfileCase(name, reason) { tree in
            tree.list[place].children[tree.list[place].children.count - 1] = DERTree(DER.octetString(value))
        }
    }
}

extension DERTree {
    /// The extensions of a TBSCertificate.
    var list: [DERTree] {
        get { children[children.count - 1].children[0].children }
        set { children[children.count - 1].children[0].children = newValue }
    }
}
