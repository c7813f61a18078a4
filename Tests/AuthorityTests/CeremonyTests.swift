import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Glibc
import Registry
import RegistryStore
import Testing
import TestSupport
import Transparency

/// How a registry begins.
@Suite struct CeremonyTests {
    func plan(
        isTest: Bool = true, arc: String = VirtualAuthority.arc, admins: [String] = ["admin-1", "admin-2"]
    ) throws -> Ceremony.Plan {
        Ceremony.Plan(
            name: "Example Badge Authority", isTest: isTest, arc: arc, origin: VirtualAuthority.origin,
            baseURL: VirtualAuthority.baseURL, algorithm: .ed25519, admins: try admins.map { try .person($0) }
        )
    }

    func ceremony(_ plan: Ceremony.Plan, on disk: any FileSystem) throws -> Ceremony {
        Ceremony(
            plan,
            keys: AuthorityKeys(
                issuing: try .named("issuing"), log: try .named("log"), status: try .named("status")),
            custody: CustodyKeys(root: try .named("root"), trust: try .named("trust")), fileSystem: disk,
            random: .repeatable(seed: 1))
    }

    @Test func whatItLeavesBehind() throws {
        let authority = try VirtualAuthority()
        let records = try #require(authority.store.records[1])
        #expect(records.count == 4)
        #expect(records[0] == .null)
        #expect(records[1] == .issuingCA(tbs: try #require(authority.state.log?.issuingCA).tbs))
        guard case .snapshot(1, _) = records[2], case .anchor = records[3] else {
            Issue.record("the first publication is not in the log")
            return
        }
        // Logged, and durable, before the root signs.
        let trust = try TrustFile(parsing: try authority.published("trust.json"))
        #expect(trust.isTest && !trust.isSingleOperator && trust.version == 1)
        #expect(trust.registry.hex == authority.store.registryID)
        #expect(try authority.pack().snapshots.first?.snapshot.header.coveredSize == 2)
        let name = FilePath.name(of: authority.place.description)
        let description = String(
            decoding: try authority.fileSystem.read(authority.place.description, limit: 1000), as: UTF8.self)
        #expect(name == "authority.json" && description.contains(authority.store.registryID))
        for path in [authority.place.secrets, authority.place.evidence, authority.place.journal] {
            #expect(
                try authority.fileSystem.status(of: path, followingLinks: true)?.permissions == 0o700,
                "\(path)")
        }
        #expect(
            try authority.fileSystem.status(of: authority.place.keyBundle, followingLinks: true)?.permissions
                == 0o600)
    }

    @Test func aSingleOperatorIsNamedSo() throws {
        var setup = VirtualAuthority.Setup()
        setup.admins = ["admin-1"]
        let authority = try VirtualAuthority(setup)
        #expect(try TrustFile(parsing: try authority.published("trust.json")).isSingleOperator)
        let badge = try authority.issuedBadge()
        #expect(
            try authority.verdict(badge.file).notEstablished.contains {
                $0.contains("one") || $0.contains("single")
            })
    }

    @Test func aRealAuthorityHasItsOwnArcAndKeys() throws {
        let disk = MemoryFileSystem()
        refusal(3) {
            _ = try ceremony(plan(isTest: false), on: disk).hold(
                in: "/r", passphrase: nil, clock: VirtualAuthority.start)
        }
        for arc in [
            "", "x", "1", "1.3.6.1.4.1.32473", "1.3.6.1.4.1.32473.7.7", "2.23", "2.23.140", "2.23.140.1.1",
            "1.3.6.1.4.1.53087.1.1", "2.25", "2.25.7.1", "1.3", "1.3.6.1", "1.3.6.1.4.1", "2.5.29.19",
            "1.3.6.1.5.5.7.1",
        ] {
            refusal(3) {
                _ = try ceremony(plan(isTest: false, arc: arc), on: disk).hold(
                    in: "/r", passphrase: nil, clock: VirtualAuthority.start)
            }
        }
        #expect(try disk.list("/").isEmpty)
        _ = try ceremony(plan(isTest: false, arc: "1.3.6.1.4.1.99999.1"), on: disk).hold(
            in: "/r", passphrase: nil, clock: VirtualAuthority.start)
    }

    @Test func aKeyServesOneRole() throws {
        let disk = MemoryFileSystem()
        let keys = AuthorityKeys(issuing: try .named("a"), log: try .named("b"), status: try .named("c"))
        let custody = CustodyKeys(root: try .named("d"), trust: try .named("e"))
        for (keys, custody) in [
            (AuthorityKeys(issuing: keys.issuing, log: keys.log, status: keys.log), custody),
            (AuthorityKeys(issuing: keys.log, log: keys.log, status: keys.status), custody),
            (keys, CustodyKeys(root: custody.root, trust: custody.root)),
            (keys, CustodyKeys(root: keys.issuing, trust: custody.trust)),
            (keys, CustodyKeys(root: custody.root, trust: try .named("person admin-1"))),
        ] {
            let ceremony = Ceremony(
                try plan(), keys: keys, custody: custody, fileSystem: disk, random: .repeatable(seed: 1))
            refusal(3) { _ = try ceremony.hold(in: "/r", passphrase: nil, clock: VirtualAuthority.start) }
        }
        refusal(3) {
            _ = try ceremony(plan(admins: ["admin-1", "admin-1"]), on: disk).hold(
                in: "/r", passphrase: nil, clock: VirtualAuthority.start)
        }
        #expect(try disk.list("/").isEmpty, "after a failure there is nothing")
    }

    /// The disk fails at each step in turn: then there is no registry, and nothing else either.
    @Test func afterAFailureThereIsNothing() throws {
        for call in 0... {
            let disk = MemoryFileSystem()
            let faulty = FaultyFileSystem(disk, .failOnce(call: call, code: ENOSPC))
            let store = try? ceremony(plan(), on: faulty).hold(
                in: "/r", passphrase: nil, clock: VirtualAuthority.start)
            if store == nil {
                let left = try disk.list("/")
                // The last steps come after the rename: the registry is there and whole.
                if left == ["r"] {
                    _ = try RegistryStore.open("/r", access: .read, fileSystem: disk, random: .system)
                } else {
                    #expect(left.isEmpty, "call \(call): \(left)")
                }
            }
            if !faulty.didFire { break }
        }
    }

    @Test func theKeyBundleOpensWithItsPassphraseAlone() throws {
        let disk = MemoryFileSystem()
        let secret = SecretBytes(copying: Array("correct horse".utf8))
        let store = try ceremony(plan(), on: disk).hold(
            in: "/r", passphrase: secret, clock: VirtualAuthority.start)
        let path = RegistryPlace(store.directory).keyBundle
        let bytes = try disk.read(path, limit: 1 << 16)
        #expect(try AuthorityKeys.isEncrypted(at: path, in: disk))
        let keys = try AuthorityKeys.load(path, passphrase: secret, in: disk)
        #expect(keys.log.publicKey == (try PrivateKey.named("log").publicKey))
        #expect(bytes.firstRange(of: Array(Base64.encode(try PrivateKey.named("log").pkcs8DER).utf8)) == nil)
        refusal(5) { _ = try AuthorityKeys.load(path, passphrase: nil, in: disk) }
        refusal(5) {
            _ = try AuthorityKeys.load(path, passphrase: SecretBytes(copying: Array("wrong".utf8)), in: disk)
        }
        // Head and body belong together: neither can be exchanged.
        let other = try AuthorityKeys(
            issuing: .named("issuing"), log: .named("log"), status: .named("status")
        ).file(passphrase: secret, random: .repeatable(seed: 9))
        let (mine, theirs) = (lines(bytes), lines(other))
        try DurableFile.replace("/mixed", theirs[0] + mine[1], permissions: 0o600, in: disk)
        refusal(5) { _ = try AuthorityKeys.load("/mixed", passphrase: secret, in: disk) }
        // Somebody else may not read it.
        try DurableFile.create("/open", bytes, permissions: 0o644, in: disk)
        refusal(5) { _ = try AuthorityKeys.load("/open", passphrase: secret, in: disk) }
    }

    private func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
    }

    @Test func custodyIsTwoKeysInOrder() throws {
        let disk = MemoryFileSystem()
        let custody = CustodyKeys(root: try .generate(.p256), trust: try .named("trust"))
        try DurableFile.create("/custody", try custody.file(passphrase: nil), permissions: 0o600, in: disk)
        let read = try CustodyKeys.load("/custody", passphrase: nil, in: disk)
        #expect(
            read.root.publicKey == custody.root.publicKey && read.trust.publicKey == custody.trust.publicKey)
        let swapped = CustodyKeys(root: custody.trust, trust: custody.root)
        try DurableFile.create("/swapped", try swapped.file(passphrase: nil), permissions: 0o600, in: disk)
        refusal(5) { _ = try CustodyKeys.load("/swapped", passphrase: nil, in: disk) }
        try DurableFile.create(
            "/one", Array(try custody.root.pem(passphrase: nil)), permissions: 0o600, in: disk)
        refusal(5) { _ = try CustodyKeys.load("/one", passphrase: nil, in: disk) }
    }
}
