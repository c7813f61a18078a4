import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// Every badge: logged before it was signed, signed as logged, and what a client was given verifies.
enum AuditBadges {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let badges = scene.state.badges.values.sorted { $0.logging.serial < $1.logging.serial }
        let issued = badges.filter { !$0.isUnsigned }
        report.count(
            "badges", "badges issued, each by its quorum", one: "badge issued, by its quorum", issued.count)
        report.count(
            "statusChanges", "status changes", one: "status change", badges.map(\.history.count).reduce(0, +))
        var packs = IssuancePacks(store: scene.store)
        for badge in badges {
            let place = "badge \(badge.logging.serial) (transaction \(badge.loggedSequence))"
            report.check(place) { try checkLogged(badge, scene) }
            if badge.checkpoint == nil && badge.state.isFinal { continue }
            if badge.isUnsigned {
                report.notice(
                    "badge \(badge.logging.serial) is logged and not signed yet: the next greenbadge issue or publish finishes it"
                )
            } else if badge.checkpoint == nil {
                report.notice("badge \(badge.logging.serial) is signed and waits for its checkpoint")
            } else {
                report.check(place) { try checkCertificate(badge, scene) }
                report.check(place) { try checkFile(badge, &packs, scene) }
            }
        }
        checkStrangers(scene, report)
    }

    private static func checkLogged(_ badge: Badge, _ scene: AuditScene) throws {
        let serial = badge.logging.serial
        let records = scene.store.records[serial.logNumber] ?? []
        guard serial.index < UInt64(records.count),
            records[Int(serial.index)] == .badge(tbs: badge.logging.tbs)
        else { throw AuthorityError.damaged("the log has another entry in its place") }
        let tbs = try ParsedCertificate.parseTBS(badge.logging.tbs)
        guard tbs.serial == serial.value else {
            throw AuthorityError.damaged(
                "its certificate has the serial \(tbs.serial.map(String.init) ?? "–")")
        }
        guard tbs.notBefore == badge.logging.notBefore, tbs.notAfter == badge.logging.notAfter else {
            throw AuthorityError.damaged("its certificate is valid for another time than the journal says")
        }
        let genesis = scene.state.genesis
        guard let arc = genesis.flatMap({ ObjectIdentifier($0.arc) }) else { return }
        _ = try BadgeSubject(der: tbs.subject)
        let extensions = try BadgeExtensions(decoding: tbs.extensions, oids: ProfileOIDs(arc))
        guard extensions.accounts.map(\.text).elementsEqual(badge.logging.accounts, by: sameBytes) else {
            throw AuthorityError.damaged("its certificate binds other accounts than the journal says")
        }
        guard extensions.subjectKeyIdentifier == (try PublicKey(spki: tbs.spki).keyIdentifier) else {
            throw AuthorityError.damaged("its subject key identifier is not that of its key")
        }
    }

    private static func checkCertificate(_ badge: Badge, _ scene: AuditScene) throws {
        guard let signing = badge.signing,
            let authority = scene.state.logs[badge.logging.serial.logNumber]?.issuingCA?.signed
        else { throw AuthorityError.damaged("its log has no issuing CA") }
        let issuer = try ParsedCertificate(der: authority.certificate)
        let key = try PublicKey(spki: issuer.spki)
        guard key.isValid(signature: signing.signature, for: badge.logging.tbs) else {
            throw AuthorityError.damaged("the issuing CA's signature is not valid")
        }
        let certificate = X509Builder.certificate(
            tbs: badge.logging.tbs, algorithm: key.algorithm, signature: signing.signature)
        let time = badge.logging.notBefore.adding(seconds: BadgeBuilder.backdating)
        if let problem = X509Oracle.verify(
            leaf: certificate, intermediates: [authority.certificate], roots: [authority.root], at: time)
        {
            throw AuthorityError.damaged("X509_verify_cert refuses it: \(problem)")
        }
    }

    /// The staple, the file as rebuilt, a client's verdict on it when it was issued, and the copy in `badges/`.
    private static func checkFile(
        _ badge: Badge, _ packs: inout IssuancePacks, _ scene: AuditScene
    ) throws {
        let serial = badge.logging.serial
        guard let signing = badge.signing, let log = scene.state.logs[serial.logNumber]?.opening else {
            return
        }
        let note = try SignedNote(parsing: signing.staple)
        let key = try VerifierKey(parsing: log.statusKey)
        guard let staple = Staple(parsing: note.text), try !note.verifiedStrictly(by: [key]).isEmpty,
            staple.index == serial.index, staple.sequence == signing.stapleSequence,
            [.good, .limited].contains(staple.state), sameBytes(staple.origin, log.origin)
        else { throw AuthorityError.damaged("its staple is not the one of this badge") }
        let file = try BadgeArchive.file(of: serial, in: scene.store)
        if let problem = try packs.problem(with: file, of: badge, at: staple.issued) {
            throw AuthorityError.damaged("a client would have refused it when it was issued: \(problem)")
        }
        // badges/ can be deleted at any time; what is there must be right.
        let path = FilePath.join(scene.place.badges, BadgeArchive.name(of: serial))
        guard let copy = try scene.file(path, limit: 4 * Limits.badgeFileBytes) else { return }
        guard copy == file else {
            throw AuthorityError.damaged(
                "badges/\(BadgeArchive.name(of: serial)) is not what was issued; remove it, then greenbadge badge \(serial) --out \(path) writes it again"
            )
        }
    }

    private static func checkStrangers(_ scene: AuditScene, _ report: AuditReport) {
        guard scene.isWhole else { return }
        report.check("badges") {
            let known = Set(
                scene.state.badges.values.filter { !$0.isUnsigned }
                    .map { ByteString(BadgeArchive.name(of: $0.logging.serial)) })
            for name in try scene.names(scene.place.badges) where !known.contains(ByteString(name)) {
                report.find("badges/\(name)", "the registry issued no such badge")
            }
        }
    }
}

/// The packs that clients had when badges were issued: those of the publications before.
struct IssuancePacks {
    let store: RegistryStore
    private var verifiers: [Int: BadgeVerifier] = [:]

    init(store: RegistryStore) { self.store = store }

    /// What a client would have said against a new badge; nil where it would have shown it.
    mutating func problem(with file: [UInt8], of badge: Badge, at time: Timestamp) throws -> String? {
        // Issued at or before the staple: a publication of that second may stand before or behind it in the journal.
        let publications = store.state.publications
        let index = publications.lastIndex {
            $0.publication.issued <= time
                && $0.publication.snapshots.allSatisfy { snapshot in
                    snapshot.sequence < badge.signing?.stapleSequence ?? 0
                }
        }
        guard let index else { return "nothing had been published" }
        let verifier = try verifiers[index] ?? ReleaseCheck.verifier(store, publication: index)
        verifiers[index] = verifier
        let verdict = verifier.verify(file, for: .notChecked, at: time)
        return verdict.isTrusted ? nil : "\(verdict.reason.rawValue): \(verdict.detail)"
    }
}
