import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore

/// What `lists import` and `extracts import` have in common.
enum ImportDesk {
    static let options: [OptionSpec] = [
        .value(
            "--name", "NAME",
            "how it is called here (default: the file's name); a later import takes its place"),
        .value("--source", "TEXT", "who published it", required: true),
        .value("--date", "DATE", "the day of which it is", required: true),
    ]

    /// Reads and checks the file, keeps it, and records that it counts from now on.
    static func perform(
        _ kind: ListImport.Kind, country: String?, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> Int32 {
        let path = try arguments.required("FILE")
        let bytes = try context.read(path, limit: RegistryStore.mostListBytes)
        let list = try describe(kind, country: country, bytes, path, arguments)
        let desk = try ReviewDesk(context)
        // Rules first, so that nothing has to be taken back.
        try desk.store.rehearse([.listImported(list)], by: desk.actor, clock: desk.time)
        let isNew = context.isDryRun ? false : try desk.store.keepList(bytes)
        do {
            try desk.commit([.listImported(list)])
        } catch {
            if isNew { desk.store.discardList(list.hash) }
            throw error
        }
        report(list, desk)
        return 0
    }

    private static func describe(
        _ kind: ListImport.Kind, country: String?, _ bytes: [UInt8], _ path: String,
        _ arguments: ParsedArguments
    ) throws -> ListImport {
        guard
            let date = try arguments.value(
                "--date", expected: "a date such as 2026-11-22", Timestamp.init(dateOrTime:))
        else { throw arguments.usageError("--date is missing: the day of which the file is") }
        let hash = SHA256.hash(bytes).hex
        func list(_ count: Int) -> ListImport {
            ListImport(
                kind: kind, name: UnicodeText.nfc(arguments.value("--name") ?? FilePath.name(of: path)),
                source: UnicodeText.nfc(arguments.value("--source") ?? ""), date: date, country: country,
                count: UInt64(count), hash: hash)
        }
        do {
            return list(try ScreeningDesk.count(bytes, of: list(0)))
        } catch {
            throw CommandFailure(error.exitCode, "\(visible(path)): \(error.description)")
        }
    }

    private static func report(_ list: ListImport, _ desk: ReviewDesk) {
        if desk.context.wantsJSON { return desk.context.print(json(list, by: desk.person.name)) }
        guard !desk.context.isDryRun else {
            return desk.context.print("\(visible(list.name)): \(list.count) would be imported")
        }
        desk.context.print("\(visible(list.title)): \(list.count) imported (\(list.kind.rawValue))")
        desk.context.note("Cases that are open now: greenbadge screen --all")
    }

    static func json(_ list: ListImport, by person: String) -> JSON {
        [
            "kind": .string(list.kind.rawValue), "name": .string(list.name), "source": .string(list.source),
            "date": .string(list.date.dateText), "country": list.country.map(JSON.string) ?? .null,
            "count": .integer(Int64(clamping: list.count)), "hash": .string(list.hash), "by": .string(person),
        ]
    }

    /// What was imported, the newest of each name.
    static func show(
        _ kinds: [ListImport.Kind], _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> Int32 {
        let store = try context.openToRead()
        let all = arguments.flag("--all") ? store.state.lists : store.state.currentLists
        let shown = all.filter { kinds.contains($0.list.kind) }
        func by(_ entry: ListImportState) -> String { store.state.people[entry.by]?.name ?? "" }
        if context.wantsJSON {
            for entry in shown { context.print(json(entry.list, by: by(entry))) }
            return 0
        }
        guard !shown.isEmpty else {
            context.note("Nothing was imported yet.")
            return 0
        }
        var table = Table([
            .init("name"), .init("kind", canShrink: false), .init("of", canShrink: false),
            .init("country", canShrink: false, dropRank: 1),
            .init("count", canShrink: false, dropRank: 2), .init("source", dropRank: 3),
            .init("imported", canShrink: false, dropRank: 4), .init("by", dropRank: 5),
        ])
        for entry in shown {
            let list = entry.list
            table.add([
                .init(list.name), .init(list.kind.rawValue), .init(list.date.dateText),
                .init(list.country ?? ""),
                .init("\(list.count)"), .init(list.source), .init(entry.at.dateText), .init(by(entry)),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
        return 0
    }
}
