import Encoding
import Files
import Registry
import RegistryStore
import Screening

/// The index files of the screening, in `index/`: opened where they fit, else made anew. They can be deleted at any time.
struct ScreeningIndexes {
    let store: RegistryStore
    let entries: ScreeningEntries
    /// Whether files may be written: not in a rehearsal.
    let mayWrite: Bool

    /// Cases that are compared one by one before an index of them is worth its making.
    private static let mostUnindexed = 400

    /// The index of all cases and what came after it.
    func cases() throws -> (index: NameIndex?, recent: [NameEntry]) {
        let path = FilePath.join(RegistryPlace(store.directory).index, "names")
        var index = try? open(path)
        var sequence = index.flatMap { covered(by: $0.source) }
        if sequence == nil { index = nil }
        var recent = younger(than: sequence)
        if recent.count > Self.mostUnindexed {
            var builder = NameIndexBuilder()
            for application in store.state.arrivals.compactMap({ store.state.applications[$0] }) {
                if let entry = entries.indexed(application) { builder.add(entry) }
            }
            index = try keep(builder.file(source: source), at: path)
            sequence = store.state.lastSequence
            recent = []
        }
        return (index, recent.compactMap(entries.entry(of:)))
    }

    private func younger(than sequence: UInt64?) -> [Application] {
        let all = store.state.arrivals.lazy.compactMap { store.state.applications[$0] }
        guard let sequence else { return Array(all) }
        return all.filter { $0.revision > sequence }
    }

    /// Which registry, up to where, and its last case then: a journal that lost its end and went on has another.
    private var source: String {
        let state = store.state
        let last = state.arrivals.last?.description ?? "-"
        return "\(state.registryID.prefix(16)) \(state.lastSequence ?? 0) \(state.arrivals.count) \(last)"
    }

    /// The transaction up to which an index goes; nil where it is of another registry or another past.
    private func covered(by source: String) -> UInt64? {
        let parts = source.split(separator: " ")
        guard parts.count == 4, sameBytes(parts[0], store.state.registryID.prefix(16)),
            let sequence = UInt64(parts[1]), sequence <= store.state.lastSequence ?? 0,
            let count = Int(parts[2]),
            count <= store.state.arrivals.count
        else { return nil }
        let last = count > 0 ? store.state.arrivals[count - 1].description : "-"
        return sameBytes(parts[3], last) ? sequence : nil
    }

    /// The index of an imported list or extract; made from the file where there is none that fits.
    func list(_ imported: ListImportState) throws -> NameIndex {
        let list = imported.list
        let path = FilePath.join(RegistryPlace(store.directory).index, "list-\(imported.sequence)")
        let source = "\(list.hash.prefix(32)) \(imported.sequence)"
        if let index = try? open(path), sameBytes(index.source, source) { return index }
        let bytes = try store.listBytes(list.hash)
        let builder = try ListFile(list).builder(bytes)
        return try keep(builder.file(source: source), at: path)
    }

    private func open(_ path: String) throws -> NameIndex {
        let fileSystem = store.fileSystem
        let file = try fileSystem.open(path, .read)
        let size = try fileSystem.status(of: file).size
        return try NameIndex(size: Int(clamping: size)) { offset, count throws(NameIndexError) in
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try fileSystem.read(file, at: UInt64(offset), count: count)
            } catch {
                throw .unreadable(error.description)
            }
            guard bytes.count == count else { throw .damaged("it ends too early") }
            return bytes
        }
    }

    private func keep(_ file: [UInt8], at path: String) throws -> NameIndex {
        // A registry whose disk is full can still screen: the index is only quicker.
        if mayWrite { try? write(file, to: path) }
        return try NameIndex(file)
    }

    private func write(_ file: [UInt8], to path: String) throws {
        try store.fileSystem.makeDirectories(RegistryPlace(store.directory).index, permissions: 0o700)
        try DurableFile.replace(path, file, permissions: 0o600, in: store.fileSystem)
    }
}

/// The names of an imported file.
struct ListFile {
    let list: ListImport

    init(_ list: ListImport) { self.list = list }

    /// - Throws: `AuthorityError` with the line that is wrong.
    func builder(_ bytes: [UInt8]) throws -> NameIndexBuilder {
        var builder = NameIndexBuilder()
        do throws(CSVReader.Failure) {
            switch list.kind {
            case .denied:
                for entry in try NameList.entries(bytes, kind: .denied, title: list.title) {
                    builder.add(entry)
                }
            case .brands:
                for entry in try NameList.entries(bytes, kind: .brands, title: list.title) {
                    builder.add(entry)
                }
            case .extract:
                try RegisterExtract.forEach(bytes, title: list.title, country: list.country) {
                    builder.add($0)
                }
            }
        } catch {
            throw AuthorityError.refused(error.description)
        }
        return builder
    }
}
