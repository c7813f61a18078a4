import BadgeVerifier
import CryptoCore
package import Encoding
import Files
import Registry
package import RegistryStore
import Transparency

/// Badge files, rebuilt from the journal byte for byte: a recorded result is never made again.
package enum BadgeArchive {
    /// Which checkpoint the proof in a badge file leads to.
    package enum Proof: Hashable, Sendable {
        /// The one that was signed when the badge was issued: the file as it was.
        case ofIssuance
        /// The newest one of the badge's log. Nothing is signed anew. Once the badge's part of the log is complete, such
        /// a proof serves pack mode for ever.
        case newest
    }

    /// The file of an issued badge.
    package static func file(
        of serial: BadgeSerial, in store: RegistryStore, proof: Proof = .ofIssuance
    ) throws(AuthorityError) -> [UInt8] {
        try AuthorityError.placing {
            guard let badge = store.state.badges[serial] else {
                throw AuthorityError.refused("there is no badge \(serial)")
            }
            guard let signing = badge.signing, let note = badge.checkpoint else {
                throw AuthorityError.refused(
                    "badge \(serial) was logged but its issuance did not finish; the next greenbadge issue or publish finishes it"
                )
            }
            guard let log = store.state.logs[serial.logNumber],
                let issuer = log.issuingCA?.signed?.certificate, let tree = store.trees[serial.logNumber]
            else { throw AuthorityError.damaged("log \(serial.logNumber) has no issuing CA") }
            let algorithm = try PublicKey(spki: try ParsedCertificate(der: issuer).spki).algorithm
            let checkpoint = try SignedNote(
                parsing: proof == .newest ? newestCheckpoint(of: log, tree.count) ?? note : note)
            let size = try Checkpoint(text: checkpoint.text).size
            return BadgeFile(
                badge: X509Builder.certificate(
                    tbs: badge.logging.tbs, algorithm: algorithm, signature: signing.signature),
                issuer: issuer, staple: try SignedNote(parsing: signing.staple),
                proof: TLogProof(
                    index: serial.index, hashes: tree.inclusionProof(index: serial.index, size: size),
                    checkpoint: checkpoint)
            ).bytes
        }
    }

    /// The last checkpoint of a log as far as the journal has its entries.
    private static func newestCheckpoint(of log: LogState, _ count: UInt64) -> [UInt8]? {
        [log.final?.checkpoint, log.checkpoint].compactMap { $0 }.first {
            ConsistencyProofs.size(of: $0, log).map { $0 <= count } ?? false
        }
    }

    /// Name of a badge's file in `badges/` and wherever a directory is named.
    package static func name(of serial: BadgeSerial) -> String { "\(serial).badge" }

    static func write(_ file: [UInt8], of serial: BadgeSerial, in store: RegistryStore) throws {
        let directory = RegistryPlace(store.directory).badges
        try store.fileSystem.makeDirectories(directory, permissions: 0o755)
        try DurableFile.replace(
            FilePath.join(directory, name(of: serial)), file, permissions: 0o644, durability: .rebuildable,
            in: store.fileSystem)
    }
}

/// Step 9: a new badge through `BadgeVerifier`, with the pack of the last publication.
struct ReleaseCheck {
    private let verifier: BadgeVerifier

    init(_ store: RegistryStore) throws {
        let index = store.state.publications.count - 1
        guard index >= 0 else {
            throw AuthorityError.refused("nothing was published yet: run greenbadge publish")
        }
        verifier = try Self.verifier(store, publication: index)
    }

    /// A client with the pack of a publication.
    static func verifier(_ store: RegistryStore, publication index: Int) throws -> BadgeVerifier {
        let files = try PublicationFiles(store, index: index).files
        func file(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }
        let pack = try ClientPack(
            trust: file("trust.json") ?? [], snapshot: file("status.snapshot"), checkpoint: file("checkpoint")
        )
        return BadgeVerifier(packs: [pack], allowTest: true)
    }

    func check(_ file: [UInt8], serial: BadgeSerial, at time: Timestamp, late: Bool) throws {
        let verdict = verifier.verify(file, for: .notChecked, at: time)
        guard verdict.isTrusted || late && verdict.outcome == .undetermined else {
            throw AuthorityError.damaged(
                "badge \(serial) is recorded, but a client would refuse it (\(verdict.reason.rawValue): \(verdict.detail)); it was not released"
            )
        }
    }
}
