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

            Several files are taken in together, all of them or none. Who takes a case in does not decide it.
            """,
        arguments: [
            .oneOrMore("FILE", "a .request file or a form; - for standard input", completion: .files)
        ],
        examples: ["greenbadge apply airline.request --as reviewer-1.pem", "greenbadge apply form.json"]
    ) { arguments, context in
        let incoming = try read(arguments.arguments("FILE"), context)
        let store = try context.openToWrite()
        for file in incoming { try SignedForCase.refuseTestKey(file.request, file.path, store) }
        let filed = try IntakeBatch.perform(store, context) { batch in
            try incoming.map { try take($0, &batch) }
        }
        let time = try context.now(in: store)
        for (file, filed) in zip(incoming, filed) { report(file, filed, store, time, context) }
        return 0
    }

    /// Files one; a refusal of the screening names the file.
    private static func take(_ file: Incoming, _ batch: inout IntakeBatch) throws -> IntakeBatch.Filed {
        do {
            return try batch.file(file.form, request: file.request, signed: file.signed)
        } catch let error as AuthorityError {
            throw CommandFailure(error.exitCode, "\(visible(file.path)): \(error.description)")
        }
    }

    /// One file, read and verified.
    private struct Incoming {
        let path: String
        let form: ApplicationContent
        let request: CertificationRequest?
        let signed: SignedNote?
    }

    /// Reads all files before anything is filed; says of each what is wrong with it.
    private static func read(_ paths: [String], _ context: CommandContext) throws -> [Incoming] {
        guard paths.filter({ $0 == "-" }).count <= 1 else {
            throw context.arguments.usageError("standard input can be read once")
        }
        var incoming: [Incoming] = []
        var failures: [CommandFailure] = []
        for path in paths {
            do { incoming.append(try read(path, context)) } catch { failures.append(CommandFailure(error)) }
        }
        guard let last = failures.last else { return incoming }
        for failure in failures.dropLast() { context.errors.line("greenbadge: \(visible(failure.message))") }
        let rest = incoming.isEmpty ? "" : ". None of the \(paths.count) files was taken in"
        throw CommandFailure(failures.map(\.exitCode).max() ?? last.exitCode, last.message + rest)
    }

    private static func read(_ path: String, _ context: CommandContext) throws -> Incoming {
        let bytes = try context.readForm(path)
        switch RequestKind(bytes) {
        case .request:
            let request = try context.signedFile(path) { try ApplicantRequest(parsing: bytes) }
            return Incoming(
                path: path, form: request.form, request: request.certificationRequest, signed: request.note)
        case .answer:
            throw CommandFailure.usage(
                "\(visible(path)) is an answer; take it in with: greenbadge answer ID \(visible(path))")
        case .withdrawal:
            throw CommandFailure.usage(
                "\(visible(path)) is a withdrawal; take it in with: greenbadge withdraw ID \(visible(path))")
        case nil:
            // A request whose first line was touched must not be filed as something else, nor explained as JSON.
            guard !bytes.starts(with: "greenbadge/".utf8) else {
                throw CommandFailure.refused(
                    "\(visible(path)) is a signed file of a kind or version that this program does not know")
            }
            return Incoming(
                path: path, form: try context.form(bytes, path: path), request: nil, signed: nil)
        }
    }

    private static func report(
        _ file: Incoming, _ filed: IntakeBatch.Filed, _ store: RegistryStore, _ time: Timestamp,
        _ context: CommandContext
    ) {
        let id = filed.id
        let hits = HitLine.all(in: filed.screening)
        HitLine.report(hits, for: context.isDryRun ? file.path : id.description, context)
        let notices = IntakeNotice.all(
            for: file.form, key: file.request?.publicKey, case: id, in: store, at: time)
        IntakeNotice.report(notices, for: context.isDryRun ? file.path : id.description, context)
        let channel: FilingChannel = file.signed == nil ? .onBehalf : .request
        if context.wantsJSON {
            context.print([
                "case": context.isDryRun ? .null : .string(id.description), "file": .string(file.path),
                "channel": .string(channel.rawValue), "displayName": .string(file.form.displayName),
                "hasKey": .bool(file.request != nil), "notices": .array(notices.map(\.json)),
                "hits": .array(hits.map(\.json)),
            ])
            return
        }
        guard !context.isDryRun else {
            // The id that was drawn is nobody's: it must not be taken for a case.
            return context.print("\(visible(file.path)): would be taken in")
        }
        context.print(id.description)
        let how = file.signed == nil ? "filed on behalf" : "taken in, signed by the business"
        context.note("\(id): \(visible(file.form.displayName)), \(how).")
        if file.request == nil {
            context.note("It has no key yet: greenbadge attach \(id) csr FILE, with the business's request.")
        }
        context.note("Next, for a reviewer: greenbadge claim \(id)")
    }
}
