import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore

/// The documents that show a check: those of the case by hash, and files that are attached with it.
struct CheckEvidence {
    /// What the records name.
    private(set) var hashes: [String] = []
    /// Attaches the files.
    private(set) var events: [Event] = []
    private var added: [Document] = []
    private let store: RegistryStore
    private let isRehearsal: Bool

    init(_ words: [String], for application: Application, _ desk: ReviewDesk) throws {
        store = desk.store
        isRehearsal = desk.context.isDryRun
        do {
            for word in words {
                if let known = try Self.document(word, of: application) {
                    hashes.append(known.hash)
                } else {
                    try attach(word, to: application.id, desk)
                }
            }
        } catch {
            discard(after: error)
            throw error
        }
    }

    /// The attached document whose hash begins like this. At least six digits, so that few file names are taken for one.
    private static func document(_ word: String, of application: Application) throws -> Document? {
        guard word.utf8.count >= 6 else { return nil }
        let matches = application.documents.filter { $0.hash.utf8.starts(with: word.lowercased().utf8) }
        guard matches.count <= 1 else {
            throw CommandFailure.refused(
                "\(quoted(word)) fits \(matches.count) documents; write more of the hash")
        }
        return matches.first
    }

    private mutating func attach(_ path: String, to id: ApplicationID, _ desk: ReviewDesk) throws {
        let context = desk.context
        guard try context.fileSystem.exists(path) else {
            throw CommandFailure.environment(
                "--evidence: \(quoted(path)) is neither a file nor the hash of a document of \(id)")
        }
        let bytes = try context.read(path, limit: Int(desk.state.policy[.maximumDocumentBytes]))
        let (document, event) = try store.newDocument(
            bytes, kind: context.arguments.value("--kind") ?? "evidence", name: FilePath.name(of: path),
            case: id, rehearsal: context.isDryRun)
        added.append(document)
        hashes.append(document.hash)
        events.append(event)
    }

    /// Removes what was sealed for a transaction that did not come to be.
    func discard(after error: any Error) {
        // Where the disk failed under the journal, the transaction may be there after all; then its evidence must be, too.
        if let error = error as? StoreError, error.isUncertain { return }
        guard !isRehearsal else { return }
        for document in added { store.discardDocument(document) }
    }
}
