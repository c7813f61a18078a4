import Authority
import CryptoCore
import Encoding
import Files
import Journal
import Registry
import Testing
import TestSupport
import Transparency

@testable import RegistryStore

/// The transactions of a registry, to be changed behind its back and put into a journal that is whole in itself: frames,
/// hashes and head fit, so whatever is wrong must be found in what the transactions say and who signed it.
struct Tampering {
    let authority: VirtualAuthority
    var payloads: [[UInt8]] = []

    init(_ authority: VirtualAuthority) throws {
        self.authority = authority
        let journal = try Journal.open(
            directory: authority.place.journal, headPath: authority.place.head,
            fileSystem: authority.fileSystem, access: .read)
        try journal.forEach { _, payload in payloads.append(payload) }
    }

    /// The place behind the last transaction.
    var next: UInt64 { UInt64(payloads.count) }

    /// The transaction at a place as it can be written down by hand.
    func text(_ sequence: Int) throws -> TransactionText {
        TransactionText(
            try SignedNote(parsing: payloads[sequence], maximumBytes: 1 << 24, maximumSignatures: 32).text)
    }

    /// A transaction that would follow the last one, with these event lines.
    func following(_ lines: [String]) throws -> TransactionText {
        let last = try text(payloads.count - 1)
        let previous = SHA256.hash(payloads[payloads.count - 1]).hex
        return TransactionText(
            "\(Transaction.format)\n\(authority.store.registryID)\n\(next)\n\(previous)\n\(last.time)\n"
                + lines.map { $0 + "\n" }.joined())
    }

    /// Appends a transaction by hand.
    mutating func append(_ lines: [String], by name: String) throws {
        payloads.append(try following(lines).signed(by: [try .person(name)]))
    }

    mutating func append(_ events: [Event], by name: String) throws {
        try append(events.map { EventCodec.json($0).canonicalText }, by: name)
    }

    /// Replaces the journal and opens the registry.
    @discardableResult
    func open() throws -> RegistryStore {
        let (place, files) = (authority.place, authority.fileSystem)
        authority.store.close()
        try files.removeTree(place.journal)
        try files.remove(place.head)
        try Journal.create(directory: place.journal, headPath: place.head, fileSystem: files)
        let journal = try Journal.open(
            directory: place.journal, headPath: place.head, fileSystem: files, access: .write(waitSeconds: 0))
        try journal.append(payloads)
        journal.close()
        return try RegistryStore.open(
            place.root, access: .read, fileSystem: files, random: authority.random)
    }

    /// Why opening is refused, which must be damage at that transaction.
    func refusal(at sequence: Int, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        do {
            try open()
        } catch let error as StoreError {
            let text = error.description
            #expect(error.exitCode == 4, "\(text)", sourceLocation: sourceLocation)
            #expect(
                text.hasPrefix("the registry is damaged: transaction \(sequence)"), "\(text)",
                sourceLocation: sourceLocation)
            return text
        }
        Issue.record("transaction \(sequence) was taken", sourceLocation: sourceLocation)
        return ""
    }
}

/// A transaction's text, line by line.
struct TransactionText {
    var lines: [String]

    init(_ text: String) {
        lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var text: String { lines.joined(separator: "\n") + "\n" }
    var registry: String {
        get { lines[1] }
        set { lines[1] = newValue }
    }
    var sequence: String {
        get { lines[2] }
        set { lines[2] = newValue }
    }
    var previous: String {
        get { lines[3] }
        set { lines[3] = newValue }
    }
    var time: String {
        get { lines[4] }
        set { lines[4] = newValue }
    }
    var events: ArraySlice<String> { lines[5...] }

    /// The whole transaction.
    func signed(by signers: [NoteSigner]) throws -> [UInt8] { try SignedNote.sign(text, by: signers).bytes }
}

extension VirtualAuthority {
    /// A registry with something of everything: a case that is open, one that is issued and suspended, a publication.
    static func busy(seed: UInt64 = 1) throws -> VirtualAuthority {
        var setup = Setup()
        setup.seed = seed
        let authority = try VirtualAuthority(setup)
        authority.wait(minutes: 3)
        let badge = try authority.issuedBadge()
        authority.wait(minutes: 3)
        try authority.setStatus(badge.serial, .suspended, reason: 6)
        try authority.publish()
        authority.wait(minutes: 3)
        let id = try authority.file(.sample(1))
        try authority.append([.claimed(id)], by: "reviewer-1")
        try authority.recordChecks(id)
        try authority.append([try authority.store.question("Which register?", to: id)], by: "reviewer-1")
        try authority.append(
            [try authority.store.answer("The chamber's.", to: id, onBehalf: false)], by: "clerk")
        let (_, event) = try authority.store.newDocument(
            Array("an extract".utf8), kind: "register-extract", name: "extract.pdf", case: id)
        try authority.append([event], by: "clerk")
        return authority
    }
}
