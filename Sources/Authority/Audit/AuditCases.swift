import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore

/// Cases: their data keys, documents and decisions.
enum AuditCases {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let cases = scene.state.arrivals.compactMap { scene.state.applications[$0] }
        report.count("cases", "cases", one: "case", cases.count)
        report.count("documents", "documents", one: "document", cases.map(\.documents.count).reduce(0, +))
        // The fold enforced the quorum of each badge; these are the decisions that still stand on cases.
        report.count(
            "decisions", "decisions that stand on cases", one: "decision that stands on a case",
            cases.map { $0.approvals.count + ($0.rejection == nil ? 0 : 1) }.reduce(0, +))
        for application in cases {
            guard let alone = scene.state.decidedAlone(application) else { continue }
            let by = scene.state.people[alone.decision.by]?.name ?? alone.decision.by.description
            let what =
                application.badge.map { "badge \($0) of case \(application.id)" } ?? "case \(application.id)"
            report.notice(
                "\(what) was approved by one person alone, \(by), on \(alone.decision.at): \(alone.reason.value ?? "(sealed)")"
            )
        }
        checkDocuments(cases, scene, report)
        checkKeys(cases, scene, report)
    }

    private static func checkDocuments(
        _ cases: [Application], _ scene: AuditScene, _ report: AuditReport
    ) {
        var known: Set<ByteString> = []
        for application in cases {
            for document in application.documents {
                known.insert(ByteString(document.hash))
                // The key is the finding, once.
                if scene.store.damagedCaseKeys.contains(application.id) { continue }
                report.check("evidence/\(document.hash) of case \(application.id)") {
                    let bytes = try scene.store.documentBytes(document, case: application.id)
                    guard bytes.count == document.size else {
                        throw AuthorityError.damaged(
                            "it has \(bytes.count) bytes; \(document.size) were attached")
                    }
                    guard DocumentType(of: bytes) == document.type else {
                        throw AuthorityError.damaged(
                            "it is \(DocumentType(of: bytes).rawValue) and was recorded as \(document.type.rawValue)"
                        )
                    }
                    try checkSigned(bytes, document, application, scene)
                }
            }
        }
        guard scene.isWhole else { return }
        report.check("evidence") {
            for name in try scene.names(scene.place.evidence) where !known.contains(ByteString(name)) {
                guard name.utf8.count == 64, Hex.decode(name) != nil else {
                    report.find("evidence/\(name)", "it is not a sealed document")
                    continue
                }
                report.notice("evidence/\(name) belongs to no case: an attachment that was not finished")
            }
        }
    }

    /// The file that a business signed says what was taken in for it.
    private static func checkSigned(
        _ bytes: [UInt8], _ document: Document, _ application: Application, _ scene: AuditScene
    ) throws {
        guard sameBytes(document.kind, "request"), application.channel == .request else { return }
        guard scene.state.signedFiles[ByteString(SHA256.hash(bytes).hex)] == application.id else {
            throw AuthorityError.damaged("it is not the signed request that the case was filed with")
        }
        let request: ApplicantRequest
        do throws(RequestError) {
            request = try ApplicantRequest(parsing: bytes)
        } catch {
            throw AuthorityError.damaged("the signed request of the case: \(error)")
        }
        guard let filed = application.content(at: 0) else { return }
        guard request.form == filed.form, request.certificationRequest.der == filed.certificationRequest
        else {
            throw AuthorityError.damaged(
                "the case was filed with another form or key than the business signed")
        }
    }

    private static func checkKeys(
        _ cases: [Application], _ scene: AuditScene, _ report: AuditReport
    ) {
        let directory = FilePath.join(scene.place.secrets, "casekeys")
        report.check("secrets/casekeys") {
            let names = Set(try scene.names(directory).map { ByteString($0) })
            for application in cases where !names.contains(ByteString(application.id.compact)) {
                report.find(
                    "secrets/casekeys/\(application.id.compact)",
                    "the data key of case \(application.id) is missing: what it seals cannot be read any more. Put it back from a copy"
                )
            }
            checkDamaged(cases, scene, report)
            report.count(
                "caseKeys", "data keys of cases", one: "data key of a case",
                cases.filter { names.contains(ByteString($0.id.compact)) }.count)
            guard scene.isWhole else { return }
            let known = Set(cases.map { ByteString($0.id.compact) })
            for name in names.subtracting(known).map(\.description).sorted() {
                report.notice(
                    "secrets/casekeys/\(name) belongs to no case: an application that was not finished")
            }
        }
    }
    private static func checkDamaged(
        _ cases: [Application], _ scene: AuditScene, _ report: AuditReport
    ) {
        let damaged = scene.store.damagedCaseKeys
        if damaged.count > 1, damaged.count == cases.count {
            report.find("secrets/data.key", "it opens no data key of a case. Put it back from a copy")
            return
        }
        for application in cases where damaged.contains(application.id) {
            report.find(
                "secrets/casekeys/\(application.id.compact)",
                "the data key of case \(application.id) is damaged: what it seals cannot be read. Put it back from a copy"
            )
        }
    }
}
