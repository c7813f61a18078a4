import BadgeVerifier
import CryptoCore
package import Encoding
import Registry
package import RegistryStore
package import Transparency

/// The issuance cycle. The numbers in the comments are those of DESIGN section 6.
///
/// Nothing leaves the process before step 7 is durable; whatever is cut off between 5 and 7 is finished, or revoked, by
/// `finishUnsigned` before the next checkpoint.
package struct Issuance {
    let store: RegistryStore
    let signers: Signers
    let actor: NoteSigner

    /// The store must be open for writing: its lock is what makes indexes unique (step 2).
    package init(_ store: RegistryStore, _ signers: Signers, by actor: NoteSigner) {
        self.store = store
        self.signers = signers
        self.actor = actor
    }

    /// An issued badge: its serial, the case and the file.
    package struct Issued: Sendable {
        package let serial: BadgeSerial
        package let application: ApplicationID
        package let notAfter: Timestamp
        package let file: [UInt8]
    }

    /// Badges in one transaction at most, and bytes of what they log: it stays far below 16 MiB, base64 included.
    private static let batchLimit = 4096
    private static let batchBytes = 4 << 20

    /// Issues the badges of these cases as one batch: each step once, one sync for all.
    package func issue(_ ids: [ApplicationID], clock: Timestamp) throws(AuthorityError) -> [Issued] {
        try AuthorityError.placing {
            guard !ids.isEmpty else { return [] }
            let time = try store.transactionTime(clock: clock)
            // What a crash cut off comes first. Issuing the same case again then only has to hand it out.
            let finished = try finish(at: time).filter { ids.contains($0.application) }
            let fresh = ids.filter { id in !finished.contains { $0.application == id } }
            guard !fresh.isEmpty else { return finished }
            let permits = try permits(for: fresh, at: time)
            let loggings = try build(permits, at: time)
            // 5 Logged: the journal's transaction is durable, and with it the log's entries.
            try store.append(
                loggings.chunked(Self.batchLimit, weighing: { $0.tbs.count }, atMost: Self.batchBytes)
                    .map { Draft($0.map(Event.badgeLogged), by: actor) },
                clock: time)
            try signAndRecord(loggings.map(\.serial), at: time)
            return finished + (try release(loggings.map(\.serial), at: time))
        }
    }

    /// What `issue` would refuse, without issuing.
    package func check(_ ids: [ApplicationID], clock: Timestamp) throws(AuthorityError) {
        try AuthorityError.placing {
            let time = try store.transactionTime(clock: clock)
            let cut = Set((unfinished + unreleased).map(\.logging.application))
            _ = try build(try permits(for: ids.filter { !cut.contains($0) }, at: time), at: time)
        }
    }

    /// 1 Eligible: approved by quorum, every required check fresh or waived, nothing open.
    private func permits(for ids: [ApplicationID], at time: Timestamp) throws -> [IssuancePermit] {
        guard Set(ids).count == ids.count else { throw AuthorityError.refused("a case is named twice") }
        return try ids.map { try IssuancePermit($0, store.state, by: actor.verifierKey.text, at: time) }
    }

    /// 2 Index assigned, 3 tbsCertificate built, 4 linted.
    private func build(_ permits: [IssuancePermit], at time: Timestamp) throws -> [BadgeLogging] {
        let state = store.state
        guard let log = state.log, let root = log.issuingCA?.signed?.root else {
            throw AuthorityError.damaged("the registry has no open log with an issuing CA")
        }
        let builder = try BadgeBuilder(state)
        let lint = try BadgeLint(
            issuer: builder.issuer, root: try ParsedCertificate(der: root), oids: builder.oids)
        var businesses = BusinessIndex(state, at: time)
        return try permits.enumerated().map { offset, permit in
            // 2 Under the writer's lock the next index is the log's size.
            guard let serial = BadgeSerial(logNumber: state.currentLog, index: log.size + UInt64(offset))
            else {
                throw AuthorityError.refused("log \(state.currentLog) is full")
            }
            // 3 The tbsCertificate, serial included.
            guard let form = permit.application.form else {
                throw AuthorityError.refused("\(permit.application.id) can no longer be read")
            }
            let logging = try builder.logging(
                permit.application, serial: serial, at: time,
                latestEnd: state.latestEnd(of: permit.application, from: time),
                verifiedSince: businesses.verifiedSince(form) ?? time,
                isHomonym: businesses.hasHomonym(form))
            businesses.add(form)
            // 4 Our own rules and the oracle.
            try lint.check(logging.tbs, at: time)
            return logging
        }
    }

    private func signAndRecord(_ serials: [BadgeSerial], at time: Timestamp) throws {
        let issuer = try store.state.issuingCertificate()
        let key = try PublicKey(spki: issuer.spki)
        var sequence = store.state.statusSequence
        let events: [Event] = try serials.map { serial in
            guard let badge = store.state.badges[serial] else {
                throw AuthorityError.damaged("badge \(serial) is not in the registry")
            }
            guard badge.state == .good || badge.state == .limited else {
                throw AuthorityError.refused("badge \(serial) is \(badge.state.name) and is not signed")
            }
            // 6 Signed, and verified with the public key of the CA's certificate.
            let signature = try signers.keys.issuing.signature(for: badge.logging.tbs)
            guard key.isValid(signature: signature, for: badge.logging.tbs) else {
                throw AuthorityError.environment(
                    "the signature of badge \(serial) does not verify; nothing was released")
            }
            // 8 The staple is signed here already, so that the record of step 7 holds it and the badge file can be
            // rebuilt without keys.
            sequence += 1
            let staple = try staple(badge, sequence: sequence, at: time)
            return .badgeSigned(
                BadgeSigning(
                    serial: serial, signature: signature, stapleSequence: sequence, staple: staple.bytes))
        }
        let checkpoint = try CheckpointSigner(store: store, signers: signers).sign()
        var drafts = events.chunked(Self.batchLimit).map { Draft($0, by: actor) }
        drafts.append(Draft([.checkpointSigned(note: checkpoint.bytes)], by: actor))
        // 7 Signatures and checkpoint recorded, durable, the checkpoint in `head` too.
        try store.append(drafts, clock: time, checkpoint: checkpoint.bytes)
    }

    /// Says what the badge is now: one that was restricted before it was signed is `limited`.
    private func staple(_ badge: Badge, sequence: UInt64, at time: Timestamp) throws -> SignedNote {
        let serial = badge.logging.serial
        let next = time.adding(seconds: store.state.policy[.statusDays] * Timestamp.day)
        guard let log = store.state.log?.opening,
            let staple = Staple(
                origin: log.origin, sequence: sequence, issued: time, nextUpdate: next, index: serial.index,
                state: badge.state == .good ? .good : .limited)
        else { throw AuthorityError.damaged("no staple can be made for badge \(serial)") }
        return try SignedNote.sign(staple.text, by: [signers.status])
    }

    /// - Parameter late: they were recorded before; their staples may have aged, and the next publication covers them.
    private func release(
        _ serials: [BadgeSerial], at time: Timestamp, late: Bool = false
    ) throws -> [Issued] {
        let verifier = try ReleaseCheck(store)
        let issued = try serials.map { serial in
            // 8 The badge file, assembled from the record.
            let file = try BadgeArchive.file(of: serial, in: store)
            // 9 Verified as a client would, with the pack that clients have now.
            try verifier.check(file, serial: serial, at: time, late: late)
            guard let badge = store.state.badges[serial] else {
                throw AuthorityError.damaged("badge \(serial) is not in the registry")
            }
            return Issued(
                serial: serial, application: badge.logging.application, notAfter: badge.logging.notAfter,
                file: file)
        }
        // 10 Released and published: files first, the public checkpoint last.
        for badge in issued { try BadgeArchive.write(badge.file, of: badge.serial, in: store) }
        if let checkpoint = store.state.log?.checkpoint {
            try PublicFiles.writeLog(
                store, checkpoint: try SignedNote(parsing: checkpoint),
                into: RegistryPlace(store.directory).published)
        }
        return issued
    }

    /// Finishes what a crash cut off: between 5 and 7 it signs the logged tbsCertificate, or revokes its index where the
    /// case may no longer have it or the badge would be over; between 7 and 10 it releases what is recorded. Runs before
    /// anything else is issued or published.
    ///
    /// One that was suspended in the meantime is neither: it waits unsigned until it is reinstated or revoked.
    @discardableResult
    package func finishUnsigned(clock: Timestamp) throws(AuthorityError) -> [BadgeSerial] {
        try AuthorityError.placing {
            try finish(at: try store.transactionTime(clock: clock)).map(\.serial)
        }
    }

    private func finish(at time: Timestamp) throws -> [Issued] {
        let (eligible, lapsed) = unfinished.partitioned { badge in
            guard let application = store.state.applications[badge.logging.application] else { return false }
            return badge.logging.notAfter > time && store.state.mayFinish(application, at: time)
        }
        if !lapsed.isEmpty {
            let changes = lapsed.map {
                Event.statusChanged(
                    StatusChange(serial: $0.logging.serial, state: .revoked, reason: 9, successor: nil))
            }
            try store.append(changes, by: actor, clock: time)
        }
        // Signed and without checkpoint: only where a lost head was made anew between the two.
        let waits = unreleased.contains { $0.checkpoint == nil }
        if !eligible.isEmpty || waits { try signAndRecord(eligible.map(\.logging.serial), at: time) }
        // What was signed just now is released too where a checkpoint over its entry was handed out meanwhile: a
        // publication does not wait for it.
        let signed = Set(eligible.map(\.logging.serial))
        let serials = signed.union(unreleased.filter { $0.logging.notAfter > time }.map(\.logging.serial))
            .sorted()
        return serials.isEmpty ? [] : try release(serials, at: time, late: true)
    }

    /// Badges that are logged and not signed.
    private var unfinished: [Badge] {
        current { $0.isUnsigned && ($0.state == .good || $0.state == .limited) }
    }

    /// Badges whose signature is recorded and whose entry is not handed out yet: release goes on with them.
    private var unreleased: [Badge] {
        let published = PublicFiles.publishedSize(store, RegistryPlace(store.directory).published)
        return current {
            !$0.isUnsigned && $0.logging.serial.index >= published
                && ($0.state == .good || $0.state == .limited)
        }
    }

    private func current(_ condition: (Badge) -> Bool) -> [Badge] {
        let log = store.state.currentLog
        return store.state.badges.values.filter { $0.logging.serial.logNumber == log && condition($0) }
            .sorted { $0.logging.serial < $1.logging.serial }
    }
}
