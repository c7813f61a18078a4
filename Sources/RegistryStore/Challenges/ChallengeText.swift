import CryptoCore
import Encoding
import Registry

/// The text that a host shows in a file or in its DNS: `TOKEN.BINDING`, both 32 hex digits.
///
/// The token is 128 random bits. The binding is the first 16 bytes of the SHA-256 of the lines `greenbadge/challenge@v1`,
/// registry id, case, account, method and token, each with a line feed: a text that a host shows for one case says nothing
/// for another account, case or authority, whatever tokens those give out.
enum ChallengeText {
    /// Bytes of the token.
    static let tokenBytes = 16

    static func make(
        token: [UInt8], registryID: String, case id: ApplicationID, account: String, method: ChallengeMethod
    ) -> String {
        let hex = Hex.encode(token)
        let lines = [
            "greenbadge/challenge@v1", registryID, id.description, account, method.rawValue, hex, "",
        ]
        let hash = SHA256.hash(Array(lines.joined(separator: "\n").utf8)).hex
        return "\(hex).\(hash.prefix(32))"
    }

    /// Whether a text is one that `make` makes for this place.
    static func isBound(
        _ text: String, registryID: String, case id: ApplicationID, account: String, method: ChallengeMethod
    ) -> Bool {
        guard let token = Hex.decode(text.prefix(2 * tokenBytes)), token.count == tokenBytes else {
            return false
        }
        return sameBytes(
            text, make(token: token, registryID: registryID, case: id, account: account, method: method))
    }
}
