import CryptoCore
import Encoding
import Journal
import Registry
import Testing
import TestSupport
import Transparency

@testable import RegistryStore

/// A journal that is whole as a file and wrong in what it says is refused when it is opened, with the number of the
/// transaction (DESIGN D10).
@Suite struct ForgeryTests {
    @Test func whatWasWrittenIsRead() throws {
        let authority = try VirtualAuthority.busy()
        let store = try Tampering(authority).open()
        #expect(store.state.lastSequence == authority.state.lastSequence)
        #expect(store.state.applications == authority.state.applications)
        #expect(store.state.badges == authority.state.badges)
        #expect(store.state.people == authority.state.people)
        #expect(store.trees[1]?.root == authority.store.trees[1]?.root)
        #expect(store.lastHash == authority.store.lastHash)
    }

    @Test func theRegistryIDIsTheHashOfTheFirstText() throws {
        let authority = try VirtualAuthority()
        let first = try Tampering(authority).text(0).text
        #expect(SHA256.hash(Array(first.utf8)).hex == authority.store.registryID)
        #expect(try authority.reader().registryID == authority.store.registryID)
        var setup = VirtualAuthority.Setup()
        setup.seed = 2
        #expect(try VirtualAuthority(setup).store.registryID != authority.store.registryID)
    }

