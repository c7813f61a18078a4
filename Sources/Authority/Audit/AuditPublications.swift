import BadgeVerifier
import CryptoCore
import Encoding
import Registry
import Transparency

/// Every publication and trust file, rebuilt and verified.
enum AuditPublications {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let publications = scene.state.publications
        report.count("publications", "publications", one: "publication", publications.count)
        report.count(
            "trustFiles", "trust file versions", one: "trust file version", scene.state.trustFiles.count)
        var last: UInt64 = 0
        for index in publications.indices {
            let entry = publications[index]
            let place = "publication in transaction \(entry.sequence)"
            // Rebuilding compares the snapshots' hashes and the revocation lists' signatures.
            report.check(place) { try checkFiles(index, scene) }
            for snapshot in entry.publication.snapshots {
                report.require(
                    snapshot.sequence > last, place,
                    "status sequence \(snapshot.sequence) does not rise above \(last)")
                last = max(last, snapshot.sequence)
            }
            report.check(place) { try checkCheckpoint(entry.publication) }
        }
        checkTrustFiles(scene, report)
    }

    private static func checkFiles(_ index: Int, _ scene: AuditScene) throws {
        let publication = scene.state.publications[index].publication
        let files = try PublicationFiles(scene.store, index: index).files
        guard let current = publication.snapshots.first?.logNumber,
            let opening = scene.state.logs[current]?.opening
        else { throw AuthorityError.damaged("it has no snapshot") }
        let key = try VerifierKey(parsing: opening.statusKey)
        for record in publication.snapshots {
            let name = PublicFiles.snapshot(record.logNumber, current: current)
            guard let bytes = files.first(where: { sameBytes($0.name, name) })?.bytes else { continue }
            let snapshot = try StatusSnapshot(parsing: bytes)
            guard try !snapshot.note.verifiedStrictly(by: [key]).isEmpty else {
                throw AuthorityError.damaged("\(name) is not signed by the status key")
            }
        }
    }

    /// Its checkpoint covers its own entries: the snapshots' and the anchor.
    private static func checkCheckpoint(_ publication: Publication) throws {
        let checkpoint = try Checkpoint(text: try SignedNote(parsing: publication.checkpoint).text)
        let size = (publication.snapshots.first?.covered ?? 0) + UInt64(publication.snapshots.count) + 1
        guard checkpoint.size == size else {
            throw AuthorityError.damaged(
                "its checkpoint is over \(checkpoint.size) entries; it ends at \(size)")
        }
    }

    private static func checkTrustFiles(_ scene: AuditScene, _ report: AuditReport) {
        var old: TrustFile?
        for entry in scene.state.trustFiles {
            let place = "trust file in transaction \(entry.sequence)"
            report.check(place) {
                let trust = try TrustFile(parsing: entry.json)
                // Where a log was lost its trust file versions may be too: then one follows whose signature says enough.
                let follows = old.map { trust.version == $0.version + 1 } ?? true
                try TrustSignature.check(entry.signature, of: trust, replacing: follows ? old : nil)
                defer { old = trust }
                guard old.map({ trust.version > $0.version }) ?? true else {
                    throw AuthorityError.damaged("version \(trust.version) does not rise")
                }
                try checkContents(trust, scene.state)
            }
        }
    }

    private static func checkContents(_ trust: TrustFile, _ state: RegistryState) throws {
        guard let genesis = state.genesis else { return }
        guard trust.registry.hex == state.registryID, trust.isTest == genesis.test,
            sameBytes(trust.name, genesis.name), sameBytes("\(trust.oids.arc)", genesis.arc)
        else { throw AuthorityError.damaged("it is not of this registry") }
        for log in trust.logs {
            guard let opening = state.logs[log.number]?.opening,
                sameBytes(opening.logKey, log.key.text)
            else { throw AuthorityError.damaged("its log \(log.number) is not this registry's") }
        }
    }
}
