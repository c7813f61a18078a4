package import Authority
package import BadgeVerifier
package import Encoding
import Files
package import Registry
import RegistryStore
import Transparency

// Badges, and what clients get.
extension VirtualAuthority {
    /// The issuance cycle of the issuer.
    package func issuance(by name: String = "issuer") throws -> Issuance {
        Issuance(store, try Signers(keys, for: state), by: try .person(name))
    }

    /// Issues the badges of approved cases as one batch.
    @discardableResult
    package func issue(_ ids: [ApplicationID], by name: String = "issuer") throws -> [Issuance.Issued] {
        try issuance(by: name).issue(ids, clock: now)
    }

    /// Takes one business all the way.
    @discardableResult
    package func issuedBadge(_ form: ApplicationContent = .sample()) throws -> Issuance.Issued {
        guard let badge = try issue([try approvedCase(form)]).first else {
            throw StoreError.notFound("no badge was issued")
        }
        return badge
    }

    /// Publishes.
    @discardableResult
    package func publish(by name: String = "issuer") throws -> Publisher.Result {
        try Publisher(store, try Signers(keys, for: state), by: try .person(name)).publish(clock: now)
    }

    /// Brings a badge into a state.
    package func setStatus(
        _ serial: BadgeSerial, _ status: BadgeState, reason: UInt8 = 0, successor: BadgeSerial? = nil,
        by name: String = "issuer"
    ) throws {
        let desk = StatusDesk(store, by: try .person(name))
        try append(desk.change(serial, to: status, reason: reason, successor: successor), by: name)
    }

    /// One approval of a reinstatement; true when it completed the quorum and the badge is good again.
    @discardableResult
    package func reinstate(_ serial: BadgeSerial, by name: String) throws -> Bool {
        let badge = try store.badge(serial.description)
        let (events, completes) = try StatusDesk(store, by: try .person(name)).reinstatement(
            of: badge, clock: now)
        try append(events, by: name)
        return completes
    }

    /// A published file's bytes.
    package func published(_ name: String) throws -> [UInt8] {
        try fileSystem.read(FilePath.join(place.published, name), limit: 1 << 24)
    }

    /// The client pack as it is published now.
    package func pack() throws -> ClientPack {
        try ClientPack(
            trust: try published("trust.json"), snapshot: try published("status.snapshot"),
            checkpoint: try published("checkpoint"))
    }

    /// What a client with that pack, or with the newest, says now.
    package func verdict(
        _ file: [UInt8], with pack: ClientPack? = nil, for account: AccountClaim = .notChecked
    ) throws -> Verdict {
        BadgeVerifier(packs: [try pack ?? self.pack()], allowTest: true).verify(file, for: account, at: now)
    }
}
