import BadgeVerifier
import CryptoCore
import Encoding
import Registry
package import RegistryStore
import Transparency

/// The files of one publication, rebuilt from the journal: recorded signatures over derived texts, byte for byte what
/// was published.
package struct PublicationFiles: Sendable {
    /// Name and bytes, in the order in which they are written; `checkpoint` last.
    package let files: [(name: String, bytes: [UInt8])]

    /// Rebuilds the publication at `index` of the registry's list.
    ///
    /// - Throws: damaged where the derived bytes are not those whose hash or signature was recorded.
    package init(_ store: RegistryStore, index: Int) throws(AuthorityError) {
        let store = store
        files = try AuthorityError.placing { try Self.build(store, index) }
    }

    private static func build(_ store: RegistryStore, _ index: Int) throws -> [(name: String, bytes: [UInt8])]
    {
        let state = store.state
        let entry = state.publications[index]
        let publication = entry.publication
        let book = StatusBook(state: state, before: entry.sequence)
        let current = publication.snapshots.first?.logNumber ?? state.currentLog
        var files: [(name: String, bytes: [UInt8])] = []
        guard
            let trust = state.trustFiles.last(where: { $0.sequence < entry.sequence })
                ?? state.trustFiles.first
        else {
            throw AuthorityError.damaged("the registry has no trust file")
        }
        files.append(("trust.json", trust.json))
        files.append(("trust.sig", trust.signature))
        files += try authorityCertificates(state)
        for record in publication.snapshots {
            let bytes = try snapshot(state, record, publication, book)
            files.append((PublicFiles.snapshot(record.logNumber, current: current), bytes))
        }
        files += try revocationLists(state, index)
        // The last lists of frozen logs' CAs go on being handed out: no later publication can sign them anew.
        for number in state.logs.keys.sorted() where number != current {
            guard let last = lastList(ofFrozenLog: number, state, upTo: index), last != index else {
                continue
            }
            files += try revocationLists(state, last).filter {
                $0.name.hasPrefix(PublicFiles.revocationList(number))
            }
        }
        for (number, log) in state.logs.sorted(by: { $0.key < $1.key }) {
            guard let final = log.final, final.sequence < entry.sequence, !final.checkpoint.isEmpty else {
                continue
            }
            files.append((PublicFiles.checkpoint(number, current: current), final.checkpoint))
        }
        files.append(("checkpoint", publication.checkpoint))
        return files
    }

    /// The lists that were signed in the publication at `index`.
    private static func revocationLists(
        _ state: RegistryState, _ index: Int
    ) throws -> [(name: String, bytes: [UInt8])] {
        let entry = state.publications[index]
        let previous = index > 0 ? state.publications[index - 1].publication.issued : nil
        let book = StatusBook(state: state, before: entry.sequence)
        var files: [(name: String, bytes: [UInt8])] = []
        for record in entry.publication.revocationLists {
            let log = record.issuer.logNumber
            let tbs = try RevocationListText.tbs(
                state, log: log, publication: entry.publication, lastIssued: previous, book: book)
            let der = try RevocationListText.assemble(state, log: log, tbs: tbs, signature: record.signature)
            files.append((PublicFiles.revocationList(log), der))
            files.append(("\(PublicFiles.revocationList(log)).pem", PEMBlock.bytes("X509 CRL", der)))
        }
        return files
    }

    /// The publication that signed a list for a log that was frozen by then.
    private static func lastList(ofFrozenLog number: UInt16, _ state: RegistryState, upTo index: Int) -> Int?
    {
        state.publications[...index].lastIndex { entry in
            entry.publication.snapshots.first?.logNumber != number
                && entry.publication.revocationLists.contains { $0.issuer.logNumber == number }
        }
    }

    private static func authorityCertificates(
        _ state: RegistryState
    ) throws -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        for (number, log) in state.logs.sorted(by: { $0.key < $1.key }) {
            guard let signed = log.issuingCA?.signed else { continue }
            files.append((PublicFiles.issuingCA(number), PEMBlock.bytes("CERTIFICATE", signed.certificate)))
            if number == state.currentLog {
                files.append(("root.pem", PEMBlock.bytes("CERTIFICATE", signed.root)))
                files.append(("root.crl", signed.rootRevocationList))
                files.append(("root.crl.pem", PEMBlock.bytes("X509 CRL", signed.rootRevocationList)))
            }
        }
        return files
    }

    private static func snapshot(
        _ state: RegistryState, _ record: SnapshotRecord, _ publication: Publication, _ book: StatusBook
    ) throws -> [UInt8] {
        guard let log = state.logs[record.logNumber] else {
            throw AuthorityError.damaged("a snapshot of log \(record.logNumber), which there is not")
        }
        let header = StatusSnapshot.Header(
            origin: log.opening.origin, sequence: record.sequence, issued: publication.issued,
            nextUpdate: publication.nextUpdate, coveredSize: record.covered)
        let bytes = try StatusSnapshot.assemble(
            header, lists: book.lists(log: record.logNumber, size: record.covered),
            signatures: [try NoteSignature(parsing: record.signature)])
        guard SHA256.hash(bytes).hex == record.hash else {
            throw AuthorityError.damaged("snapshot \(record.sequence) is not the one that was published")
        }
        return bytes
    }
}

/// The tbsCertList of an issuing CA's revocation list (RFC 5280 5.1.2).
enum RevocationListText {
    static func tbs(
        _ state: RegistryState, log: UInt16, publication: Publication, lastIssued: Timestamp?,
        book: StatusBook
    ) throws -> [UInt8] {
        let issuer = try certificate(state, log)
        // The list's number is the status sequence of the log's snapshot in the same publication.
        let number = publication.snapshots.first { $0.logNumber == log }?.sequence ?? 0
        // The list of a frozen log's CA is its last, so it holds as long as any badge of that CA does.
        let isLast = publication.snapshots.first?.logNumber != log
        return RevocationList.tbs(
            issuer: issuer.subject, algorithm: try PublicKey(spki: issuer.spki).algorithm,
            thisUpdate: publication.issued, nextUpdate: isLast ? issuer.notAfter : publication.nextUpdate,
            entries: book.revocations(log: log, lastIssued: lastIssued), number: number,
            authorityKeyIdentifier: try AuthorityProfile.check(issuer, pathLength: 0).subjectKeyIdentifier)
    }

    static func assemble(
        _ state: RegistryState, log: UInt16, tbs: [UInt8], signature: [UInt8]
    ) throws -> [UInt8] {
        let key = try PublicKey(spki: try certificate(state, log).spki)
        guard key.isValid(signature: signature, for: tbs) else {
            throw AuthorityError.damaged("the revocation list of log \(log) is not the one that was signed")
        }
        return RevocationList.assemble(tbs: tbs, algorithm: key.algorithm, signature: signature)
    }

    private static func certificate(_ state: RegistryState, _ log: UInt16) throws -> ParsedCertificate {
        guard let der = state.logs[log]?.issuingCA?.signed?.certificate else {
            throw AuthorityError.damaged("log \(log) has no issuing CA")
        }
        return try ParsedCertificate(der: der)
    }
}

extension PEMBlock {
    /// A block's text as bytes.
    static func bytes(_ label: String, _ der: [UInt8]) -> [UInt8] {
        Array(PEMBlock(label: label, bytes: der).text.utf8)
    }
}
