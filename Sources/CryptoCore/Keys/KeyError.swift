/// Why a key cannot be used.
package enum KeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not one of our algorithms, or not in the one form in which we accept it; the text says which.
    case unsupported(String)
    /// The bytes are of the right kind but not a valid key.
    case invalid(String)
    /// An Ed25519 point that everybody could sign for, or a second spelling of another point.
    case weakPoint
    /// The text holds no private key in PEM form.
    case notAPrivateKey
    /// The key is encrypted and no passphrase was given.
    case passphraseNeeded
    /// The passphrase does not open the key.
    case wrongPassphrase
    /// libcrypto failed without a reason that we know.
    case library(OpenSSLError)

    /// What is wrong, and what to do where that is known.
    package var description: String {
        switch self {
        case .unsupported(let what):
            "\(what); supported are P-256 and P-384 (named curve, uncompressed) and Ed25519"
        case .invalid(let what): what
        case .weakPoint:
            "the Ed25519 key is a small-order or non-canonical point, for which signatures prove nothing"
        case .notAPrivateKey:
            "no private key found; expected one PEM block PRIVATE KEY or ENCRYPTED PRIVATE KEY (PKCS#8)"
        case .passphraseNeeded: "the private key is encrypted; a passphrase is needed"
        case .wrongPassphrase: "wrong passphrase for the private key"
        case .library(let error): error.description
        }
    }
}
