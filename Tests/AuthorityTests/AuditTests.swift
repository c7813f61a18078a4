import Authority
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// An audit finds whatever is changed, and nothing where nothing is.
@Suite struct AuditTests {
    private struct Scene {
        let authority: VirtualAuthority
        let disk: MemoryFileSystem
        let badge: Issuance.Issued

        init() throws {
            disk = MemoryFileSystem()
            authority = try VirtualAuthority(on: disk)
            badge = try authority.issuedBadge()
            let id = try authority.approvedCase(.sample(1))
            let document = try authority.store.newDocument(
                Array("extract".utf8), kind: "register-extract", name: "extract.pdf", case: id)
            try authority.append([document.event], by: "clerk")
            try authority.setStatus(badge.serial, .suspended, reason: 6)
            try authority.publish()
            authority.store.close()
        }

        func audit(_ disk: MemoryFileSystem, against: [UInt8]? = nil) throws -> AuditReport {
            try Audit.run(
                authority.setup.directory, against: against.map { ("old", $0) }, fileSystem: disk,
                random: authority.random)
        }

        func path(_ name: String) -> String { FilePath.join(authority.setup.directory, name) }
    }

    @Test func findsNothingWhereNothingIsWrong() throws {
        let scene = try Scene()
        let report = try scene.audit(scene.disk.copy())
        #expect(report.findings.map(\.description) == [])
        #expect(report.isWhole && report.isTest && !report.isSingleOperator)
        let counts = Dictionary(uniqueKeysWithValues: report.counts.map { ($0.name, $0.count) })
        #expect(counts["badges"] == 1 && counts["documents"] == 1 && counts["publications"] == 2)
        #expect(counts["statusChanges"] == 1 && counts["cases"] == 2 && counts["people"] == 8)
    }

    /// Every file, a byte in each of its parts.
    @Test func findsEveryChangedByte() throws {
        let scene = try Scene()
        let files = try Self.files(below: scene.authority.setup.directory, on: scene.disk)
        #expect(files.count > 20)
        for path in files {
            let size = Int(try scene.disk.size(of: path))
            // What follows the record in a slot of the head means nothing, and sealed keys open for nobody here.
            let reach = path.hasSuffix("/head") ? 250 : size
            for offset in Set([0, reach / 3, reach / 2, reach - 1]) where offset >= 0 && offset < size {
                let disk = scene.disk.copy()
                disk.corrupt(path, at: offset)
                let report = try scene.audit(disk)
                #expect(!report.findings.isEmpty, "\(path), byte \(offset)")
            }
        }
    }

    private static func files(below directory: String, on disk: MemoryFileSystem) throws -> [String] {
        try disk.list(directory).flatMap { name in
            let path = FilePath.join(directory, name)
            return try disk.isDirectory(path) ? try files(below: path, on: disk) : [path]
        }.filter { !$0.hasSuffix("/lock") }
    }

    @Test func namesTheTransactionAndTheByte() throws {
        let scene = try Scene()
        let disk = scene.disk.copy()
        let segment = scene.path("journal/00000000000000000000.seg")
        disk.corrupt(segment, at: Int(try disk.size(of: segment)) / 2)
        // Not only the journal: what else is wrong is found as well.
        disk.corrupt(scene.path("authority.json"), at: 5)
        let places = try scene.audit(disk).findings.map(\.place)
        #expect(places.contains { $0.hasPrefix("journal/00000000000000000000.seg, byte ") })
        #expect(places.contains("authority.json"))
    }

    @Test func findsWhatIsMissingAndWhatIsStrange() throws {
        let scene = try Scene()
        let key = try scene.disk.list(scene.path("secrets/casekeys"))[0]
        let document = try scene.disk.list(scene.path("evidence"))[0]
        for name in [
            "secrets/casekeys/\(key)", "evidence/\(document)", "public/status.snapshot", "public/checkpoint",
            "public/tile/0/000.p/4", "secrets/authority.keys", "authority.json", "head",
        ] {
            let disk = scene.disk.copy()
            try disk.remove(scene.path(name))
            #expect(try !scene.audit(disk).findings.isEmpty, "\(name) removed")
        }
        for name in ["badges/1-9.badge", "evidence/note.txt"] {
            let disk = scene.disk.copy()
            try disk.writeNew(scene.path(name), [1], permissions: 0o600)
            #expect(try scene.audit(disk).findings.map(\.place) == [name])
        }
    }

    /// The case cannot be read; everything else goes on, and one finding says which file it is.
    @Test(arguments: [20, 100])
    func namesADamagedCaseKeyOnce(size: Int) throws {
        let scene = try Scene()
        let disk = scene.disk.copy()
        let key = "secrets/casekeys/\(try scene.disk.list(scene.path("secrets/casekeys"))[0])"
        if size == 20 {
            disk.corrupt(scene.path(key), at: size)
        } else {
            try disk.remove(scene.path(key))
            try disk.writeNew(
                scene.path(key), [UInt8](repeating: 1, count: size * 10), permissions: 0o600)
        }
        #expect(try scene.audit(disk).findings.map(\.place) == [key])
        let store = try RegistryStore.open(
            scene.authority.setup.directory, access: .read, fileSystem: disk, random: scene.authority.random)
        #expect(store.damagedCaseKeys.count == 1)
        let id = try #require(store.damagedCaseKeys.first)
        #expect(store.keyLoss(of: id).contains(key))
        let error = #expect(throws: StoreError.self) { try store.note("a remark", on: id) }
        #expect("\(String(describing: error))".contains("damaged"))
    }

