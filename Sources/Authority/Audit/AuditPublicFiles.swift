import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// `public/`: what a web server hands out must be what the journal says. A file of an earlier publication is only behind;
/// anything else is wrong.
enum AuditPublicFiles {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        guard scene.isWhole, !scene.state.publications.isEmpty else { return }
        report.check("public") {
            guard try scene.store.fileSystem.exists(scene.place.published) else {
                throw AuthorityError.damaged("it is missing; greenbadge publish makes it again")
            }
            checkPublication(scene, report)
            checkProofs(scene, report)
            for log in scene.state.logs.values.sorted(by: { $0.opening.number < $1.opening.number }) {
                checkTiles(of: log, scene, report)
            }
        }
    }

    private static func checkPublication(_ scene: AuditScene, _ report: AuditReport) {
        let last = scene.state.publications.count - 1
        guard let files = try? PublicationFiles(scene.store, index: last).files else { return }
        for file in files where file.name != "checkpoint" {
            report.check("public/\(file.name)") {
                let path = FilePath.join(scene.place.published, file.name)
                guard let bytes = try scene.file(path, limit: .max - 1) else {
                    throw AuthorityError.damaged("it is missing; greenbadge publish makes it again")
                }
                if bytes == file.bytes { return }
                guard let older = earlier(file.name, bytes, scene) else {
                    throw AuthorityError.damaged(
                        "it is not what was published; greenbadge publish makes it again")
                }
                report.notice(
                    "public/\(file.name) is still that of publication \(older + 1) of \(last + 1): greenbadge publish brings it up to date"
                )
            }
        }
    }

    /// The proofs of consistency: each must be that of the tree. Which sizes are proven depends on when the file was
    /// written.
    private static func checkProofs(_ scene: AuditScene, _ report: AuditReport) {
        report.check("public/\(PublicFiles.consistency)") {
            let path = FilePath.join(scene.place.published, PublicFiles.consistency)
            guard let bytes = try scene.file(path, limit: Limits.consistencyBytes) else {
                throw AuthorityError.damaged("it is missing; greenbadge publish makes it again")
            }
            for section in try ConsistencyFile(parsing: bytes).sections {
                let log = scene.state.logs.values.first { sameBytes($0.opening.origin, section.origin) }
                guard let number = log?.opening.number, let tree = scene.store.trees[number],
                    section.size <= tree.count,
                    section.proofs.allSatisfy({
                        $0.hashes == tree.consistencyProof(from: $0.oldSize, to: section.size)
                    })
                else {
                    throw AuthorityError.damaged(
                        "its proofs are not those of \(section.origin); greenbadge publish makes it again")
                }
            }
        }
    }

    /// The publication whose file this was.
    private static func earlier(_ name: String, _ bytes: [UInt8], _ scene: AuditScene) -> Int? {
        scene.state.publications.indices.dropLast().last { index in
            (try? PublicationFiles(scene.store, index: index).files)?
                .contains { sameBytes($0.name, name) && $0.bytes == bytes } ?? false
        }
    }

    /// The tiles and entry bundles of every size that was signed, up to the checkpoint that is handed out.
    private static func checkTiles(of log: LogState, _ scene: AuditScene, _ report: AuditReport) {
        let published = publishedSize(of: log, scene, report)
        let reach = min(published, scene.store.trees[log.opening.number]?.count ?? 0)
        var previous: UInt64 = 0
        for size in RecordedCheckpoint.sizes(of: log, in: scene.state) where size <= reach {
            for tile in Tile.tiles(forSize: size, after: previous) {
                for file in PublicFiles.files(of: tile, log: log.opening.number, scene.store) {
                    check(file.name, file.bytes, scene, report)
                }
            }
            previous = size
        }
    }

    private static func check(
        _ name: String, _ expected: [UInt8], _ scene: AuditScene, _ report: AuditReport
    ) {
        report.check("public/\(name)") {
            let bytes = try scene.file(FilePath.join(scene.place.published, name), limit: 1 << 26)
            guard let bytes else { throw AuthorityError.damaged("it is missing") }
            if let offset = zip(bytes, expected).enumerated().first(where: { $1.0 != $1.1 })?.offset {
                throw AuthorityError.damaged("byte \(offset) is not what the log has")
            }
            guard bytes.count == expected.count else {
                throw AuthorityError.damaged("it has \(bytes.count) bytes; \(expected.count) belong there")
            }
        }
    }

    /// How far the log is handed out. The root's checkpoint is that of the current log.
    private static func publishedSize(
        of log: LogState, _ scene: AuditScene, _ report: AuditReport
    ) -> UInt64 {
        let name = PublicFiles.checkpoint(log.opening.number, current: scene.state.currentLog)
        let newest =
            (log.final?.checkpoint ?? log.checkpoint).flatMap {
                try? Checkpoint(text: SignedNote(parsing: $0).text).size
            } ?? 0
        let path = FilePath.join(scene.place.published, name)
        guard let bytes = try? scene.file(path, limit: SignedNote.maximumBytes),
            let note = try? SignedNote(parsing: bytes), let found = try? Checkpoint(text: note.text),
            sameBytes(found.origin, log.opening.origin)
        else {
            if newest > 0 { report.find("public/\(name)", "there is no checkpoint of \(log.opening.origin)") }
            return 0
        }
        if found.size < newest {
            report.notice(
                "public/\(name) ends at log entry \(found.size) of \(newest): the next greenbadge issue or publish brings it up to date"
            )
        }
        return found.size
    }
}
