import Encoding
import Files
import Registry
import RegistryStore

/// What was typed and not signed, kept between sessions: a file a person and case beside the journal, sealed under the
/// case's data key, so that it dies with the case's personal data.
struct SessionDrafts {
    /// Larger files are none of ours.
    private static let mostBytes = 256 << 10

    private let directory: String
    private let fileSystem: any FileSystem
    private let person: PersonID
    /// What the files hold.
    private var saved: [ApplicationID: SessionWork] = [:]

    init(of person: PersonID, in store: RegistryStore) {
        directory = RegistryPlace(store.directory).drafts
        fileSystem = store.fileSystem
        self.person = person
    }

    private func path(_ id: ApplicationID) -> String {
        FilePath.join(directory, "\(id.description)-\(person.number)")
    }

    /// Reads what earlier sessions left on cases that are still open. What cannot be read is left where it lies.
    mutating func load(from store: RegistryStore) -> [ApplicationID: SessionWork] {
        guard let names = try? fileSystem.list(directory) else { return [:] }
        for name in names {
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[2] == "\(person.number)",
                let id = ApplicationID("\(parts[0])-\(parts[1])"),
                let sealed = try? fileSystem.read(path(id), limit: Self.mostBytes),
                let bytes = try? store.draft(sealed, case: id),
                let json = try? JSON.parse(bytes), let work = try? SessionWork(json: json)
            else { continue }
            saved[id] = work
        }
        return saved
    }

    /// Whether something was typed since it was last kept.
    func isOutdated(_ works: [ApplicationID: SessionWork]) -> Bool { kept(works) != saved }

    private func kept(_ works: [ApplicationID: SessionWork]) -> [ApplicationID: SessionWork] {
        works.filter { !$0.value.isEmpty }
    }

    /// Makes the files say what is unsigned now. Durable on return.
    mutating func save(_ works: [ApplicationID: SessionWork], _ store: RegistryStore) throws {
        let wanted = kept(works)
        for (id, work) in wanted where saved[id] != work {
            try fileSystem.makeDirectories(directory, permissions: 0o700)
            let sealed = try store.sealedDraft(work.json.canonicalBytes, case: id)
            try DurableFile.replace(path(id), sealed, permissions: 0o600, in: fileSystem)
            saved[id] = work
        }
        for id in saved.keys where wanted[id] == nil {
            try fileSystem.remove(path(id))
            saved[id] = nil
        }
    }
}
