import Encoding
import Registry

/// Events as canonical JSON, one line of a transaction each (DESIGN 4.5).
///
/// The reader is strict: fields in exactly the written order, none missing, none left over; the transaction's reader
/// re-encodes every event and compares bytes.
enum EventCodec {
    /// The line of an event.
    static func json(_ event: Event) -> JSON {
        let (name, members) = fields(of: event)
        return .object([.init("event", .string(name))] + members)
    }

    /// Reads a line. Sealed values are opened where the vault holds the case's key.
    static func event(_ json: JSON, vault: CaseVault) throws -> Event {
        var reader = try ObjectReader(json)
        let name = try reader.string("event")
        guard let read = readers[name] else {
            throw StoreError.damaged("an event of the unknown kind \"\(name)\"")
        }
        let event = try read(&reader, vault)
        try reader.finish()
        return event
    }

    typealias Members = [JSON.Member]
    typealias Read = @Sendable (inout ObjectReader, CaseVault) throws -> Event

    private static func fields(of event: Event) -> (String, Members) {
        switch event {
        case .genesis(let genesis): ("genesis", genesisFields(genesis))
        case .proposed(let change): ("proposed", [.init("change", changeJSON(change))])
        case .confirmed(let proposal): ("confirmed", [.init("proposal", number(proposal))])
        case .logOpened(let opening): ("logOpened", logOpeningFields(opening))
        case .issuingCALogged(let tbs): ("issuingCALogged", [.init("tbs", base64(tbs))])
        case .issuingCASigned(let signed): ("issuingCASigned", issuingCAFields(signed))
        case .trustFileSigned(let json, let signature):
            ("trustFileSigned", [.init("json", base64(json)), .init("signature", base64(signature))])
        case .logFrozen(let freeze): ("logFrozen", logFreezeFields(freeze))
        case .applicationFiled(let filing): ("applicationFiled", filingFields(filing))
        case .contentChanged(let id, let content, let hash, let onBehalf):
            (
                "contentChanged",
                [
                    caseMember(id), sealed("content", content), .init("hash", .string(hash)),
                    .init("onBehalf", .bool(onBehalf)),
                ]
            )
        case .documentAttached(let id, let document):
            ("documentAttached", [caseMember(id)] + documentFields(document))
        case .claimed(let id): ("claimed", [caseMember(id)])
        case .released(let id): ("released", [caseMember(id)])
        case .checksRecorded(let id, let records):
            ("checksRecorded", [caseMember(id), .init("checks", .array(records.map(checkJSON)))])
        case .asked(let id, let question): ("asked", [caseMember(id), sealed("question", question)])
        case .answered(let id, let answer, let onBehalf, let signed):
            (
                "answered",
                [
                    caseMember(id), sealed("answer", answer), .init("onBehalf", .bool(onBehalf)),
                    .init("signed", signed.map(JSON.string) ?? .null),
                ]
            )
        case .withdrawn(let id, let onBehalf):
            ("withdrawn", [caseMember(id), .init("onBehalf", .bool(onBehalf))])
        case .noted(let id, let note): ("noted", [caseMember(id), sealed("note", note)])
        case .challengeIssued(let id, let issue):
            ("challengeIssued", challengeFields(id, issue))
        case .challengeAnswered(let id, let answer):
            ("challengeAnswered", challengeAnswerFields(id, answer))
        case .held(let id, let reason, let until):
            ("held", [caseMember(id), sealed("reason", reason), .init("until", optionalTime(until))])
        case .resumed(let id): ("resumed", [caseMember(id)])
        case .appealed(let id, let statement, let onBehalf, let signed):
            (
                "appealed",
                [
                    caseMember(id), sealed("statement", statement), .init("onBehalf", .bool(onBehalf)),
                    .init("signed", signed.map(JSON.string) ?? .null),
                ]
            )
        case .feeRecorded(let id, let fee): ("feeRecorded", [caseMember(id)] + feeFields(fee))
        case .explained(let id, let text): ("explained", [caseMember(id), sealed("text", text)])
        case .screened(let id, let record): ("screened", [caseMember(id)] + screeningFields(record))
        case .hitsCleared(let id, let hits, let note):
            (
                "hitsCleared",
                [caseMember(id), .init("hits", .array(hits.map(JSON.integer))), sealed("note", note)]
            )
        case .listImported(let list): ("listImported", importFields(list))
        case .decided(_, let note): ("decided", [.init("note", base64(note))])
        case .accepted(let decision, let note, let signers):
            (
                "accepted",
                [
                    .init("case", .string(decision.subject)), .init("note", base64(note)),
                    .init("signers", .array(signers.map(JSON.string))),
                ]
            )
        case .brokeGlass(let decision, let note, let reason):
            (
                "brokeGlass",
                [
                    .init("case", .string(decision.subject)), .init("note", base64(note)),
                    sealed("reason", reason),
                ]
            )
        case .badgeLogged(let logging): ("badgeLogged", loggingFields(logging))
        case .badgeSigned(let signing): ("badgeSigned", signingFields(signing))
        case .checkpointSigned(let note): ("checkpointSigned", [.init("note", base64(note))])
        case .statusChanged(let change): ("statusChanged", statusFields(change))
        case .revocationRequested(let id, let request):
            ("revocationRequested", [caseMember(id)] + revocationRequestFields(request))
        case .published(let publication): ("published", publicationFields(publication))
        }
    }

