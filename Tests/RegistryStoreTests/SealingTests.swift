import CryptoCore
import Authority
import Encoding
import Transparency
import Files
import Registry
import Testing
import TestSupport

@testable import RegistryStore

/// What is sealed opens in its place only, and a case can be forgotten.
@Suite struct SealingTests {
    let authority: VirtualAuthority
    let one: ApplicationID
    let two: ApplicationID

    init() throws {
        authority = try VirtualAuthority()
        one = try authority.file()
        two = try authority.file(.sample(1))
    }

    @Test func whatIsSealedOpensInItsPlaceAlone() throws {
        let vault = authority.store.vault
        let bytes = Array("secret".utf8)
        let sealed = try vault.sealBytes(bytes, case: one, field: "answer")
        #expect(try vault.openBytes(sealed, case: one, field: "answer") == bytes)
        #expect(throws: StoreError.self) { try vault.openBytes(sealed, case: one, field: "question") }
        #expect(throws: StoreError.self) { try vault.openBytes(sealed, case: two, field: "answer") }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: StoreError.self) { try vault.openBytes(changed, case: one, field: "answer") }
        }
        for count in [0, 11, 27, sealed.count - 1] {
            #expect(throws: StoreError.self) {
                try vault.openBytes(Array(sealed.prefix(count)), case: one, field: "answer")
            }
        }
        // The same text never looks the same twice.
        #expect(try vault.sealBytes(bytes, case: one, field: "answer") != sealed)
    }

    @Test func aDraftOpensOnItsCaseAloneAndDiesWithItsKey() throws {
        let store = authority.store
        let sealed = try store.sealedDraft(Array("not signed yet".utf8), case: one)
        #expect(try store.draft(sealed, case: one) == Array("not signed yet".utf8))
        #expect(throws: StoreError.self) { try store.draft(sealed, case: two) }
        #expect(throws: StoreError.self) { try store.draft(Array(sealed.dropLast()), case: one) }
        #expect(throws: StoreError.self) { try store.vault.openBytes(sealed, case: one, field: "note") }
        store.vault.discardKey(for: two)
        #expect(throws: StoreError.self) { try store.sealedDraft([1], case: two) }
    }

    /// An authorised person who copies what stands sealed in one case, or field, into another.
    @Test func aMovedCiphertextIsFoundWhenTheJournalIsOpened() throws {
        try authority.append([try authority.store.question("Which?", to: one)], by: "reviewer-1")
        try authority.append([.claimed(two)], by: "reviewer-2")
        let tampering = try Tampering(authority)
        let exchange = try #require(authority.state.applications[one]?.exchanges.first)
        let content = try #require(authority.state.applications[one])
        for event in [
            Event.asked(two, question: exchange.question),
            .answered(one, answer: exchange.question, onBehalf: false),
            .contentChanged(two, content: content.content, hash: content.contentHash, onBehalf: true),
        ] {
            var changed = tampering
            try changed.append([event], by: "reviewer-2")
            #expect(try changed.refusal(at: tampering.payloads.count).contains("does not open"))
        }
    }

    @Test func anotherRegistryOpensNothing() throws {
        var setup = VirtualAuthority.Setup()
        setup.seed = 2
        let other = try VirtualAuthority(setup)
        // Case key and data key carried over, both read under the other registry's id.
        let sealed = try authority.store.vault.sealBytes([1], case: one, field: "answer")
        for name in ["data.key", "casekeys/\(one.compact)"] {
            let bytes = try authority.fileSystem.read(
                FilePath.join(authority.place.secrets, name), limit: 100)
            try DurableFile.replace(
                FilePath.join(other.place.secrets, name), bytes, permissions: 0o600, in: other.fileSystem)
        }
        try other.reopen()
        #expect(try other.store.vault.openBytes(sealed, case: one, field: "answer") == nil)
        #expect(other.store.damagedCaseKeys == [one])
    }

    @Test func aDestroyedCaseKeyLeavesTheJournalReadable() throws {
        try authority.recordChecks(one)
        try authority.append([try authority.store.question("Which?", to: one)], by: "reviewer-1")
        try authority.append([try authority.store.answer("That.", to: one, onBehalf: false)], by: "clerk")
        let (document, event) = try authority.store.newDocument(
            Array("%PDF-1.7".utf8), kind: "extract", name: "x.pdf", case: one)
        try authority.append([event], by: "clerk")
        try authority.recordChecks(one)
        try authority.approve(one, by: "reviewer-1")
        try authority.approve(one, by: "reviewer-2")
        let badge = try #require(try authority.issue([one]).first)
        try authority.setStatus(badge.serial, .suspended, reason: 6, by: "reviewer-3")
        try authority.reinstate(badge.serial, by: "reviewer-1")
        try authority.reinstate(badge.serial, by: "reviewer-2")
        try authority.publish()
        let before = authority.state
        try authority.fileSystem.remove(FilePath.join(authority.place.secrets, "casekeys/\(one.compact)"))
        try authority.reopen()
        let application = try #require(authority.state.applications[one])
        #expect(application.content.value == nil && application.form == nil)
        #expect(application.exchanges.first?.answer?.value == nil)
        #expect(application.contentHash == before.applications[one]?.contentHash)
        #expect(application.isIssued && application.approvals == before.applications[one]?.approvals)
        #expect(authority.state.badges == before.badges)
        #expect(authority.state.applications[two] == before.applications[two])
        #expect(throws: StoreError.self) { try authority.store.documentBytes(document, case: one) }
        // It can no longer be written to, and the others can.
        #expect(throws: StoreError.self) { try authority.store.question("And?", to: one) }
        try authority.issue([try authority.approvedCase(.sample(5))])
        try authority.publish()
        try authority.reopen()
    }

    /// Which approvals counted depends on who the form says acts for the business; without the form the journal must
    /// open all the same.
    @Test func aDestroyedCaseKeyHidesWhoActedForTheBusiness() throws {
        let late = try NoteSigner.person("late").verifierKey.text
        let id = try authority.file(.sample(3).with { $0.representatives = [late] })
        try authority.recordChecks(id, by: "reviewer-3")
        try authority.approve(id, by: "reviewer-1")
        // The key that the form names turns out to be that of somebody who approved.
        try authority.change(.addKey(try authority.person("reviewer-1").id, verifierKey: late))
        try authority.approve(id, by: "reviewer-3")
        try authority.approve(id, by: "reviewer-2")
        try authority.issue([id])
        try authority.fileSystem.remove(FilePath.join(authority.place.secrets, "casekeys/\(id.compact)"))
        try authority.reopen()
        #expect(authority.state.applications[id]?.isIssued == true)
    }

    @Test func nobodyApprovesWhatNobodyCanRead() throws {
        try authority.fileSystem.remove(FilePath.join(authority.place.secrets, "casekeys/\(one.compact)"))
        try authority.reopen()
        #expect(throws: AuthorityError.self) { try authority.approve(one, by: "reviewer-1") }
        try authority.append(
            [try authority.decision(.reject(reason: "abandoned"), on: one, by: "reviewer-1")],
            by: "reviewer-1")
    }

    /// Like a destroyed one for the fold, and remembered: one bad file does not stop the other cases.
    @Test func aChangedCaseKeyIsDamageOfItsCaseAlone() throws {
        let path = FilePath.join(authority.place.secrets, "casekeys/\(one.compact)")
        let bytes = try authority.fileSystem.read(path, limit: 100)
        for index in [0, 11, 12, 43, 59] {
            var changed = bytes
            changed[index] ^= 1
            try DurableFile.replace(path, changed, permissions: 0o600, in: authority.fileSystem)
            authority.store.close()
            try authority.reopen()
            #expect(authority.store.damagedCaseKeys == [one])
            #expect(authority.state.applications[one]?.content.value == nil)
            #expect(authority.state.applications[two]?.content.value != nil)
            #expect(throws: AuthorityError.self) { try authority.approve(one, by: "reviewer-1") }
        }
        // Another case's key under this one's name.
        let other = try authority.fileSystem.read(
            FilePath.join(authority.place.secrets, "casekeys/\(two.compact)"), limit: 100)
        try DurableFile.replace(path, other, permissions: 0o600, in: authority.fileSystem)
        try authority.reopen()
        #expect(authority.store.damagedCaseKeys == [one])
        try DurableFile.replace(path, bytes, permissions: 0o600, in: authority.fileSystem)
        try authority.reopen()
        #expect(authority.store.damagedCaseKeys.isEmpty)
    }

    @Test func aDamagedDataKeySealsNothingMore() throws {
        let path = FilePath.join(authority.place.secrets, "data.key")
        try DurableFile.replace(
            path, [UInt8](repeating: 7, count: 32), permissions: 0o600, in: authority.fileSystem)
        try authority.reopen()
        #expect(authority.store.damagedCaseKeys == [one, two])
        #expect(throws: StoreError.self) {
            try authority.store.newCase(.sample(3), certificationRequest: nil, channel: .onBehalf)
        }
    }

    @Test func changedEvidenceIsFound() throws {
        let bytes = Array("an extract of the register".utf8)
        let (document, event) = try authority.store.newDocument(
            bytes, kind: "extract", name: "x.pdf", case: one)
        try authority.append([event], by: "clerk")
        #expect(try authority.store.documentBytes(document, case: one) == bytes)
        let path = FilePath.join(authority.place.evidence, document.hash)
        let sealed = try authority.fileSystem.read(path, limit: 1000)
        #expect(sealed.firstRange(of: Array("extract".utf8)) == nil)
        for index in [0, sealed.count / 2, sealed.count - 1] {
            var changed = sealed
            changed[index] ^= 0x80
            try DurableFile.replace(path, changed, permissions: 0o600, in: authority.fileSystem)
            let error = #expect(throws: StoreError.self) {
                try authority.store.documentBytes(document, case: one)
            }
            #expect(error?.exitCode == 4)
        }
        try authority.fileSystem.remove(path)
        let error = #expect(throws: StoreError.self) {
            try authority.store.documentBytes(document, case: one)
        }
        #expect(error?.description.contains("missing") == true && error?.exitCode == 4)
        // Another document of the case in its place.
        let (other, _) = try authority.store.newDocument([1], kind: "extract", name: "y.pdf", case: one)
        let foreign = try authority.fileSystem.read(
            FilePath.join(authority.place.evidence, other.hash), limit: 1000)
        try DurableFile.replace(path, foreign, permissions: 0o600, in: authority.fileSystem)
        #expect(throws: StoreError.self) { try authority.store.documentBytes(document, case: one) }
    }
}
