import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// What the store refuses about keys, since the fold knows them as text only.
@Suite struct IdentityKeyTests {
    private static let time = Timestamp(secondsSince1970: 1_800_000_000)
    private let admin1: NoteSigner
    private let admin1Key: PrivateKey

    init() throws {
        admin1Key = try PrivateKey(ed25519Seed: [UInt8](repeating: 1, count: 32))
        admin1 = try NoteSigner(name: "admin-1", key: admin1Key)
    }

    private func store(admins: [VerifierKey]? = nil) throws -> RegistryStore {
        let disk = MemoryFileSystem()
        try disk.makeDirectory("/registry", permissions: 0o700)
        let keys = admins ?? [admin1.verifierKey]
        let genesis = Genesis(
            name: "Test", test: true, nonce: [UInt8](repeating: 7, count: 32), arc: "1.3.6.1.4.1.32473.1",
            origin: "example.org/log", baseURL: "https://example.org", algorithm: "p256",
            admins: keys.map { .init(name: $0.name, verifierKey: $0.text) }, policy: .standard)
        return try RegistryStore.create(
            in: "/registry", .init(genesis: genesis, admins: [admin1], time: Self.time), fileSystem: disk,
            random: .system)
    }

    private func refusal(of change: AdminChange) throws -> RuleViolation.Rule? {
        let store = try store()
        do throws(StoreError) {
            try store.append([.proposed(change)], by: admin1, clock: Self.time)
        } catch {
            guard case .rule(let violation) = error else { return nil }
            return violation.rule
        }
        return nil
    }

    @Test func `a person's key is Ed25519: neither ECDSA, nor a cosigner's, nor any other text`() throws {
        let ec = try PrivateKey.generate(.p256).publicKey
        let other = try PrivateKey.generate(.ed25519).publicKey
        let texts = [
            try VerifierKey(name: "admin-2", kind: .ecdsa, publicKey: ec).text,
            try VerifierKey(name: "admin-2", kind: .cosignature, publicKey: other).text, "admin-2", "",
        ]
        for text in texts {
            #expect(try refusal(of: .addPerson(name: "admin-2", roles: [.clerk], verifierKey: text)) == .key)
            #expect(try refusal(of: .addKey(PersonID(1), verifierKey: text)) == .key)
            let old = admin1.verifierKey.text
            #expect(try refusal(of: .replaceKey(PersonID(1), old: old, new: text)) == .key)
        }
        let good = try VerifierKey(name: "admin-2", kind: .ed25519, publicKey: other).text
        #expect(try refusal(of: .addPerson(name: "admin-2", roles: [.clerk], verifierKey: good)) == nil)
    }

    @Test func `one key is not two people under two names`() throws {
        let renamed = try VerifierKey(name: "admin-2", kind: .ed25519, publicKey: admin1Key.publicKey)
        let change = AdminChange.addPerson(name: "admin-2", roles: [.clerk], verifierKey: renamed.text)
        #expect(try refusal(of: change) == .key)
        #expect(throws: StoreError.self) { try store(admins: [admin1.verifierKey, renamed]) }
    }

    @Test func `a log and its statuses are signed with Ed25519`() throws {
        let ec = try VerifierKey(
            name: "example.org/log", kind: .ecdsa, publicKey: PrivateKey.generate(.p256).publicKey)
        let good = try VerifierKey(
            name: "example.org/log", kind: .ed25519, publicKey: PrivateKey.generate(.ed25519).publicKey)
        for (log, status) in [(ec, good), (good, ec)] {
            let opening = LogOpening(
                number: 1, origin: "example.org/log", logKey: log.text, statusKey: status.text)
            #expect(throws: StoreError.self) {
                try store().append([.logOpened(opening)], by: admin1, clock: Self.time)
            }
        }
    }

    @Test func `what is rehearsed leaves no case key and no document behind`() throws {
        let disk = MemoryFileSystem()
        try disk.makeDirectory("/registry", permissions: 0o700)
        let genesis = Genesis(
            name: "Test", test: true, nonce: [UInt8](repeating: 7, count: 32), arc: "1.3.6.1.4.1.32473.1",
            origin: "example.org/log", baseURL: "https://example.org", algorithm: "p256",
            admins: [.init(name: "admin-1", verifierKey: admin1.verifierKey.text)], policy: .standard)
        let store = try RegistryStore.create(
            in: "/registry", .init(genesis: genesis, admins: [admin1], time: Self.time), fileSystem: disk,
            random: .system)
        try store.append(
            [.proposed(.setRoles(PersonID(1), roles: [.clerk, .admin]))], by: admin1, clock: Self.time)
        let form = try ApplicationForm.parse(Array(ApplicationForm.template.utf8))
        for rehearsal in [true, false] {
            let (id, filing) = try store.newCase(
                form, certificationRequest: nil, channel: .onBehalf, rehearsal: rehearsal)
            let made = try store.newDocument(
                Array("%PDF-1.7".utf8), kind: "extract", name: "a.pdf", case: id, rehearsal: rehearsal)
            try store.rehearse([filing, made.event], by: admin1, clock: Self.time)
            #expect(try disk.list("/registry/secrets/casekeys").count == (rehearsal ? 0 : 1))
            #expect(try disk.list("/registry/evidence").count == (rehearsal ? 0 : 1))
            store.discardDocument(made.document)
            store.discardCase(id)
            #expect(try disk.list("/registry/secrets/casekeys").isEmpty)
            #expect(try disk.list("/registry/evidence").isEmpty)
        }
        #expect(store.state.applications.isEmpty)
    }
}