    /// One character of one line of one transaction, the signature left as it is.
    @Test func editedTransactions() throws {
        let tampering = try Tampering(try VirtualAuthority.busy())
        for sequence in tampering.payloads.indices {
            for line in try tampering.text(sequence).lines.indices {
                var changed = tampering
                let length = try tampering.text(sequence).lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }
                let middle = length + (try tampering.text(sequence).lines[line].utf8.count) / 2
                let byte = changed.payloads[sequence][middle]
                changed.payloads[sequence][middle] = byte == 0x31 ? 0x32 : 0x31
                _ = try changed.refusal(at: sequence)
            }
        }
    }

    @Test func removedDuplicatedAndReorderedTransactions() throws {
        let tampering = try Tampering(try VirtualAuthority.busy())
        for sequence in tampering.payloads.indices {
            if sequence < tampering.payloads.count - 1 {
                var removed = tampering
                removed.payloads.remove(at: sequence)
                _ = try removed.refusal(at: sequence)
                var swapped = tampering
                swapped.payloads.swapAt(sequence, sequence + 1)
                _ = try swapped.refusal(at: sequence)
            }
            var twice = tampering
            twice.payloads.insert(tampering.payloads[sequence], at: sequence + 1)
            _ = try twice.refusal(at: sequence + 1)
        }
    }

    @Test func anEarlierEventSignedAgainByItsActor() throws {
        // The actor would agree to anything, and still the next transaction names the old one's hash.
        var tampering = try Tampering(try VirtualAuthority.busy())
        let sequence = tampering.payloads.count - 3
        let note = try SignedNote(parsing: tampering.payloads[sequence])
        let name = note.signatures[0].name
        let again = try SignedNote.sign(note.text, by: [.person(name)])
        #expect(again.bytes == tampering.payloads[sequence], "the right key's name is \(name)")
        var text = try tampering.text(sequence)
        text.lines.append(text.lines[5])
        tampering.payloads[sequence] = try text.signed(by: [.person(name)])
        #expect(throws: StoreError.self) { try tampering.open() }
    }

    @Test func transactionsOfAnotherRegistry() throws {
        var tampering = try Tampering(try VirtualAuthority.busy())
        let other = try Tampering(try VirtualAuthority.busy(seed: 2))
        #expect(tampering.payloads.count == other.payloads.count)
        for sequence in 1..<tampering.payloads.count {
            var mixed = tampering
            mixed.payloads[sequence] = other.payloads[sequence]
            _ = try mixed.refusal(at: sequence)
        }
        // Even when everything else of it fits and the people are the same.
        var text = try tampering.following([#"{"event":"genesis"}"#])
        text.registry = other.authority.store.registryID
        tampering.payloads.append(try text.signed(by: [.person("admin-1")]))
        #expect(try tampering.refusal(at: tampering.payloads.count - 1).contains("registry"))
        // A genesis of one and the rest of the other.
        var grafted = other
        grafted.payloads[0] = tampering.payloads[0]
        _ = try grafted.refusal(at: 1)
    }

    @Test func headsThatDoNotFit() throws {
        let authority = try VirtualAuthority.busy()
        let id = try authority.file(.sample(3))
        let tampering = try Tampering(authority)
        let good = try tampering.following([#"{"event":"claimed","case":"\#(id)"}"#])
        let actor = try NoteSigner.person("reviewer-2")
        let edits: [(String, (inout TransactionText) -> Void)] = [
            ("follows", { $0.previous = Transaction.zeros }),
            ("follows", { $0.previous = String($0.previous.reversed()) }),
            ("calls itself", { $0.sequence = "1" }),
            ("time", { $0.time = "2020-01-01T00:00:00Z" }),
            ("malformed", { $0.time = "2026-11-22T14:20:00.0Z" }),
            ("malformed", { $0.time = "2026-11-22T14:20:00+00:00" }),
            ("malformed", { $0.sequence = "0" + $0.sequence }),
            ("malformed", { $0.sequence = "+" + $0.sequence }),
            ("malformed", { $0.lines[0] = "greenbadge/transaction@v2" }),
            ("registry", { $0.registry = Transaction.zeros }),
            ("without events", { $0.lines.removeLast() }),
        ]
        for (words, edit) in edits {
            var text = good
            edit(&text)
            var changed = tampering
            changed.payloads.append(try text.signed(by: [actor]))
            let message = try changed.refusal(at: tampering.payloads.count)
            #expect(message.contains(words), "\(message)")
        }
        for edit in [{ $0.registry = $0.registry.uppercased() }, { $0.previous = $0.previous.uppercased() }]
            as [(inout TransactionText) -> Void]
        {
            var text = good
            edit(&text)
            var changed = tampering
            changed.payloads.append(try text.signed(by: [actor]))
            _ = try changed.refusal(at: tampering.payloads.count)
        }
    }

    @Test func signaturesThatDoNotFit() throws {
        let authority = try VirtualAuthority.busy()
        let id = try authority.file(.sample(3))
        let tampering = try Tampering(authority)
        let text = try tampering.following([#"{"event":"claimed","case":"\#(id)"}"#])
        let end = tampering.payloads.count
        func refused(_ payload: [UInt8]) throws -> String {
            var changed = tampering
            changed.payloads.append(payload)
            return try changed.refusal(at: end)
        }
        // The right one alone is taken.
        var good = tampering
        let one = try text.signed(by: [.person("reviewer-2")])
        good.payloads.append(one)
        try good.open()
        #expect(
            try refused(try text.signed(by: [.person("reviewer-2"), .person("reviewer-3")])).contains(
                "2 signatures"))
        #expect(
            try refused(try text.signed(by: [.person("reviewer-2"), .person("reviewer-2")])).contains(
                "2 signatures"))
        #expect(try refused(try text.signed(by: [.person("stranger")])).contains("stranger"))
        // A stranger's key under a name that works here.
        let impostor = try NoteSigner(name: "reviewer-2", key: try PrivateKey.named("stranger"))
        _ = try refused(try text.signed(by: [impostor]))
        // Reviewer-2's name and key id over another's signature.
        let note = try SignedNote(parsing: one)
        let other = try SignedNote(parsing: try text.signed(by: [.person("reviewer-3")])).signatures[0]
        let mixed = NoteSignature(
            name: "reviewer-2", keyID: note.signatures[0].keyID, signature: other.signature)
        #expect(try refused(SignedNote(text: note.text, signatures: [mixed]).bytes).contains("not valid"))
        // A signature over something else of theirs.
        var elsewhere = text
        elsewhere.lines[5] = #"{"event":"released","case":"\#(id)"}"#
        let signature = try SignedNote(parsing: try elsewhere.signed(by: [.person("reviewer-2")])).signatures
        #expect(try refused(SignedNote(text: note.text, signatures: signature).bytes).contains("not valid"))
    }

    @Test func genesisIsSignedByEachAdminOnceInOrder() throws {
        let tampering = try Tampering(try VirtualAuthority())
        let text = try tampering.text(0)
        for names in [
            ["admin-1"], ["admin-2"], ["admin-2", "admin-1"], ["admin-1", "admin-2", "admin-2"],
            ["admin-1", "x"],
        ] {
            var changed = tampering
            changed.payloads[0] = try text.signed(by: try names.map { try .person($0) })
            _ = try changed.refusal(at: 0)
        }
    }

    @Test func eventsThatAreNotCanonical() throws {
        let authority = try VirtualAuthority.busy()
        let tampering = try Tampering(authority)
        let id = try #require(authority.state.arrivals.last).description
        for line in [
            #"{"event":"claimed", "case":"\#(id)"}"#, #"{"event":"claimed","case":"\#(id)"} "#,
            #" {"event":"claimed","case":"\#(id)"}"#, #"{"case":"\#(id)","event":"claimed"}"#,
            #"{"event":"claimed","case":"\#(id)","case":"\#(id)"}"#,
            #"{"event":"claimed","event":"claimed","case":"\#(id)"}"#,
            #"{"event":"claimed","case":"\#(id)","note":1}"#, #"{"event":"claimed"}"#,
            #"{"event":"claimed","case":"\#(id.lowercased())"}"#,
            #"{"event":"claimed","case":"\#(id.replacing("-", with: ""))"}"#,
            #"{"event":"cl\u0061imed","case":"\#(id)"}"#, #"{"event":"CLAIMED","case":"\#(id)"}"#,
            #"{"event":"mystery","case":"\#(id)"}"#, "", "null", "[]",
            #"{"event":"claimed","case":"\#(id)"}{}"#,
            #"{"event":"withdrawn","case":"\#(id)","onBehalf":0}"#,
            #"{"event":"confirmed","proposal":01}"#, #"{"event":"confirmed","proposal":1.0}"#,
            #"{"event":"confirmed","proposal":-1}"#,
            #"{"event":"statusChanged","serial":"01-2","state":"revoked","reason":1,"successor":null}"#,
            #"{"event":"statusChanged","serial":"1-2","state":"revoked","reason":257,"successor":null}"#,
            #"{"event":"statusChanged","serial":"0001000000000002","state":"revoked","reason":1,"successor":null}"#,
            #"{"event":"logFrozen","log":1,"size":2,"root":"\#(String(repeating: "AB", count: 32))"}"#,
        ] {
            for name in ["reviewer-2", "admin-1", "issuer", "clerk"] {
                var changed = tampering
                try changed.append([line], by: name)
                _ = try changed.refusal(at: tampering.payloads.count)
            }
        }
    }
}
