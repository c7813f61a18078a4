import Authority
import BadgeVerifier
import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// `revoke SERIAL --request FILE`: the business asks, signed with the key that its badge certifies.
///
/// Request and revocation stand in one transaction, so that the journal never says one without the other.
enum RevocationByRequest {
    static func run(_ path: String, _ context: CommandContext) throws -> Int32 {
        let bytes = try context.readForm(path)
        if context.asks { try ask(bytes, path, context) }
        let store = try context.openToWrite { store, actor in
            _ = try checked(bytes, path, store, actor, context)
            return try StatusCommand.publishes(store, actor, context)
        }
        let actor = try context.actor(in: store)
        let (badge, request) = try checked(bytes, path, store, actor, context)
        let publisher = try StatusCommand.publisher(store, actor, context)
        if context.isDryRun {
            context.note("dry run: nothing was changed")
        } else {
            try commit(request, badge, store, actor, context)
        }
        return try StatusCommand.finish(badge.logging.serial, .revoked, publisher, store, context)
    }

    /// Rules before questions: nobody is asked to confirm what is refused anyway.
    private static func ask(_ bytes: [UInt8], _ path: String, _ context: CommandContext) throws {
        let store = try context.openToRead()
        let actor = try context.actor(in: store)
        let (badge, request) = try checked(bytes, path, store, actor, context)
        _ = try StatusCommand.publishes(store, actor, context)
        let name = store.state.applications[badge.logging.application]?.form?.displayName ?? ""
        let reason = StatusReason.name(of: request.reason)
        try context.confirm(
            "Revoke \(badge.logging.serial) (\(visible(name))) for good, for \(reason), as the business asks?"
        )
    }

    /// The badge and the request, once nothing stands against it.
    private static func checked(
        _ bytes: [UInt8], _ path: String, _ store: RegistryStore, _ actor: NoteSigner,
        _ context: CommandContext
    ) throws -> (badge: Badge, request: ApplicantRevocation) {
        _ = try context.person(actor, in: store)
        let badge = try store.badge(try context.arguments.required("SERIAL"))
        try store.state.checkRevocable(badge)
        let request = try verified(bytes, path, badge, store, context)
        let rehearsal = try events(request, badge, store, actor, rehearsal: true)
        try store.rehearse(rehearsal.events, by: actor, clock: try context.now(in: store))
        return (badge, request)
    }

    /// The request, by the key of this badge and for it.
    private static func verified(
        _ bytes: [UInt8], _ path: String, _ badge: Badge, _ store: RegistryStore, _ context: CommandContext
    ) throws -> ApplicantRevocation {
        let key = try PublicKey(spki: try ParsedCertificate.parseTBS(badge.logging.tbs).spki)
        let request = try context.signedFile(path) { try ApplicantRevocation(parsing: bytes, signedBy: key) }
        let serial = badge.logging.serial
        guard request.badge == serial else {
            throw CommandFailure.refused("\(visible(path)) is about \(request.badge), not about \(serial)")
        }
        let now = try store.transactionTime(clock: try context.now(in: store))
        // Who holds a leaked key chooses the time as well, so a wrong clock does not keep such a badge alive.
        guard
            request.reason == StatusReason.keyCompromise
                || request.time <= now.adding(seconds: RegistryStore.clockTolerance)
        else {
            throw CommandFailure.refused(
                "\(visible(path)) was signed on \(request.time), in the future: the business's clock is wrong. Ask for a new file"
            )
        }
        return request
    }

    private static func events(
        _ request: ApplicantRevocation, _ badge: Badge, _ store: RegistryStore, _ actor: NoteSigner,
        rehearsal: Bool
    ) throws -> (events: [Event], document: Document) {
        let id = badge.logging.application
        let kind = RevocationRequest.documentKind
        let document = try store.newDocument(
            request.note.bytes, kind: kind, name: "\(request.badge).\(kind)", case: id, rehearsal: rehearsal
        ).document
        let taken = RevocationRequest(
            serial: request.badge, reason: request.reason, signed: SHA256.hash(request.note.bytes).hex,
            document: document)
        return (
            [.revocationRequested(id, taken)]
                + StatusDesk(store, by: actor).change(request.badge, to: .revoked, reason: request.reason),
            document
        )
    }

    private static func commit(
        _ request: ApplicantRevocation, _ badge: Badge, _ store: RegistryStore, _ actor: NoteSigner,
        _ context: CommandContext
    ) throws {
        let made = try events(request, badge, store, actor, rehearsal: false)
        do {
            try context.commit(made.events, by: actor, to: store)
        } catch {
            // Where the disk failed under the journal, the transaction may be there after all, and needs its document.
            if let error = error as? StoreError, error.isUncertain { throw error }
            store.discardDocument(made.document)
            throw error
        }
    }
}