    static let readers: [String: Read] = [
        "genesis": { reader, _ in .genesis(try genesis(&reader)) },
        "proposed": { reader, _ in .proposed(try change(try reader.object("change"))) },
        "confirmed": { reader, _ in .confirmed(proposal: try reader.unsigned("proposal")) },
        "logOpened": { reader, _ in .logOpened(try logOpening(&reader)) },
        "issuingCALogged": { reader, _ in .issuingCALogged(tbs: try reader.bytes("tbs")) },
        "issuingCASigned": { reader, _ in .issuingCASigned(try issuingCA(&reader)) },
        "trustFileSigned": { reader, _ in
            .trustFileSigned(json: try reader.bytes("json"), signature: try reader.bytes("signature"))
        },
        "logFrozen": { reader, _ in .logFrozen(try logFreeze(&reader)) },
        "applicationFiled": { reader, vault in .applicationFiled(try filing(&reader, vault)) },
        "contentChanged": { reader, vault in
            let id = try caseID(&reader)
            return .contentChanged(
                id, content: try content(&reader, id, vault), hash: try digestText("hash", &reader),
                onBehalf: try reader.bool("onBehalf"))
        },
        "documentAttached": { reader, vault in
            let id = try caseID(&reader)
            return .documentAttached(id, try document(&reader, id, vault))
        },
        "claimed": { reader, _ in .claimed(try caseID(&reader)) },
        "released": { reader, _ in .released(try caseID(&reader)) },
        "checksRecorded": { reader, vault in
            let id = try caseID(&reader)
            return .checksRecorded(id, try reader.objects("checks").map { try check($0, id, vault) })
        },
        "asked": { reader, vault in
            let id = try caseID(&reader)
            return .asked(id, question: try text("question", &reader, id, vault))
        },
        "answered": { reader, vault in
            let id = try caseID(&reader)
            return .answered(
                id, answer: try text("answer", &reader, id, vault), onBehalf: try reader.bool("onBehalf"),
                signed: try optionalDigest("signed", &reader))
        },
        "withdrawn": { reader, _ in .withdrawn(try caseID(&reader), onBehalf: try reader.bool("onBehalf")) },
        "noted": { reader, vault in
            let id = try caseID(&reader)
            return .noted(id, note: try text("note", &reader, id, vault))
        },
        "challengeIssued": { reader, vault in try challengeIssued(&reader, vault) },
        "challengeAnswered": { reader, vault in try challengeAnswered(&reader, vault) },
        "held": { reader, vault in
            let id = try caseID(&reader)
            return .held(
                id, reason: try text("reason", &reader, id, vault), until: try reader.optionalTime("until"))
        },
        "resumed": { reader, _ in .resumed(try caseID(&reader)) },
        "appealed": { reader, vault in
            let id = try caseID(&reader)
            return .appealed(
                id, statement: try text("statement", &reader, id, vault),
                onBehalf: try reader.bool("onBehalf"), signed: try optionalDigest("signed", &reader))
        },
        "feeRecorded": { reader, vault in
            let id = try caseID(&reader)
            return .feeRecorded(id, try fee(&reader, id, vault))
        },
        "explained": { reader, vault in
            let id = try caseID(&reader)
            return .explained(id, text: try text("text", &reader, id, vault))
        },
        "screened": { reader, vault in
            let id = try caseID(&reader)
            return .screened(id, try screening(&reader, id, vault))
        },
        "hitsCleared": { reader, vault in
            let id = try caseID(&reader)
            return .hitsCleared(
                id, hits: try reader.integers("hits"), note: try text("note", &reader, id, vault))
        },
        "listImported": { reader, _ in .listImported(try listImport(&reader)) },
        "accepted": { reader, _ in
            _ = try caseID(&reader)
            let note = try reader.bytes("note")
            return .accepted(
                try DecisionNote(parsing: note).decision, note: note, signers: try reader.strings("signers"))
        },
        "brokeGlass": { reader, vault in
            let id = try caseID(&reader)
            let note = try reader.bytes("note")
            return .brokeGlass(
                try DecisionNote(parsing: note).decision, note: note,
                reason: try text("reason", &reader, id, vault))
        },
        "decided": { reader, _ in
            let note = try reader.bytes("note")
            return .decided(try DecisionNote(parsing: note).decision, note: note)
        },
        "badgeLogged": { reader, _ in .badgeLogged(try logging(&reader)) },
        "badgeSigned": { reader, _ in .badgeSigned(try signing(&reader)) },
        "checkpointSigned": { reader, _ in .checkpointSigned(note: try reader.bytes("note")) },
        "statusChanged": { reader, _ in .statusChanged(try status(&reader)) },
        "revocationRequested": { reader, vault in
            let id = try caseID(&reader)
            return .revocationRequested(id, try revocationRequest(&reader, id, vault))
        },
        "published": { reader, _ in .published(try publication(&reader)) },
    ]
}

