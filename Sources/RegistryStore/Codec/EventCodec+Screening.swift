import Encoding
import Registry

// Events of the screening.
extension EventCodec {
    static func screeningFields(_ record: ScreeningRecord) -> Members {
        [
            .init("tables", .string(record.tables)),
            .init("imports", .array(record.imports.map(JSON.string))),
            .init("hits", .array(record.hits.map(hitJSON))),
            sealed("texts", record.texts),
        ]
    }

    private static func hitJSON(_ hit: ScreenedHit) -> JSON {
        .object([
            .init("number", .integer(hit.number)), .init("topic", .string(hit.topic)),
            .init("rule", .string(hit.rule)), .init("severity", .string(hit.severity.rawValue)),
            .init("cause", hit.cause.map { .string($0.rawValue) } ?? .null),
        ])
    }

    static func screening(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws -> ScreeningRecord {
        let tables = try reader.string("tables")
        let imports = try reader.strings("imports")
        for hash in imports where Hex.decode(hash)?.count != 32 {
            throw reader.failure("imports", "is no hash")
        }
        let hits = try reader.objects("hits").map { try hit($0) }
        return ScreeningRecord(
            tables: tables, imports: imports, hits: hits,
            texts: try vault.open(try reader.bytes("texts"), case: id, field: "screening") {
                try texts(try JSON.parseCanonical($0))
            })
    }

    private static func hit(_ object: ObjectReader) throws -> ScreenedHit {
        var reader = object
        let number = try reader.integer("number")
        let topic = try word("topic", &reader)
        let rule = try word("rule", &reader)
        let severity: HitSeverity = try choice("severity", &reader)
        var cause: HigherQuorumCause?
        if let name = try reader.optionalString("cause") {
            cause = HigherQuorumCause(rawValue: name)
            guard cause != nil else { throw reader.failure("cause", "is unknown: \"\(name)\"") }
        }
        try reader.finish()
        return ScreenedHit(number: number, topic: topic, rule: rule, severity: severity, cause: cause)
    }

    /// A word of the program: it stands open in the journal, so it is no free text.
    private static func word(_ name: String, _ reader: inout ObjectReader) throws -> String {
        let text = try reader.string(name)
        guard (1...40).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") })
        else { throw reader.failure(name, "is no word") }
        return text
    }

    static func textsJSON(_ texts: ScreeningTexts) -> JSON {
        .object([
            .init(
                "hits",
                .array(
                    texts.hits.map { hit in
                        .object([
                            .init("field", .string(hit.field)),
                            .init("reason", hit.reason.map(JSON.string) ?? .null),
                            .init("message", .string(hit.message)), .init("hint", .string(hit.hint)),
                            .init("other", .string(hit.other)),
                        ])
                    })),
            .init(
                "facts",
                .array(
                    texts.facts.map { fact in
                        .object([
                            .init("field", .string(fact.field)), .init("value", .string(fact.value)),
                            .init("label", .string(fact.label)), .init("what", .string(fact.what)),
                        ])
                    })),
        ])
    }

    private static func texts(_ json: JSON) throws -> ScreeningTexts {
        var reader = try ObjectReader(json)
        let hits = try reader.objects("hits").map { object throws in
            var reader = object
            let hit = HitText(
                field: try reader.string("field"), reason: try reader.optionalString("reason"),
                message: try reader.string("message"), hint: try reader.string("hint"),
                other: try reader.string("other"))
            try reader.finish()
            return hit
        }
        let facts = try reader.objects("facts").map { object throws in
            var reader = object
            let fact = ScreenedFact(
                field: try reader.string("field"), value: try reader.string("value"),
                label: try reader.string("label"), what: try reader.string("what"))
            try reader.finish()
            return fact
        }
        try reader.finish()
        return ScreeningTexts(hits: hits, facts: facts)
    }

    static func importFields(_ list: ListImport) -> Members {
        [
            .init("kind", .string(list.kind.rawValue)), .init("name", .string(list.name)),
            .init("source", .string(list.source)), .init("date", .string(list.date.description)),
            .init("country", list.country.map(JSON.string) ?? .null), .init("count", number(list.count)),
            .init("hash", .string(list.hash)),
        ]
    }

    static func listImport(_ reader: inout ObjectReader) throws -> ListImport {
        let list = ListImport(
            kind: try choice("kind", &reader), name: try reader.string("name"),
            source: try reader.string("source"), date: try reader.time("date"),
            country: try reader.optionalString("country"), count: try reader.unsigned("count"),
            hash: try digestText("hash", &reader))
        if let country = list.country,
            country.utf8.count != 2 || !country.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        {
            throw reader.failure("country", "is not two capital letters")
        }
        return list
    }
}
