import CryptoCore
import Encoding
package import Registry
package import Transparency

/// The authority's keys under the names that notes carry, checked against the registry that they are to sign for.
package struct Signers: Sendable {
    package let keys: AuthorityKeys
    package let log: NoteSigner
    package let status: NoteSigner

    /// Names of the note keys of a log: its origin, and the origin with a role behind it.
    package static func logKeyName(origin: String) -> String { origin }
    package static func statusKeyName(origin: String) -> String { "\(origin)/status" }
    package static func trustKeyName(origin: String) -> String { "\(origin)/trust" }

    package init(_ keys: AuthorityKeys, origin: String) throws(NoteError) {
        self.keys = keys
        log = try NoteSigner(name: Self.logKeyName(origin: origin), key: keys.log)
        status = try NoteSigner(name: Self.statusKeyName(origin: origin), key: keys.status)
    }

    /// The same, refusing keys that are not those of the registry's current log.
    package init(_ keys: AuthorityKeys, for state: RegistryState) throws(AuthorityError) {
        guard let opening = state.log?.opening else { throw .damaged("the registry has no log") }
        do {
            try self.init(keys, origin: opening.origin)
        } catch {
            throw .damaged("\(error)")
        }
        guard sameBytes(log.verifierKey.text, opening.logKey),
            sameBytes(status.verifierKey.text, opening.statusKey)
        else {
            throw .environment("secrets/authority.keys does not hold the keys of log \(opening.number)")
        }
        guard let certificate = try? state.issuingCertificate(),
            keys.issuing.publicKey.spki == certificate.spki
        else {
            throw .environment("secrets/authority.keys does not hold the key of the issuing CA")
        }
    }
}

extension RegistryState {
    /// The current log's issuing CA certificate.
    func issuingCertificate() throws -> ParsedCertificate {
        guard let der = log?.issuingCA?.signed?.certificate else {
            throw AuthorityError.damaged(
                "log \(currentLog) has no signed issuing CA: init or recover did not finish")
        }
        return try ParsedCertificate(der: der)
    }

    /// The origin of a log: the first is the authority's own, later ones carry their number.
    package static func origin(ofLog number: UInt16, base: String) -> String {
        number == 1 ? base : "\(base)/\(number)"
    }
}
