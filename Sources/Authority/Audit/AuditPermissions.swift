import Files
import RegistryStore

/// Nobody but the owner may read secrets, evidence and the journal.
enum AuditPermissions {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let place = scene.place
        for path in [place.secrets, place.journal, place.evidence, place.drafts] {
            check(path, named: FilePath.name(of: path), scene, report)
        }
        check(place.head, named: "head", scene, report)
    }

    private static func check(
        _ path: String, named name: String, _ scene: AuditScene, _ report: AuditReport
    ) {
        let fileSystem = scene.store.fileSystem
        report.check(name) {
            guard let status = try fileSystem.status(of: path, followingLinks: false) else { return }
            let mode = String(status.permissions & 0o777, radix: 8)
            switch status.kind {
            case .file, .directory:
                report.require(
                    status.permissions & 0o077 == 0, name,
                    "its group or others may use it (mode \(mode)); run: chmod go= \(path)")
            case .symbolicLink, .other:
                // A head on another disk may be reached through a link; secrets may not.
                report.require(
                    !name.hasPrefix("secrets"), name, "it is neither a file nor a directory")
            }
            guard status.kind == .directory else { return }
            for child in try fileSystem.list(path) {
                check(FilePath.join(path, child), named: "\(name)/\(child)", scene, report)
            }
        }
    }
}