// The small pieces that several events share.
extension EventCodec {
    static func base64(_ bytes: [UInt8]) -> JSON { .string(Base64.encode(bytes)) }

    /// Sequences and sizes stay far below 2^63.
    static func number(_ value: UInt64) -> JSON { .integer(Int64(clamping: value)) }

    static func optionalTime(_ time: Timestamp?) -> JSON { time.map { .string($0.description) } ?? .null }

    static func caseMember(_ id: ApplicationID) -> JSON.Member { .init("case", .string(id.description)) }

    static func caseID(_ reader: inout ObjectReader) throws -> ApplicationID {
        let text = try reader.string("case")
        guard let id = ApplicationID(text), sameBytes(id.description, text) else {
            throw reader.failure("case", "is not a case id")
        }
        return id
    }

    static func serialMember(_ name: String, _ serial: BadgeSerial) -> JSON.Member {
        .init(name, .string(serial.description))
    }

    static func serial(_ name: String, _ reader: inout ObjectReader) throws -> BadgeSerial {
        let text = try reader.string(name)
        guard let serial = BadgeSerial(text), sameBytes(serial.description, text) else {
            throw reader.failure(name, "is not LOG-INDEX")
        }
        return serial
    }

    static func logNumber(_ name: String, _ reader: inout ObjectReader) throws -> UInt16 {
        guard let value = UInt16(exactly: try reader.unsigned(name)), (1..<(1 << 15)).contains(value) else {
            throw reader.failure(name, "is not a log number")
        }
        return value
    }

    static func digestText(_ name: String, _ reader: inout ObjectReader) throws -> String {
        Hex.encode(try reader.hex(name, count: 32))
    }

    static func optionalDigest(_ name: String, _ reader: inout ObjectReader) throws -> String? {
        try reader.optionalHex(name, count: 32).map { Hex.encode($0) }
    }

    static func choice<Choice: RawRepresentable<String>>(
        _ name: String, _ reader: inout ObjectReader
    ) throws
        -> Choice
    {
        let text = try reader.string(name)
        guard let choice = Choice(rawValue: text) else {
            throw reader.failure(name, "is unknown: \"\(text)\"")
        }
        return choice
    }

    static func sealed<Value>(_ name: String, _ value: Sealed<Value>) -> JSON.Member {
        .init(name, base64(value.ciphertext))
    }

    static func text(
        _ name: String, _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws
        -> Sealed<String>
    {
        try vault.open(try reader.bytes(name), case: id, field: name) { String(decoding: $0, as: UTF8.self) }
    }

    static func content(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws
        -> Sealed<CaseContent>
    {
        try vault.open(try reader.bytes("content"), case: id, field: "content") {
            try CaseContent(json: try JSON.parseCanonical($0))
        }
    }
}
