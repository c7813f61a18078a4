import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

@Suite struct TrustFileTests {
    private let authority: VirtualAuthority

    init() throws { authority = try VirtualAuthority(.ed25519) }

    @Test func `a trust file encodes to the bytes it was read from`() throws {
        let trust = try authority.trust {
            $0.version = 7
            $0.scope = .init(accountKinds: [.https, .tel], countries: ["BE", "NL"])
            $0.logs = [
                try authority.log(
                    policy: authority.policy(witnesses: [authority.witness], quorum: "w1"),
                    final: .init(size: 9, root: SHA256.hash([1])))
            ]
            $0.statusKeys.append(
                .init(key: authority.secondStatusSigner.verifierKey, logs: [1], retired: VirtualAuthority.now)
            )
        }
        let read = try TrustFile(parsing: trust.bytes)
        #expect(read.bytes == trust.bytes)
        #expect(read.version == 7)
        #expect(read.scope.countries == ["BE", "NL"])
        #expect(read.logs.first?.final?.size == 9)
        #expect(read.statusKeys.last?.retired == VirtualAuthority.now)
        let text = String(decoding: trust.bytes, as: UTF8.self)
        #expect(text.hasPrefix("{\"format\":\"greenbadge/trust-file@v1\",\"version\":7,\"registry\":\""))
    }

