import Encoding
import Registry

// The events of the screening as lines of the feed.
extension EventLine {
    func screening(_ event: Event) -> Facts {
        switch event {
        case .screened(let id, let record):
            Facts(
                kind: "screened", application: id,
                members: [
                    .init("tables", .string(record.tables)),
                    .init("imports", .array(record.imports.map(JSON.string))),
                    .init("hits", .array(HitLine.all(in: record).map { withData ? $0.json : $0.openJSON })),
                ])
        case .hitsCleared(let id, let hits, let note):
            Facts(
                kind: "hitsCleared", application: id,
                members: [.init("hits", .array(hits.map(JSON.integer)))]
                    + (withData ? [.init("note", note.value.map(JSON.string) ?? .null)] : []))
        case .listImported(let list):
            Facts(
                kind: "listImported",
                members: [
                    .init("kind", .string(list.kind.rawValue)), .init("name", .string(list.name)),
                    .init("source", .string(list.source)), .init("date", .string(list.date.dateText)),
                    .init("country", list.country.map(JSON.string) ?? .null),
                    .init("count", .integer(Int64(clamping: list.count))), .init("hash", .string(list.hash)),
                ])
        default: authority(event)
        }
    }
}
