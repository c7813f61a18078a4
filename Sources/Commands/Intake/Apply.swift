import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// `apply FILE...`: takes applications in.
enum Apply {
    static let verb = Verb(
        "apply", group: GreenBadgeProgram.Group.intake,
        summary: "Take in applications: signed requests, or forms filed on behalf",
        discussion: """
            A .request file is signed by the business: its signature must be by the key in it, and that key's \
            possession proven. Anything else is read as a plain form and filed on behalf of the business, \
            recorded as such; its key comes later, with: greenbadge attach ID csr FILE.

            Each is screened as it comes in: names, identifiers, domains, duplicates, imported lists and extracts. \
            What the business must mend is refused with the way to mend it; everything else is a hit that another \
            reviewer clears or rejects.

            Tables of many applications are read as well: CSV with a line of field names (greenbadge request \
            template --csv), or JSON Lines with a form a line; files named .csv, .jsonl or .ndjson, or any with \
            --table. Each line is reported.

            Everything is taken in together, all of it or nothing; with --keep-going all that is in order. Who takes \
            a case in does not decide it.
            """,
        arguments: [
            .oneOrMore("FILE", "a .request file, a form or a table; - for standard input", completion: .files)
        ],
        options: [
            .value("--table", "KIND", "read each file as a table", choices: ApplicationTable.Kind.allNames),
            .flag("--keep-going", "take in what is in order, and report the rest"),
        ],
        examples: [
            "greenbadge apply airline.request --as reviewer-1.pem", "greenbadge apply form.json",
            "greenbadge apply partners.csv --keep-going --as clerk.pem",
        ]
    ) { arguments, context in
        let keepsGoing = arguments.flag("--keep-going")
        var rejected: [IntakeFailure] = []
        let paths = arguments.arguments("FILE")
        let incoming = try IntakeFiles.read(paths, context, &rejected)
        let total = incoming.count + rejected.count
        if incoming.isEmpty { try refuse(rejected, unless: false, total: total, context) }
        let store = try context.openToWrite()
        let time = try context.now(in: store)
        // What can be read is looked at though another line cannot: whoever mends a table mends all of it at once.
        let (good, late) = sorted(incoming, in: store, at: time)
        let failures = IntakeFailure.inOrder(rejected + late, of: paths)
        try refuse(failures, unless: keepsGoing && !good.isEmpty, total: total, context)
        let filed = try IntakeBatch.perform(store, context) { batch in
            try good.map { try batch.file($0.form, request: $0.request, signed: $0.signed) }
        }
        for (file, filed) in zip(good, filed) { report(file, filed, store, time, context) }
        for failure in failures { failure.report(context) }
        if !failures.isEmpty {
            context.note("\(good.count) taken in, \(failures.count) not")
        }
        return failures.map(\.error.exitCode).max() ?? 0
    }

    /// Ends the command where nothing may be taken in, with a report of every line that is not in order.
    private static func refuse(
        _ failures: [IntakeFailure], unless mayGoOn: Bool, total: Int, _ context: CommandContext
    ) throws {
        guard let last = failures.last, !mayGoOn else { return }
        for failure in failures.dropLast() { failure.report(context) }
        let what = last.isLine ? "applications" : "files"
        let rest = total > 1 ? "\nNone of the \(total) \(what) was taken in." : ""
        throw CommandFailure(
            failures.map(\.error.exitCode).max() ?? last.error.exitCode, last.error.message + rest)
    }

    /// What the registry takes in now, and what it would refuse, whichever line it stands in.
    private static func sorted(
        _ incoming: [IncomingApplication], in store: RegistryStore, at time: Timestamp
    ) -> ([IncomingApplication], [IntakeFailure]) {
        var good: [IncomingApplication] = []
        var failures: [IntakeFailure] = []
        for file in incoming {
            do {
                try SignedForCase.refuseTestKey(file.request, file.path, store)
                try store.state.checkReapplication(
                    of: file.form, case: nil, at: max(time, store.state.lastTime))
                try ScreeningDesk.refuse(file.form, under: store.state.policy)
                good.append(file)
            } catch {
                failures.append(IntakeFailure(file, CommandFailure(error)))
            }
        }
        return (good, failures)
    }

    private static func report(
        _ file: IncomingApplication, _ filed: IntakeBatch.Filed, _ store: RegistryStore, _ time: Timestamp,
        _ context: CommandContext
    ) {
        let id = filed.id
        let hits = HitLine.all(in: filed.screening)
        HitLine.report(hits, for: context.isDryRun ? file.place : id.description, context)
        let notices = IntakeNotice.all(
            for: file.form, key: file.request?.publicKey, case: id, in: store, at: time)
        IntakeNotice.report(notices, for: context.isDryRun ? file.place : id.description, context)
        let channel: FilingChannel = file.signed == nil ? .onBehalf : .request
        if context.wantsJSON {
            context.print([
                "case": context.isDryRun ? .null : .string(id.description), "file": .string(file.path),
                "line": file.line.map { .integer(Int64($0)) } ?? .null,
                "channel": .string(channel.rawValue), "displayName": .string(file.form.displayName),
                "hasKey": .bool(file.request != nil), "notices": .array(notices.map(\.json)),
                "hits": .array(hits.map(\.json)),
            ])
            return
        }
        guard !context.isDryRun else {
            // The id that was drawn is nobody's: it must not be taken for a case.
            return context.print("\(visible(file.place)): would be taken in")
        }
        guard file.line == nil else {
            // One line for each: whoever files many reads the list, and the queue says what is next.
            return context.print("\(id)  \(visible(file.place))  \(visible(file.form.displayName))")
        }
        context.print(id.description)
        let how = file.signed == nil ? "filed on behalf" : "taken in, signed by the business"
        context.note("\(id): \(visible(file.form.displayName)), \(how).")
        if file.request == nil {
            context.note("It has no key yet: greenbadge attach \(id) csr FILE, with the business's request.")
        }
        context.note("Next, for a reviewer: greenbadge claim \(id)")
        LetterCommand.hint(id, context)
    }
}