    @Test func `fields that are missing, unknown, doubled or out of order are refused`() throws {
        guard case .object(let members) = try authority.trust().json else { return }
        for index in members.indices {
            var without = members
            without.remove(at: index)
            var doubled = members
            doubled.insert(members[index], at: index)
            var null = members
            null[index].value = .null
            for change in [without, doubled, null, members + [.init("extra", .null)]] {
                #expect(throws: PackError.self) { try TrustFile(parsing: JSON.object(change).canonicalBytes) }
            }
        }
        #expect(throws: PackError.self) {
            try TrustFile(parsing: JSON.object(members.reversed()).canonicalBytes)
        }
        let bytes = JSON.object(members).canonicalBytes
        #expect(throws: PackError.self) { try TrustFile(parsing: bytes + [10]) }
        #expect(throws: PackError.self) { try TrustFile(parsing: []) }
        #expect(try TrustFile(parsing: bytes).bytes == bytes)
    }

    @Test func `values outside their limits are refused`() throws {
        let other = try NoteSigner(name: "badges.example.org/log2", key: VirtualAuthority.key(9)).verifierKey
        // Applicants alone sign with ECDSA notes (C2SP type 2).
        let ecdsa = try VerifierKey(
            name: VirtualAuthority.origin, kind: .ecdsa, publicKey: PrivateKey.generate(.p256).publicKey)
        let changes: [(inout VirtualAuthority.TrustParts) throws -> Void] = [
            { $0.trustKeys = [ecdsa] }, { $0.statusKeys = [.init(key: ecdsa, logs: [1])] },
            { $0.logs = [try .init(number: 1, key: ecdsa, policyText: "log \(ecdsa)\nquorum none\n")] },
            { $0.logs = [try .init(number: 1, key: ecdsa, policyText: authority.policy())] },
            { $0.version = 0 }, { $0.name = "" }, { $0.name = "a\u{202E}b" }, { $0.maxStatusAge = 0 },
            { $0.maxStatusAge = 30 * Timestamp.day + 1 }, { $0.threshold = 0 }, { $0.threshold = 2 },
            { $0.trustKeys = [] }, { $0.scope = .init(accountKinds: []) },
            { $0.scope = .init(accountKinds: [.tel, .tel]) },
            { $0.scope = .init(accountKinds: [.tel], countries: ["nl"]) },
            { $0.scope = .init(accountKinds: [.tel], countries: ["NL", "BE"]) }, { $0.logs = [] },
            { $0.roots = [] },
            { $0.roots += $0.roots }, { $0.logs += $0.logs },
            { $0.statusKeys = [.init(key: $0.statusKeys[0].key, logs: [])] },
            { $0.statusKeys = [.init(key: $0.statusKeys[0].key, logs: [2])] },
            { $0.statusKeys += $0.statusKeys },
            { $0.statusKeys = [.init(key: $0.trustKeys[0], logs: [1])] },
            { $0.trustKeys = [$0.logs[0].key] },
            { $0.trustKeys = [authority.witness.verifierKey] },
            { $0.logs = [try TrustFile.Log(number: 0, key: $0.logs[0].key, policyText: authority.policy())] },
            {
                $0.logs = [
                    try TrustFile.Log(number: 32768, key: $0.logs[0].key, policyText: authority.policy())
                ]
            },
            { $0.logs = [try TrustFile.Log(number: 1, key: other, policyText: authority.policy())] },
            { $0.logs = [try TrustFile.Log(number: 1, key: other, policyText: "quorum none\n")] },
            { $0.logs = [try TrustFile.Log(number: 1, key: other, policyText: "")] },
        ]
        for (index, change) in changes.enumerated() {
            #expect(throws: PackError.self, "change \(index)") { try authority.trust(change) }
        }
    }

    @Test func `a root outside its profile is refused`() throws {
        let stranger = try PrivateKey.generate(.ed25519)
        let key = authority.rootKey
        var roots = [
            try VirtualAuthority.root(key) {
                $0.extensions[0] = X509Builder.basicConstraints(ca: true, pathLength: 0)
            },
            try VirtualAuthority.root(key) { $0.extensions[0] = X509Builder.basicConstraints(ca: true) },
            try VirtualAuthority.root(key) { $0.extensions[1] = X509Builder.keyUsage([.keyCertSign]) },
            try VirtualAuthority.root(key) { $0.extensions.remove(at: 2) },
            try VirtualAuthority.root(key) {
                $0.extensions[3] = X509Builder.authorityKeyIdentifier([UInt8](repeating: 1, count: 20))
            },
            try VirtualAuthority.root(key) { $0.issuer = VirtualAuthority.name("Another") },
            try VirtualAuthority.root(key) { $0.spki = stranger.publicKey.spki },
            authority.caDER, [],
        ]
        roots.append(authority.rootDER + [0])
        for (index, root) in roots.enumerated() {
            #expect(throws: PackError.self, "root \(index)") { try TrustedRoot(der: root) }
        }
        let bare = try VirtualAuthority.root(key) { _ = $0.extensions.remove(at: 3) }
        #expect(try TrustedRoot(der: bare).keyIdentifier == key.publicKey.keyIdentifier)
        #expect(throws: PackError.self) { try TrustedRoot(pem: TrustedRoot(der: bare).pem + "\n") }
    }

    @Test func `the documentation arc marks a test authority`() throws {
        #expect(throws: PackError.self) { try authority.trust { $0.isTest = false } }
        let real = ObjectIdentifier(1, 3, 6, 1, 4, 1, 99999)
        #expect(try !authority.trust { ($0.isTest, $0.arc) = (false, real) }.isTest)
        #expect(ProfileOIDs(ProfileOIDs.documentationArc).isDocumentation)
        #expect(!ProfileOIDs(ObjectIdentifier(1, 3, 6, 1, 4, 1, 324730)).isDocumentation)
    }

    @Test func `a trust file is replaced by the next one alone, signed by old and new keys`() throws {
        let second = try NoteSigner(name: "badges.example.org/trust2", key: VirtualAuthority.key(30))
        let old = try authority.trust { $0.version = 3 }
        let new = try authority.trust {
            $0.version = 4
            $0.trustKeys = [authority.trustSigner.verifierKey, second.verifierKey]
            $0.threshold = 2
        }
        let both = try TrustSignature.make(for: new, signers: [authority.trustSigner, second]).bytes
        try TrustSignature.check(both, of: new, replacing: old)
        try TrustSignature.check(both, of: new, replacing: nil)
        let one = try TrustSignature.make(for: new, signers: [authority.trustSigner]).bytes
        #expect(throws: PackError.self) { try TrustSignature.check(one, of: new, replacing: old) }
        #expect(throws: PackError.self) { try TrustSignature.check(both, of: old, replacing: nil) }
        #expect(throws: PackError.self) { try TrustSignature.check([], of: new, replacing: old) }
        // Signed by its own keys, but not by those of the file it would replace.
        let usurper = try authority.trust {
            $0.version = 4
            $0.trustKeys = [second.verifierKey]
        }
        let self1 = try TrustSignature.make(for: usurper, signers: [second]).bytes
        try TrustSignature.check(self1, of: usurper, replacing: nil)
        #expect(throws: PackError.self) { try TrustSignature.check(self1, of: usurper, replacing: old) }
        for version in [UInt64(3), 5] {
            let skip = try authority.trust { $0.version = version }
            let note = try TrustSignature.make(for: skip, signers: [authority.trustSigner]).bytes
            #expect(throws: PackError.self) { try TrustSignature.check(note, of: skip, replacing: old) }
        }
        let foreign = try authority.trust { ($0.version, $0.registry) = (4, SHA256.hash([9])) }
        let note = try TrustSignature.make(for: foreign, signers: [authority.trustSigner]).bytes
        #expect(throws: PackError.self) { try TrustSignature.check(note, of: foreign, replacing: old) }
    }

    @Test func `a broken snapshot or checkpoint does not keep a pack from opening`() throws {
        let trust = try authority.trust()
        let pack = try ClientPack(trust: trust.bytes, snapshot: [1, 2, 3], checkpoint: [4])
        #expect(pack.snapshotProblem != nil)
        #expect(pack.checkpoint == nil)
        #expect(pack.checkpointProblem != nil)
        let note = try authority.file().proof.checkpoint
        #expect(
            try ClientPack(trust: trust.bytes, snapshot: nil, checkpoint: note.bytes).checkpoint?.size == 9)
        let stranger = try NoteSigner(name: VirtualAuthority.origin, key: VirtualAuthority.key(40))
        let forged = try SignedNote.sign(note.text, by: [stranger], at: nil)
        let deceived = try ClientPack(trust: trust.bytes, snapshot: nil, checkpoint: forged.bytes)
        #expect(deceived.checkpoint == nil)
        #expect(deceived.checkpointProblem != nil)
        let unsigned = try authority.snapshot(signers: [stranger])
        #expect(try ClientPack(trust: trust.bytes, snapshot: unsigned, checkpoint: nil).snapshots.isEmpty)
    }
}
