import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// The logs: every checkpoint that was ever recorded, kept in `head`, published, or held by somebody else.
enum AuditLogs {
    static func check(
        _ scene: AuditScene, against: (name: String, note: [UInt8])?, _ report: AuditReport
    ) {
        let state = scene.state
        report.count("logs", "logs", one: "log", state.logs.count)
        report.count(
            "logEntries", "log entries", one: "log entry",
            scene.store.trees.values.map { Int($0.count) }.reduce(0, +))
        let recorded = RecordedCheckpoint.all(in: state)
        for checkpoint in recorded {
            report.check(checkpoint.place) {
                try PublishedCheckpoint.compare(scene.store, checkpoint.note, named: "its checkpoint")
            }
        }
        report.count(
            "checkpoints", "checkpoints recorded", one: "checkpoint recorded", Set(recorded.map(\.note)).count
        )
        checkHead(scene, report)
        if let against { checkOld(against.name, against.note, scene, report) }
        for log in state.logs.values.sorted(by: { $0.opening.number < $1.opening.number }) {
            checkAuthority(log, scene, report)
            guard let final = log.final else { continue }
            let lost = final.size - final.known
            report.notice(
                "log \(log.opening.number) was frozen at \(final.size) entries (transaction \(final.sequence)); "
                    + (lost == 0
                        ? "nothing of it is lost" : "the last \(lost) were lost and count as revoked"))
        }
    }

    private static func checkHead(_ scene: AuditScene, _ report: AuditReport) {
        report.check("head") {
            guard let head = try scene.store.headAsFound(), !head.checkpoint.isEmpty else { return }
            try PublishedCheckpoint.compare(scene.store, head.checkpoint, named: "its checkpoint")
        }
        report.check("public/checkpoint") {
            let path = FilePath.join(scene.place.published, "checkpoint")
            guard let note = try scene.file(path, limit: SignedNote.maximumBytes) else { return }
            try PublishedCheckpoint.compare(scene.store, note, named: "it")
        }
    }

    private static func checkOld(
        _ name: String, _ bytes: [UInt8], _ scene: AuditScene, _ report: AuditReport
    ) {
        report.check(name) {
            try PublishedCheckpoint.compare(scene.store, bytes, named: "it")
            let old = try Checkpoint(text: try SignedNote(parsing: bytes).text)
            report.notice("\(name): the log continues it (\(old.size) entries of \(old.origin))")
        }
    }

    /// The issuing CA stands in the log under its serial, byte for byte, and the root signed just that.
    private static func checkAuthority(_ log: LogState, _ scene: AuditScene, _ report: AuditReport) {
        guard let authority = log.issuingCA else { return }
        report.check("issuing CA \(authority.serial)") {
            guard let signed = authority.signed else {
                throw AuthorityError.damaged("it is logged and not signed; init or recover did not finish")
            }
            let certificate = try ParsedCertificate(der: signed.certificate)
            guard certificate.tbs == authority.tbs, certificate.serial == authority.serial.value else {
                throw AuthorityError.damaged("the certificate is not the one that was logged")
            }
            let time = certificate.notBefore.adding(seconds: BadgeBuilder.backdating)
            if let problem = X509Oracle.verify(
                leaf: signed.certificate, intermediates: [], roots: [signed.root], at: time)
            {
                throw AuthorityError.damaged("X509_verify_cert refuses it: \(problem)")
            }
        }
    }
}

/// A checkpoint that the journal recorded, with where.
struct RecordedCheckpoint {
    let place: String
    let note: [UInt8]

    /// Those of publications, of badges, and each log's last one; each note once.
    static func all(in state: RegistryState) -> [RecordedCheckpoint] {
        var seen: Set<[UInt8]> = []
        var found: [RecordedCheckpoint] = []
        func add(_ place: String, _ note: [UInt8]?) {
            guard let note, !note.isEmpty, seen.insert(note).inserted else { return }
            found.append(RecordedCheckpoint(place: place, note: note))
        }
        for entry in state.publications {
            add("publication in transaction \(entry.sequence)", entry.publication.checkpoint)
        }
        for badge in state.badges.values.sorted(by: { $0.logging.serial < $1.logging.serial }) {
            add("badge \(badge.logging.serial)", badge.checkpoint)
        }
        for (number, log) in state.logs.sorted(by: { $0.key < $1.key }) {
            add("log \(number)", log.checkpoint)
            add("end of log \(number)", log.final?.checkpoint)
        }
        return found
    }

    /// The sizes of a log that were signed, rising.
    static func sizes(of log: LogState, in state: RegistryState) -> [UInt64] {
        let sizes = all(in: state).compactMap { recorded -> UInt64? in
            guard let note = try? SignedNote(parsing: recorded.note),
                let checkpoint = try? Checkpoint(text: note.text),
                sameBytes(checkpoint.origin, log.opening.origin)
            else { return nil }
            return checkpoint.size
        }
        return Set(sizes).sorted()
    }
}
