/// Why a certification request is refused.
package enum CSRError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text holds no certification request in PEM form.
    case notARequest
    /// The bytes are not strict DER of the expected shape.
    case malformed(DERError)
    /// The key in it cannot be used.
    case key(KeyError)
    /// The signature algorithm is not one for this key.
    case unsupportedSignature
    /// The self-signature does not verify: whoever made it does not hold the private key.
    case notProven

    /// What is wrong, and what to do where that is known.
    package var description: String {
        switch self {
        case .notARequest: "no certification request found; expected one PEM block CERTIFICATE REQUEST"
        case .malformed(let error): "the certification request is malformed: \(error)"
        case .key(let error): "the key of the certification request cannot be used: \(error)"
        case .unsupportedSignature:
            "the certification request is not signed with Ed25519, or ECDSA with SHA-256, SHA-384 or SHA-512"
        case .notProven:
            "the certification request is not signed by its own key, so it does not prove possession of it"
        }
    }
}
