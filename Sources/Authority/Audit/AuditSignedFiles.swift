import CryptoCore
import Encoding
import Registry
import RegistryStore

/// The files that businesses signed say what was taken in for them.
enum AuditSignedFiles {
    static func check(
        _ bytes: [UInt8], _ document: Document, _ application: Application, _ scene: AuditScene
    ) throws {
        do {
            switch document.kind {
            case "request": try checkRequest(bytes, application, scene)
            case "request-appeal": try checkAppeal(bytes, application, scene)
            case RevocationRequest.documentKind:
                try checkRevocation(bytes, document, application, scene)
            default: break
            }
        } catch let error as RequestError {
            throw AuthorityError.damaged("the signed \(document.kind) of the case: \(error)")
        }
    }

    /// Where a business asked for the end of its badge, the audit says so: nobody here decided it.
    static func tell(_ scene: AuditScene, _ report: AuditReport) {
        for badge in scene.state.badges.values.sorted(by: { $0.loggedSequence < $1.loggedSequence }) {
            let serial = badge.logging.serial
            for request in badge.requests {
                let reason = StatusReason.name(of: request.request.reason)
                let ended = badge.history.first { badge.isAskedFor($0) && $0.sequence == request.sequence }
                guard let ended, ended.change.reason == request.request.reason else {
                    report.find(
                        "badge \(serial)",
                        "its business asked for the revocation for \(reason) on \(request.at), and that is not what was done with it"
                    )
                    continue
                }
                report.notice(
                    "badge \(serial) was revoked on \(request.at) because its business asked, signed with the badge's key: \(reason)"
                )
            }
        }
    }

    private static func checkRequest(
        _ bytes: [UInt8], _ application: Application, _ scene: AuditScene
    ) throws {
        guard application.channel == .request else { return }
        guard scene.state.signedFiles[ByteString(SHA256.hash(bytes).hex)] == application.id else {
            throw AuthorityError.damaged("it is not the signed request that the case was filed with")
        }
        let request = try ApplicantRequest(parsing: bytes)
        guard let filed = application.content(at: 0) else { return }
        guard request.form == filed.form, request.certificationRequest.der == filed.certificationRequest
        else {
            throw AuthorityError.damaged(
                "the case was filed with another form or key than the business signed")
        }
    }

    private static func checkAppeal(
        _ bytes: [UInt8], _ application: Application, _ scene: AuditScene
    ) throws {
        // A case on behalf may have had another key when the appeal came in.
        let earlier = application.changes.compactMap { change -> CaseContent? in
            guard case .content(let before) = change.what else { return nil }
            return before
        }
        let requests = ([application.content.value] + earlier).compactMap { $0?.certificationRequest }
        guard !requests.isEmpty else { return }
        let read = requests.lazy.compactMap { request in
            (try? CertificationRequest(der: request).publicKey).flatMap {
                try? ApplicantAppeal(parsing: bytes, signedBy: $0)
            }
        }.first
        guard let appeal = read else {
            throw AuthorityError.damaged("it is no appeal that a key of the case signed")
        }
        let isTaken = application.appeals.contains { taken in
            !taken.onBehalf && taken.statement.value.map { sameBytes($0, appeal.text) } ?? false
        }
        guard isTaken, appeal.application == application.id,
            scene.state.signedFiles[ByteString(SHA256.hash(bytes).hex)] == application.id
        else {
            throw AuthorityError.damaged("it is no appeal that was taken in for the case")
        }
    }

    private static func checkRevocation(
        _ bytes: [UInt8], _ document: Document, _ application: Application, _ scene: AuditScene
    ) throws {
        let taken = application.badge.flatMap { scene.state.badges[$0] }.flatMap { badge in
            badge.requests.first { $0.request.document.hash == document.hash }.map { (badge, $0.request) }
        }
        guard let (badge, recorded) = taken, sameBytes(SHA256.hash(bytes).hex, recorded.signed) else {
            throw AuthorityError.damaged("it is no request for revocation that was taken in for the case")
        }
        let key = try PublicKey(spki: try ParsedCertificate.parseTBS(badge.logging.tbs).spki)
        let request = try ApplicantRevocation(parsing: bytes, signedBy: key)
        guard request.badge == recorded.serial, request.reason == recorded.reason else {
            throw AuthorityError.damaged("the journal says another badge or reason than the business signed")
        }
    }
}