    @Test func noticesTransactionsOfTheFuture() throws {
        let scene = try Scene()
        let store = try scene.authority.reader()
        func notices(_ clock: Timestamp) throws -> [String] {
            try Audit.run(
                scene.authority.setup.directory, clock: clock, fileSystem: scene.disk,
                random: scene.authority.random
            ).notices.filter { $0.contains("after now") }
        }
        #expect(try notices(store.state.lastTime) == [])
        let early = try notices(Timestamp(secondsSince1970: 0))
        #expect(early.count == 1 && early[0].hasPrefix("transaction 0: "))
    }

    /// One flipped bit in the newest slot of the head: all transactions stay, and the audit tells.
    @Test func aDamagedHeadLosesNothing() throws {
        let scene = try Scene()
        let last = try scene.authority.reader().state.lastSequence
        for offset in [20, (16 << 10) + 20] {
            let disk = scene.disk.copy()
            disk.corrupt(scene.path("head"), at: offset)
            #expect(try scene.audit(disk).findings.contains { $0.place.hasPrefix("head, byte") })
            let recovery = try Recovery(
                scene.authority.setup.directory, access: .examine, fileSystem: disk,
                random: scene.authority.random)
            #expect(recovery.store.state.lastSequence == last && recovery.task == .nothing)
            try disk.writeNew(scene.path("public/.pack.tar.1-0.tmp"), [1], permissions: 0o600)
            try disk.writeNew(scene.path(".head.1-0.tmp"), [1], permissions: 0o600)
            let lock = try disk.open(scene.path("journal/lock"), .readWriteOrCreate(permissions: 0o600))
            try disk.write(Array("process 1\n".utf8), to: lock, at: 0)
            let store = try RegistryStore.open(
                scene.authority.setup.directory, access: .write(waitSeconds: 0), fileSystem: disk,
                random: scene.authority.random)
            #expect(store.state.lastSequence == last && store.movedAside.isEmpty)
            store.close()
            #expect(try scene.audit(disk).findings.map(\.description) == [])
            #expect(try !disk.exists(scene.path(".head.1-0.tmp")))
            #expect(try !disk.exists(scene.path("public/.pack.tar.1-0.tmp")))
        }
    }

    @Test func secretsAreTheOwnersAlone() throws {
        let scene = try Scene()
        let disk = scene.disk.copy()
        try disk.writeNew(scene.path("secrets/copy"), [1], permissions: 0o644)
        #expect(try scene.audit(disk).findings.map(\.place) == ["secrets/copy"])
    }

    @Test func aCaseIsFiledAsTheBusinessSigned() throws {
        let request = try ApplicantRequest(signing: .sample(1), with: PrivateKey.named("a business"))
        for (form, kept, wrong) in [
            (ApplicationContent.sample(1), request.note.bytes, ""),
            (.sample(2), request.note.bytes, "another form or key than the business signed"),
            (.sample(1), Array("nothing".utf8), "not the signed request that the case was filed with"),
        ] {
            let disk = MemoryFileSystem()
            let authority = try VirtualAuthority(on: disk)
            let (id, filing) = try authority.store.newCase(
                form, certificationRequest: request.certificationRequest.der, channel: .request,
                signed: request.note.bytes)
            let document = try authority.store.newDocument(kept, kind: "request", name: "r", case: id)
            try authority.append([filing, document.event], by: "clerk")
            // A later change by the business is no difference.
            let change = try authority.store.contentChange(
                of: id, to: form.with { $0.website = "https://other.example" },
                certificationRequest: request.certificationRequest.der, onBehalf: false)
            try authority.append([change], by: "clerk")
            authority.store.close()
            let findings = try Audit.run(
                authority.setup.directory, against: nil, fileSystem: disk, random: authority.random
            ).findings
            #expect(findings.count == (wrong.isEmpty ? 0 : 1))
            #expect(findings.allSatisfy { $0.what.contains(wrong) && $0.place.hasPrefix("evidence/") })
        }
    }

    @Test func continuesAnOldCheckpointOrNot() throws {
        let scene = try Scene()
        let store = try scene.authority.reader()
        let first = try #require(store.state.publications.first).publication.checkpoint
        let report = try scene.audit(scene.disk, against: first)
        #expect(report.findings.isEmpty && report.notices.contains { $0.hasPrefix("old: the log continues") })
        let origin = try #require(store.state.log).opening.origin
        let log = try NoteSigner(name: origin, key: scene.authority.keys.log)
        for checkpoint in [
            Checkpoint(origin: origin, size: 3, root: SHA256.hash([1])),
            Checkpoint(origin: origin, size: 4000, root: SHA256.hash([1])),
            Checkpoint(origin: "elsewhere.example/log", size: 0, root: MerkleTree.emptyRoot),
        ] {
            let note = try SignedNote.sign(checkpoint.text, by: [log]).bytes
            #expect(try scene.audit(scene.disk, against: note).findings.map(\.place) == ["old"])
        }
        #expect(try scene.audit(scene.disk, against: [1, 2, 3]).findings.map(\.place) == ["old"])
    }
}
