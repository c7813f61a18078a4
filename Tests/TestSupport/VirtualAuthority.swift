package import Authority
import BadgeVerifier
package import CryptoCore
package import Encoding
package import Files
package import Registry
package import RegistryStore
package import Transparency

/// A whole authority in memory: two admins, clerk, three reviewers, issuer and auditor, a clock that only tests move,
/// randomness that repeats itself.
///
/// What people do goes through the same calls that the commands make, so a refusal here is one there. With Ed25519
/// everything that it makes is the same in each run.
package final class VirtualAuthority {
    /// How an authority begins.
    package struct Setup {
        package var algorithm = KeyAlgorithm.ed25519
        package var admins = ["admin-1", "admin-2"]
        package var staff: [(name: String, roles: [Role])] = [
            ("clerk", [.clerk]), ("reviewer-1", [.reviewer]), ("reviewer-2", [.reviewer]),
            ("reviewer-3", [.reviewer]), ("issuer", [.issuer]), ("auditor", [.auditor]),
        ]
        package var policy = Policy.standard
        package var isTest = true
        package var directory = "/registry"
        /// Another seed makes another registry with the same people.
        package var seed: UInt64 = 1
        package init() {}
    }

    /// Midday, so that a day's truncation shows.
    package static let start = Timestamp(secondsSince1970: 1_790_000_000)
    package static let origin = "badges.example.org/log"
    package static let baseURL = "https://badges.example.org"
    package static let arc = "1.3.6.1.4.1.32473.1"

    package let setup: Setup
    package let fileSystem: any FileSystem
    package let keys: AuthorityKeys
    package let custody: CustodyKeys
    package let random: RandomSource
    /// What the clock says; tests move it.
    package var now = VirtualAuthority.start
    package private(set) var store: RegistryStore

    /// Holds the ceremony and adds the people.
    package init(
        _ setup: Setup = Setup(), on fileSystem: any FileSystem = MemoryFileSystem()
    ) throws {
        self.setup = setup
        self.fileSystem = fileSystem
        random = .repeatable(seed: setup.seed)
        keys = try Self.keys(setup.algorithm)
        custody = CustodyKeys(
            root: try Self.certificateKey("root", setup.algorithm), trust: try .named("trust"))
        let plan = Ceremony.Plan(
            name: "Example Badge Authority", isTest: setup.isTest, arc: Self.arc, origin: Self.origin,
            baseURL: Self.baseURL, algorithm: setup.algorithm,
            admins: try setup.admins.map { try .person($0) }, policy: setup.policy)
        store = try Ceremony(plan, keys: keys, custody: custody, fileSystem: fileSystem, random: random).hold(
            in: setup.directory, passphrase: nil, clock: now)
        for person in setup.staff { try add(person.name, person.roles) }
    }

    /// The same authority once more, on a disk that is a copy of the other's.
    package init(copying other: VirtualAuthority, on fileSystem: any FileSystem) throws {
        setup = other.setup
        self.fileSystem = fileSystem
        random = .repeatable(seed: setup.seed &+ 1_000_003)
        keys = other.keys
        custody = other.custody
        now = other.now
        store = try RegistryStore.open(
            setup.directory, access: .write(waitSeconds: 0), fileSystem: fileSystem, random: random)
    }

    private static func keys(_ algorithm: KeyAlgorithm) throws -> AuthorityKeys {
        AuthorityKeys(
            issuing: try certificateKey("issuing", algorithm), log: try .named("log"),
            status: try .named("status"))
    }

    private static func certificateKey(_ name: String, _ algorithm: KeyAlgorithm) throws -> PrivateKey {
        algorithm == .ed25519 ? try .named(name) : try .generate(algorithm)
    }

    /// The registry's directory.
    package var place: RegistryPlace { RegistryPlace(setup.directory) }
    package var state: RegistryState { store.state }

    /// Closes the registry and folds its journal anew.
    package func reopen(_ access: StoreAccess = .write(waitSeconds: 0)) throws {
        store.close()
        store = try RegistryStore.open(
            setup.directory, access: access, fileSystem: fileSystem, random: random)
    }

    /// A second look at the same registry, without lock.
    package func reader() throws -> RegistryStore {
        try RegistryStore.open(setup.directory, access: .read, fileSystem: fileSystem, random: random)
    }

    /// Lets time pass.
    package func wait(days: Int64 = 0, hours: Int64 = 0, minutes: Int64 = 0) {
        now = now.adding(
            seconds: days * Timestamp.day + hours * Timestamp.hour + minutes * Timestamp.minute)
    }

    /// Appends events as one transaction by the person of that name.
    package func append(_ events: [Event], by name: String) throws {
        try store.append(events, by: try .person(name), clock: now)
    }
}

// Staff.
extension VirtualAuthority {
    /// The person of that name who works here now.
    package func person(_ name: String) throws -> Person {
        guard let person = state.people.values.first(where: { $0.isActive && sameBytes($0.name, name) })
        else {
            throw StoreError.notFound("\(name) does not work here")
        }
        return person
    }

    /// Adds a person whose key has the same name.
    package func add(_ name: String, _ roles: [Role]) throws {
        let key = try NoteSigner.person(name).verifierKey.text
        try change(.addPerson(name: name, roles: roles, verifierKey: key))
    }

    /// Removes a person.
    package func remove(_ name: String) throws { try change(.removePerson(try person(name).id)) }

    /// Makes a change as two admins do, or one where there is one.
    package func change(_ change: AdminChange) throws {
        let admins = state.activeAdmins.map(\.name)
        try append([.proposed(change)], by: admins[0])
        guard admins.count > 1, let sequence = state.lastSequence else { return }
        try append([.confirmed(proposal: sequence)], by: admins[1])
    }
}

extension NoteSigner {
    /// The identity key of that name, the same in every run.
    package static func person(_ name: String) throws -> NoteSigner {
        try NoteSigner(name: name, key: try PrivateKey.named("person \(name)"))
    }
}

extension PrivateKey {
    /// An Ed25519 key made from a name.
    package static func named(_ name: String) throws -> PrivateKey {
        try PrivateKey(ed25519Seed: SHA256.hash(Array("TEST \(name)".utf8)).bytes)
    }
}
