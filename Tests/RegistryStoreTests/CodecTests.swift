import Authority
import Encoding
import Transparency
import Files
import Registry
import Testing
import TestSupport

@testable import RegistryStore

/// Every kind of event, written and read again.
@Suite struct CodecTests {
    let authority: VirtualAuthority
    let id: ApplicationID
    let hash = String(repeating: "ab", count: 32)

    init() throws {
        authority = try VirtualAuthority()
        id = try authority.file()
    }

    /// At least one event of each kind, every optional part once there and once not.
    func samples() throws -> [Event] {
        let store = authority.store
        let time = authority.now
        let serial = try #require(BadgeSerial("1-42"))
        let key = try NoteSigner.person("x").verifierKey.text
        let person = PersonID(3)
        let application = try store.application(id.description)
        let (_, document) = try store.newDocument([1, 2], kind: "extract", name: "ä \" \\ 語.pdf", case: id)
        let badge = SnapshotRecord(logNumber: 1, sequence: 7, covered: 9, hash: hash, signature: [1])
        return [
            .genesis(try #require(authority.state.genesis)),
            .proposed(.addPerson(name: "x \" y", roles: [.clerk, .admin], verifierKey: key)),
            .proposed(.removePerson(person)), .proposed(.replaceKey(person, old: key, new: key)),
            .proposed(.addKey(person, verifierKey: key)), .proposed(.setRoles(person, roles: Role.allCases)),
            .proposed(.setPolicy(.standard)), .confirmed(proposal: UInt64(Int64.max)),
            .confirmed(proposal: 0),
            .logOpened(LogOpening(number: 32767, origin: "o", logKey: key, statusKey: key)),
            .issuingCALogged(tbs: []), .issuingCALogged(tbs: [0, 255]),
            .issuingCASigned(.init(certificate: [1], root: [2], rootRevocationList: [3])),
            .trustFileSigned(json: [1, 2, 3], signature: [4]),
            .logFrozen(LogFreeze(number: 1, size: 0, root: hash, checkpoint: [], lost: [], sanctions: [])),
            try store.newCase(.sample(), certificationRequest: nil, channel: .onBehalf).event,
            try store.newCase(.sample(), certificationRequest: [1], channel: .request).event,
            try store.contentChange(of: id, to: .sample(1), certificationRequest: [7], onBehalf: true),
            try store.contentChange(of: id, to: .sample(1), certificationRequest: nil, onBehalf: false),
            document, .claimed(id), .released(id),
            .checksRecorded(
                id,
                [
                    try authority.check("contact", on: id, evidence: [hash, hash]),
                    try authority.check("operation", .skip, on: id, waiver: "w"),
                    try authority.check("consent", .fail, on: id),
                ]),
            .checksRecorded(id, []), try store.question("Why?\n\t\u{1F600}", to: id),
            try store.answer("", to: id, onBehalf: true), try store.answer("so", to: id, onBehalf: false),
            try store.newCase(.sample(), certificationRequest: [1], channel: .request, signed: [1]).event,
            try store.answer("so", to: id, onBehalf: false, signed: [2]),
            .withdrawn(id, onBehalf: true), .withdrawn(id, onBehalf: false), try store.note("look", on: id),
            try store.newChallenge(for: "tel:+12025550100", by: .code, case: id).event,
            .challengeAnswered(
                id,
                ChallengeAnswer(
                    account: "a", issued: 7, outcome: .notFetched,
                    answer: try store.vault.seal("x", bytes: [0x78], case: id, field: "challengeAnswer"))),
            try store.hold(id, reason: "closed", until: time), try store.hold(id, reason: "", until: nil),
            .resumed(id), try store.appeal("ours", of: id, onBehalf: true),
            try store.appeal("ours", of: id, onBehalf: false, signed: [3]),
            try store.fee(.paid, until: time, note: "invoice", case: id),
            try store.fee(.waived, until: time, note: "", case: id),
            try store.explanation("so", of: id),
            .revocationRequested(
                id,
                RevocationRequest(
                    serial: serial, reason: 1, signed: hash,
                    document: try store.newDocument([3], kind: "request-revocation", name: "r", case: id)
                        .document)),
            try store.screening(
                of: id, tables: "t", imports: [hash],
                hits: [
                    ScreenedHit(
                        number: 1, topic: "lookalike", rule: "skeleton", severity: .task, cause: .lookAlike),
                    ScreenedHit(number: 3, topic: "homonym", rule: "same-name", severity: .note, cause: nil),
                ],
                texts: ScreeningTexts(
                    hits: [
                        HitText(
                            field: "displayName", reason: "lookalike", message: "m\n", hint: "h", other: "o"),
                        HitText(field: "f", reason: nil, message: "", hint: "", other: ""),
                    ], facts: [ScreenedFact(field: "f", value: "v", label: "syntax", what: "w")])),
            try store.screening(
                of: id, tables: "", imports: [], hits: [], texts: ScreeningTexts(hits: [], facts: [])),
            try store.clearance(of: [1, 3], note: "no", case: id),
            .listImported(
                ListImport(
                    kind: .extract, name: "KvK", source: "KvK", date: time, country: "NL", count: 2,
                    hash: hash)),
            .listImported(
                ListImport(
                    kind: .denied, name: "eu", source: "EU", date: time, country: nil, count: 0, hash: hash)),
            try authority.brokenGlass("nobody else", on: id, by: "admin-1"),
            try authority.accepted(.approve, on: id, by: ["reviewer-1", "reviewer-2"]),
            try authority.decision(.uphold, on: id, by: "reviewer-1"),
            try authority.decision(.reverse, on: id, by: "reviewer-1"),
            try authority.decision(.approve, on: id, by: "reviewer-1"),
            try authority.decision(.reject(reason: "too-new"), on: id, by: "reviewer-1"),
            .badgeLogged(
                BadgeLogging(
                    application: application.id, serial: serial, tbs: [1], accounts: ["a", "b"],
                    notBefore: time,
                    notAfter: time)),
            .badgeSigned(BadgeSigning(serial: serial, signature: [1], stapleSequence: 1, staple: [2])),
            .checkpointSigned(note: [1, 2]),
            .statusChanged(StatusChange(serial: serial, state: .revoked, reason: 255, successor: nil)),
            .statusChanged(StatusChange(serial: serial, state: .superseded, reason: 4, successor: serial)),
            .published(
                Publication(
                    issued: time, nextUpdate: time, snapshots: [badge, badge],
                    revocationLists: [RevocationListRecord(issuer: serial, signature: [5])],
                    anchorSequence: 4,
                    anchorHash: hash, checkpoint: [6])),
            .published(
                Publication(
                    issued: time, nextUpdate: time, snapshots: [], revocationLists: [], anchorSequence: 0,
                    anchorHash: hash, checkpoint: [])),
        ]
    }

    @Test func everyKindIsReadAsItWasWritten() throws {
        var kinds: Set<String> = []
        for event in try samples() {
            let json = EventCodec.json(event)
            if case .string(let kind)? = json["event"] { kinds.insert(kind) }
            let line = json.canonicalText
            #expect(!line.utf8.contains(0x0A))
            let read = try EventCodec.event(
                try JSON.parseCanonical(Array(line.utf8)), vault: authority.store.vault)
            #expect(read == event, "\(line)")
            #expect(EventCodec.json(read).canonicalText == line)
        }
        #expect(kinds == Set(EventCodec.readers.keys), "a kind of event has no sample here")
    }

    /// Members left out, doubled, moved or added: one event has one line.
    @Test func oneEventHasOneLine() throws {
        for event in try samples() {
            guard case .object(let members) = EventCodec.json(event) else { continue }
            var others: [[JSON.Member]] = [
                members + [.init("more", .null)], [.init("more", .null)] + members,
            ]
            for index in members.indices.dropFirst() {
                var less = members
                less.remove(at: index)
                others.append(less)
                var moved = members
                moved.swapAt(index, index - 1)
                others.append(moved)
                var twice = members
                twice.insert(members[index], at: index)
                others.append(twice)
                var null = members
                null[index].value = members[index].value == .null ? .string("x") : .object([])
                others.append(null)
            }
            for other in others where other != members {
                #expect(throws: (any Error).self, "\(JSON.object(other).canonicalText)") {
                    try EventCodec.event(.object(other), vault: authority.store.vault)
                }
            }
        }
    }

