import CryptoCore
package import Encoding
import Files
import Journal
package import Registry

// What screening leaves in a registry: sealed texts in events, and imported files.
extension RegistryStore {
    /// A screening of a case, its texts sealed.
    package func screening(
        of id: ApplicationID, tables: String, imports: [String], hits: [ScreenedHit], texts: ScreeningTexts
    ) throws(StoreError) -> Event {
        try StoreError.placing {
            .screened(
                id,
                ScreeningRecord(
                    tables: tables, imports: imports, hits: hits,
                    texts: try vault.seal(
                        texts, bytes: EventCodec.textsJSON(texts).canonicalBytes, case: id, field: "screening"
                    )))
        }
    }

    /// Hits that were found harmless, with the comment.
    package func clearance(
        of hits: [Int64], note: String, case id: ApplicationID
    ) throws(StoreError) -> Event {
        try StoreError.placing {
            .hitsCleared(
                id, hits: hits,
                note: try vault.seal(note, bytes: Array(note.utf8), case: id, field: "note"))
        }
    }

    /// Largest file that is imported: an extract of a few million lines.
    package static let mostListBytes = 1 << 30

    /// Keeps an imported file under its hash in `lists/`, durable before the event; one that is there already stays.
    /// - Returns: whether it was written now, so that it can be taken back.
    package func keepList(_ bytes: [UInt8]) throws(StoreError) -> Bool {
        try StoreError.placing {
            let path = listPath(SHA256.hash(bytes).hex)
            guard try !fileSystem.exists(path) else { return false }
            try fileSystem.makeDirectories(RegistryPlace(directory).lists, permissions: 0o700)
            try DurableFile.create(path, bytes, permissions: 0o600, in: fileSystem)
            return true
        }
    }

    /// Removes an imported file whose event was not appended.
    package func discardList(_ hash: String) {
        if journal.isEndUncertain { return }
        try? fileSystem.remove(listPath(hash))
    }

    /// An imported file as it was.
    /// - Throws: `.damaged` where it is missing or changed.
    package func listBytes(_ hash: String) throws(StoreError) -> [UInt8] {
        try StoreError.placing {
            let path = listPath(hash)
            guard try fileSystem.exists(path) else { throw StoreError.damaged("lists/\(hash) is missing") }
            let bytes = try fileSystem.read(path, limit: Self.mostListBytes)
            guard SHA256.hash(bytes).hex == hash else {
                throw StoreError.damaged("lists/\(hash) is not what was imported")
            }
            return bytes
        }
    }

    private func listPath(_ hash: String) -> String { FilePath.join(RegistryPlace(directory).lists, hash) }
}
