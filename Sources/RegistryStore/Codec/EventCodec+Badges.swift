import Encoding
import Registry

// Events about badges and publications.
extension EventCodec {
    static func loggingFields(_ logging: BadgeLogging) -> Members {
        [
            caseMember(logging.application),
            serialMember("serial", logging.serial),
            .init("tbs", base64(logging.tbs)),
            .init("accounts", .array(logging.accounts.map(JSON.string))),
            .init("notBefore", .string(logging.notBefore.description)),
            .init("notAfter", .string(logging.notAfter.description)),
        ]
    }

    static func logging(_ reader: inout ObjectReader) throws -> BadgeLogging {
        BadgeLogging(
            application: try caseID(&reader), serial: try serial("serial", &reader),
            tbs: try reader.bytes("tbs"),
            accounts: try reader.strings("accounts"), notBefore: try reader.time("notBefore"),
            notAfter: try reader.time("notAfter"))
    }

    static func signingFields(_ signing: BadgeSigning) -> Members {
        [
            serialMember("serial", signing.serial),
            .init("signature", base64(signing.signature)),
            .init("stapleSequence", number(signing.stapleSequence)),
            .init("staple", base64(signing.staple)),
        ]
    }

    static func signing(_ reader: inout ObjectReader) throws -> BadgeSigning {
        BadgeSigning(
            serial: try serial("serial", &reader), signature: try reader.bytes("signature"),
            stapleSequence: try reader.unsigned("stapleSequence"), staple: try reader.bytes("staple"))
    }

    static func statusFields(_ change: StatusChange) -> Members {
        [
            serialMember("serial", change.serial),
            .init("state", .string(change.state.name)),
            .init("reason", .integer(Int64(change.reason))),
            .init("successor", change.successor.map { .string($0.description) } ?? .null),
        ]
    }

    static func status(_ reader: inout ObjectReader) throws -> StatusChange {
        let badge = try serial("serial", &reader)
        guard let state = BadgeState(name: try reader.string("state")) else {
            throw reader.failure("state", "is unknown")
        }
        guard let reason = UInt8(exactly: try reader.unsigned("reason")) else {
            throw reader.failure("reason", "is not a reason code")
        }
        let successor = try reader.optionalString("successor").map { text in
            guard let serial = BadgeSerial(text), sameBytes(serial.description, text) else {
                throw reader.failure("successor", "is not LOG-INDEX")
            }
            return serial
        }
        return StatusChange(serial: badge, state: state, reason: reason, successor: successor)
    }

    static func publicationFields(_ publication: Publication) -> Members {
        [
            .init("issued", .string(publication.issued.description)),
            .init("nextUpdate", .string(publication.nextUpdate.description)),
            .init(
                "snapshots",
                .array(
                    publication.snapshots.map {
                        .object([
                            .init("log", number(UInt64($0.logNumber))),
                            .init("sequence", number($0.sequence)),
                            .init("covered", number($0.covered)),
                            .init("hash", .string($0.hash)),
                            .init("signature", base64($0.signature)),
                        ])
                    })),
            .init(
                "revocationLists",
                .array(
                    publication.revocationLists.map {
                        .object([serialMember("issuer", $0.issuer), .init("signature", base64($0.signature))])
                    })),
            .init("anchorSequence", number(publication.anchorSequence)),
            .init("anchorHash", .string(publication.anchorHash)),
            .init("checkpoint", base64(publication.checkpoint)),
        ]
    }

    static func publication(_ reader: inout ObjectReader) throws -> Publication {
        Publication(
            issued: try reader.time("issued"), nextUpdate: try reader.time("nextUpdate"),
            snapshots: try reader.objects("snapshots").map(snapshot),
            revocationLists: try reader.objects("revocationLists").map { list in
                var list = list
                let issuer = try serial("issuer", &list)
                let record = RevocationListRecord(issuer: issuer, signature: try list.bytes("signature"))
                try list.finish()
                return record
            },
            anchorSequence: try reader.unsigned("anchorSequence"),
            anchorHash: try digestText("anchorHash", &reader),
            checkpoint: try reader.bytes("checkpoint"))
    }

    private static func snapshot(_ object: ObjectReader) throws -> SnapshotRecord {
        var reader = object
        let record = SnapshotRecord(
            logNumber: try logNumber("log", &reader), sequence: try reader.unsigned("sequence"),
            covered: try reader.unsigned("covered"), hash: try digestText("hash", &reader),
            signature: try reader.bytes("signature"))
        try reader.finish()
        return record
    }
}
