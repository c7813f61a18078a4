import Encoding
import Registry

// Events about cases.
extension EventCodec {
    static func filingFields(_ filing: Filing) -> Members {
        [
            caseMember(filing.id),
            .init("channel", .string(filing.channel.rawValue)),
            sealed("content", filing.content),
            .init("hash", .string(filing.contentHash)),
            .init("signed", filing.signed.map(JSON.string) ?? .null),
        ]
    }

    static func filing(_ reader: inout ObjectReader, _ vault: CaseVault) throws -> Filing {
        let id = try caseID(&reader)
        return Filing(
            id: id, channel: try choice("channel", &reader), content: try content(&reader, id, vault),
            contentHash: try digestText("hash", &reader), signed: try optionalDigest("signed", &reader))
    }

    static func documentFields(_ document: Document) -> Members {
        [
            .init("document", .string(document.hash)),
            .init("size", .integer(document.size)),
            .init("kind", .string(document.kind)),
            .init("type", .string(document.type.rawValue)),
            sealed("name", document.name),
        ]
    }

    static func document(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws -> Document {
        Document(
            hash: try digestText("document", &reader), size: Int64(clamping: try reader.unsigned("size")),
            kind: try reader.string("kind"), type: try choice("type", &reader),
            name: try text("name", &reader, id, vault))
    }

    static func revocationRequestFields(_ request: RevocationRequest) -> Members {
        [
            serialMember("serial", request.serial), .init("reason", .integer(Int64(request.reason))),
            .init("signed", .string(request.signed)),
        ] + documentFields(request.document)
    }

    static func revocationRequest(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws -> RevocationRequest {
        let badge = try serial("serial", &reader)
        guard let reason = UInt8(exactly: try reader.unsigned("reason")) else {
            throw reader.failure("reason", "is not a reason code")
        }
        let signed = try digestText("signed", &reader)
        return RevocationRequest(
            serial: badge, reason: reason, signed: signed, document: try document(&reader, id, vault))
    }

    static func feeFields(_ fee: Fee) -> Members {
        [
            .init("kind", .string(fee.kind.rawValue)), .init("until", .string(fee.until.description)),
            sealed("note", fee.note),
        ]
    }

    static func fee(_ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault) throws -> Fee {
        Fee(
            kind: try choice("kind", &reader), until: try reader.time("until"),
            note: try text("note", &reader, id, vault))
    }

    static func checkJSON(_ record: CheckRecord) -> JSON {
        .object([
            .init("check", .string(record.check)),
            .init("result", .string(record.result.rawValue)),
            .init("strength", .string(record.strength.rawValue)),
            .init("collected", .string(record.collected.description)),
            .init("waiver", record.waiver.map(JSON.string) ?? .null),
            .init("evidence", .array(record.evidence.map(JSON.string))),
            sealed("remarks", record.remarks),
        ])
    }

    static func check(_ object: ObjectReader, _ id: ApplicationID, _ vault: CaseVault) throws -> CheckRecord {
        var reader = object
        let name = try reader.string("check")
        let record = CheckRecord(
            check: name, result: try choice("result", &reader), strength: try choice("strength", &reader),
            collected: try reader.time("collected"), waiver: try reader.optionalString("waiver"),
            evidence: try reader.strings("evidence"),
            remarks: try vault.open(try reader.bytes("remarks"), case: id, field: "remarks") {
                try remarks(try JSON.parseCanonical($0))
            })
        try reader.finish()
        return record
    }

    static func remarksJSON(_ remarks: CheckRemarks) -> JSON {
        .object([.init("method", .string(remarks.method)), .init("note", .string(remarks.note))])
    }

    private static func remarks(_ json: JSON) throws -> CheckRemarks {
        var reader = try ObjectReader(json)
        let method = try reader.string("method")
        let remarks = CheckRemarks(method: method, note: try reader.string("note"))
        try reader.finish()
        return remarks
    }
}