    @Test func sealedTextDoesNotStandInTheJournal() throws {
        try authority.append([try authority.store.question("Which register?", to: id)], by: "reviewer-1")
        try authority.append(
            [try authority.store.answer("The chamber's.", to: id, onBehalf: true)], by: "clerk")
        let secrets = [
            "Which register", "The chamber", "Customer Relations", "relations@airline.example",
            "Vliegveldweg",
            "Airline",
        ]
        for payload in try Tampering(authority).payloads {
            for secret in secrets {
                #expect(payload.firstRange(of: Array(secret.utf8)) == nil)
                #expect(
                    payload.firstRange(of: Array(Base64.encode(Array(secret.utf8)).dropLast(4).utf8)) == nil)
            }
        }
    }
}

/// Log entries, byte for byte as DESIGN 4.2 has them.
@Suite struct LogEntryTests {
    let hash = String(repeating: "ab", count: 32)
    let digest = [UInt8](repeating: 0xAB, count: 32)

    @Test func bytes() throws {
        let serial = try #require(BadgeSerial("2-5"))
        let next = try #require(BadgeSerial("2-9"))
        let time = Timestamp(secondsSince1970: 0x0102_0304)
        let when: [UInt8] = [0, 0, 0, 0, 1, 2, 3, 4]
        let number: [UInt8] = [0, 2, 0, 0, 0, 0, 0, 5]
        func status(_ state: BadgeState, _ reason: UInt8, _ successor: BadgeSerial? = nil) -> LogRecord {
            .status(
                StatusChange(serial: serial, state: state, reason: reason, successor: successor), time: time)
        }
        let zero = [UInt8](repeating: 0, count: 8)
        let table: [(LogRecord, [UInt8])] = [
            (.null, [0]), (.badge(tbs: [0x30, 1]), [1, 0x30, 1]),
            (.issuingCA(tbs: [0x30, 2]), [4, 0x30, 2]),
            (status(.good, 0), [2] + number + [0, 0] + when + zero),
            (status(.limited, 9), [2] + number + [1, 9] + when + zero),
            (status(.suspended, 6), [2] + number + [2, 6] + when + zero),
            (status(.superseded, 4, next), [2] + number + [3, 4] + when + [0, 2, 0, 0, 0, 0, 0, 9]),
            (status(.revoked, 1), [2] + number + [4, 1] + when + zero),
            (.snapshot(sequence: 258, hash: hash), [3, 0, 0, 0, 0, 0, 0, 1, 2] + digest),
            (.anchor(sequence: 3, hash: hash), [5, 0, 0, 0, 0, 0, 0, 0, 3] + digest),
        ]
        for (record, bytes) in table { #expect(LogEntry(record).bytes == bytes) }
    }
}
