import CryptoCore
import Encoding

/// The keys of the kit's authority, read from a directory like the repository's `keys/`.
///
/// Everything that signs is Ed25519, whose signatures are the same in every run; ECDSA's are not.
package struct KitKeys: Sendable {
    /// Where each key lies, below the directory.
    package enum Place: String, CaseIterable, Sendable {
        case root = "ed25519/root.pem"
        case issuing = "ed25519/issuing.pem"
        case log = "log.pem"
        case status = "status.pem"
        case trust = "trust.pem"
        case businessP256 = "businesses/p256.pem"
        case businessP384 = "businesses/p384.pem"
        case businessEd25519 = "businesses/ed25519.pem"

        /// What the key must be.
        var algorithm: KeyAlgorithm {
            switch self {
            case .businessP256: .p256
            case .businessP384: .p384
            default: .ed25519
            }
        }
    }

    private let keys: [Place: PrivateKey]

    /// Takes the PEM of each place. Refuses keys of another algorithm and those under a passphrase.
    package init(reading read: (Place) throws -> [UInt8]) throws {
        var keys: [Place: PrivateKey] = [:]
        for place in Place.allCases { keys[place] = try KitKeys.key(try read(place), place) }
        self.keys = keys
    }

    private static func key(_ pem: [UInt8], _ place: Place) throws -> PrivateKey {
        guard !PrivateKey.isEncrypted(pem: pem) else {
            throw KitError(
                "\(place.rawValue) is under a passphrase: a kit is signed with public test keys, which have none"
            )
        }
        let key: PrivateKey
        do {
            key = try PrivateKey(pem: pem, passphrase: nil)
        } catch {
            throw KitError("\(place.rawValue): \(error)")
        }
        guard key.publicKey.algorithm == place.algorithm else {
            throw KitError(
                "\(place.rawValue) is a \(key.publicKey.algorithm.rawValue) key; the kit needs \(place.algorithm.rawValue) there, so that two runs give the same bytes"
            )
        }
        return key
    }

    subscript(_ place: Place) -> PrivateKey {
        get throws {
            guard let key = keys[place] else { throw KitError("\(place.rawValue) was not read") }
            return key
        }
    }

    /// True if the authority's own keys are all among `digests`: the compiled-in ones of the repository's `keys/`.
    func areAll(in digests: Set<Digest>) -> Bool {
        keys.values.allSatisfy { digests.contains($0.publicKey.spkiDigest) }
    }

    /// A further Ed25519 key that anybody can make again from its role: witnesses, strangers, the second authority.
    static func derived(_ role: String) throws -> PrivateKey {
        try PrivateKey(ed25519Seed: SHA256.hash(Array("greenbadge/conformance-kit \(role)\n".utf8)).bytes)
    }
}
