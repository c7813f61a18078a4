import CryptoCore
package import Encoding
package import Registry

// A key that leaked is never certified again, neither for the business that it was taken from nor for who took it.
extension RegistryStore {
    /// The badge that was revoked because its key, which is also this case's, leaked.
    package func leakedKey(of application: Application) -> BadgeSerial? {
        leakedKey(in: application.content.value)
    }

    private func leakedKey(in content: CaseContent?) -> BadgeSerial? {
        // Looked at for each filing of a journal, so without checking the request's signature again.
        guard !leakedKeys.isEmpty, let der = content?.certificationRequest,
            let spki = CertificationRequest.spki(of: der)
        else { return nil }
        return leakedKeys[spki]
    }

    /// Refuses a case with such a key.
    func refuseLeakedKey(in content: Sealed<CaseContent>) throws(RuleViolation) {
        if let serial = leakedKey(in: content.value) {
            throw Self.leaked("the certification request", serial)
        }
    }

    /// Refuses a badge for such a key, whose case may have come in before the key leaked.
    func refuseLeakedKey(in logging: BadgeLogging) throws {
        guard !leakedKeys.isEmpty else { return }
        if let serial = leakedKeys[try ParsedCertificate.parseTBS(logging.tbs).spki] {
            throw Self.leaked("\(logging.application)", serial)
        }
    }

    private static func leaked(_ what: String, _ serial: BadgeSerial) -> RuleViolation {
        RuleViolation(
            .leakedKey, "\(what) has the key of badge \(serial), which was revoked because that key leaked",
            remedy: "The business makes a new key and applies with it.")
    }

    /// Remembers the keys that leak with these events, which are folded already.
    func noteLeakedKeys(_ events: [Event]) {
        for event in events {
            let changes: [StatusChange] =
                switch event {
                case .statusChanged(let change): [change]
                case .logFrozen(let freeze): freeze.sanctions
                default: []
                }
            for change in changes
            where change.state == .revoked && change.reason == StatusReason.keyCompromise {
                guard let badge = state.badges[change.serial],
                    let contents = try? ParsedCertificate.parseTBS(badge.logging.tbs)
                else { continue }
                leakedKeys[contents.spki] = change.serial
            }
        }
    }
}
