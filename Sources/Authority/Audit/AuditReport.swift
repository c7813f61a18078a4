import Files
import Registry
import RegistryStore

/// Something that is off, and where: a transaction, a file, a byte.
package struct AuditFinding: Hashable, Sendable, CustomStringConvertible {
    package let place: String
    package let what: String

    package var description: String { "\(place): \(what)" }
}

/// What an audit counted and found.
package final class AuditReport {
    /// One line of what was checked.
    package struct Count: Hashable, Sendable {
        /// Name in JSON.
        package let name: String
        /// What people read.
        package let label: String
        package let count: Int
    }

    package internal(set) var registryID = ""
    package internal(set) var name = ""
    package internal(set) var isTest = false
    package internal(set) var isSingleOperator = false
    /// The journal could be read to its end; else only what is in its good part was checked.
    package internal(set) var isWhole = false
    package private(set) var counts: [Count] = []
    package private(set) var findings: [AuditFinding] = []
    /// What is not wrong and still worth knowing.
    package private(set) var notices: [String] = []

    /// A damaged registry can have thousands of findings of one kind; the first ones tell the story.
    static let maximumFindings = 1000

    /// - Parameter label: for several; `one` where there is just one, if that is written differently.
    func count(_ name: String, _ label: String, one: String? = nil, _ count: Int) {
        counts.append(Count(name: name, label: count == 1 ? one ?? label : label, count: count))
    }

    func find(_ place: String, _ what: String) {
        let finding = AuditFinding(place: place, what: what)
        if findings.count < Self.maximumFindings, !findings.contains(finding) { findings.append(finding) }
    }

    func notice(_ text: String) { notices.append(text) }

    /// Runs one check; what it throws is the finding, and the audit goes on.
    func check(_ place: String, _ body: () throws -> Void) {
        do {
            try AuthorityError.placing(body)
        } catch {
            find(place, error.description)
        }
    }

    /// Requires something of a place.
    func require(_ condition: Bool, _ place: String, _ what: @autoclosure () -> String) {
        if !condition { find(place, what()) }
    }
}

/// How one part of an audit looks at the registry.
struct AuditScene {
    let store: RegistryStore
    /// False where the journal breaks off: then nothing is called missing or strange.
    let isWhole: Bool

    var state: RegistryState { store.state }
    var place: RegistryPlace { RegistryPlace(store.directory) }

    /// A file's bytes; nil where it is not there.
    func file(_ path: String, limit: Int) throws -> [UInt8]? {
        guard try store.fileSystem.exists(path) else { return nil }
        return try store.fileSystem.read(path, limit: limit)
    }

    /// The names in a directory, leftovers of writers apart; none where it is not there.
    func names(_ directory: String) throws -> [String] {
        guard try store.fileSystem.exists(directory) else { return [] }
        return try store.fileSystem.list(directory).filter { !AuditScene.isTemporary($0) }
    }

    /// `.name.PID-N.tmp`: what a crash leaves of a file being written; never read.
    static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(".tmp") }
}
