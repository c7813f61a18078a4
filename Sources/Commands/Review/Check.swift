import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore

/// `check ID CHECK=RESULT…`: record what was found; several checks, one signature.
enum Check {
    static let verb = Verb(
        "check", group: GreenBadgeProgram.Group.review, summary: "Record checks on a case",
        discussion: """
            Each word names a check, or several parted by commas, and its result. all stands for every check that \
            the case still lacks, account for the case's only account, else account:URI. skip is for checks that a \
            rule of the policy waives.

            hit:NUMBER=pass clears a hit of the screening, hit:all=pass every open one, with the reason in --note. Somebody else than who filed the \
            case or ran the screening does that, and it counts as a check of the case; a look-alike that is cleared \
            takes the higher quorum. A hit that is right ends in: greenbadge reject ID --reason CODE.

            Everything is one transaction with one signature; --evidence, --method, --collected, --note and \
            --strength hold for all of them. A file given as evidence is attached to the case, sealed.
            """,
        arguments: [
            .required("ID", "the case, or a unique beginning of its id"),
            .oneOrMore("CHECK=RESULT", "such as legal-name=pass; results are pass, fail and skip"),
        ],
        options: [
            .value(
                "--evidence", "FILE|HASH",
                "a file to attach, or the hash of an attached document; repeatable",
                repeatable: true, completion: .files),
            .value(
                "--kind", "KIND", "what an attached file is, such as register-extract", default: "evidence"),
            .value("--method", "TEXT", "how it was checked"),
            .value(
                "--collected", "DATE",
                "when the evidence was collected (default: now); its age counts from here"),
            .value("--note", "TEXT", "what was seen"),
            .value(
                "--strength", "LABEL", "how much the result is worth",
                choices: CheckStrength.allCases.map(\.rawValue), default: CheckStrength.person.rawValue),
        ],
        examples: [
            "greenbadge check A7K legal-existence,legal-name=pass --evidence extract.pdf",
            "greenbadge check A7K hit:2=pass --note 'the bakery of that name closed in 2019'",
            "greenbadge check A7K account:tel:+12025550100=fail --note 'no answer to three codes'",
        ]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(try arguments.required("ID"))
        guard let form = application.form else {
            throw CommandFailure.refused(
                "\(desk.store.keyLoss(of: application.id)); nothing can be added")
        }
        let open = desk.state.openChecks(of: application, at: desk.time).map(\.name)
        var clearing = try HitArguments(arguments.arguments("CHECK=RESULT"), arguments)
        let checks = try CheckArguments(
            clearing.others, form: form, open: open,
            standing: standing(application, desk), arguments)
        let evidence = try CheckEvidence(arguments.values("--evidence"), for: application, desk)
        do {
            let records = try checks.results.map { check, result in
                try record(check, result, form, evidence.hashes, application, desk, arguments)
            }
            let recorded: [Event] = records.isEmpty ? [] : [.checksRecorded(application.id, records)]
            try desk.commit(evidence.events + recorded + clearing.events(on: application, desk))
        } catch {
            evidence.discard(after: error)
            throw error
        }
        report(checks, clearing, application.id, desk)
        return 0
    }

    /// What is to be said instead of "no check is open" where the case is closed or waits for the business.
    private static func standing(_ application: Application, _ desk: ReviewDesk) -> (any Error)? {
        do {
            guard !desk.state.state(of: application, at: desk.time).isFinal else {
                try desk.state.checkDecision(
                    .reject(reason: ""), on: application, by: desk.person, at: desk.time)
                return nil
            }
            guard let question = application.openQuestion else { return nil }
            return RuleViolation(
                .state, "\(application.id) waits for the applicant's answer since \(question.askedAt)",
                remedy: "Bring the answer in with: greenbadge answer \(application.id).")
        } catch {
            return error
        }
    }

    private static func record(
        _ check: String, _ result: CheckResult, _ form: ApplicationContent, _ evidence: [String],
        _ application: Application, _ desk: ReviewDesk, _ arguments: ParsedArguments
    ) throws -> CheckRecord {
        let collected = try arguments.value(
            "--collected", expected: "a date such as 2026-11-22", Timestamp.init(dateOrTime:))
        let waiver =
            result == .skip
            ? desk.state.policy.waiver(for: check, businessCategory: form.businessCategory)?.name : nil
        return try desk.store.checkRecord(
            check, result,
            strength: CheckStrength(rawValue: arguments.value("--strength") ?? "") ?? .person,
            collected: collected ?? desk.time, waiver: waiver, evidence: evidence,
            remarks: CheckRemarks(
                method: UnicodeText.nfc(arguments.value("--method") ?? ""),
                note: UnicodeText.nfc(arguments.value("--note") ?? "")),
            case: application.id)
    }

    private static func report(
        _ checks: CheckArguments, _ clearing: HitArguments, _ id: ApplicationID, _ desk: ReviewDesk
    ) {
        let recorded = CheckResult.allCases.compactMap { result -> String? in
            let names = checks.results.filter { $0.result == result }.map(\.check)
            return names.isEmpty ? nil : "\(result.rawValue) \(visible(names.joined(separator: ", ")))"
        }
        let cleared = clearing.hits.map { "hit:\($0)" }.joined(separator: ", ")
        let groups =
            (recorded.isEmpty ? [] : ["recorded \(recorded.joined(separator: "; "))"])
            + (cleared.isEmpty ? [] : ["cleared \(cleared)"])
        desk.report(
            id, groups.joined(separator: "; "),
            [
                .init("cleared", .array(clearing.hits.map(JSON.integer))),
                .init(
                    "checks",
                    .array(
                        checks.results.map {
                            ["check": .string($0.check), "result": .string($0.result.rawValue)]
                        })),
            ])
    }
}

/// The documents that show a check: those of the case by hash, and files that are attached with it.
struct CheckEvidence {
    /// What the records name.
    private(set) var hashes: [String] = []
    /// Attaches the files.
    private(set) var events: [Event] = []
    private var added: [Document] = []
    private let store: RegistryStore
    private let isRehearsal: Bool

    init(_ words: [String], for application: Application, _ desk: ReviewDesk) throws {
        store = desk.store
        isRehearsal = desk.context.isDryRun
        do {
            for word in words {
                if let known = try Self.document(word, of: application) {
                    hashes.append(known.hash)
                } else {
                    try attach(word, to: application.id, desk)
                }
            }
        } catch {
            discard(after: error)
            throw error
        }
    }

    /// The attached document whose hash begins like this. At least six digits, so that few file names are taken for one.
    private static func document(_ word: String, of application: Application) throws -> Document? {
        guard word.utf8.count >= 6 else { return nil }
        let matches = application.documents.filter { $0.hash.utf8.starts(with: word.lowercased().utf8) }
        guard matches.count <= 1 else {
            throw CommandFailure.refused(
                "\(quoted(word)) fits \(matches.count) documents; write more of the hash")
        }
        return matches.first
    }

    private mutating func attach(_ path: String, to id: ApplicationID, _ desk: ReviewDesk) throws {
        let context = desk.context
        guard try context.fileSystem.exists(path) else {
            throw CommandFailure.environment(
                "--evidence: \(quoted(path)) is neither a file nor the hash of a document of \(id)")
        }
        let bytes = try context.read(path, limit: Int(desk.state.policy[.maximumDocumentBytes]))
        let (document, event) = try store.newDocument(
            bytes, kind: context.arguments.value("--kind") ?? "evidence", name: FilePath.name(of: path),
            case: id, rehearsal: context.isDryRun)
        added.append(document)
        hashes.append(document.hash)
        events.append(event)
    }

    /// Removes what was sealed for a transaction that did not come to be.
    func discard(after error: any Error) {
        // Where the disk failed under the journal, the transaction may be there after all; then its evidence must be, too.
        if let error = error as? StoreError, error.isUncertain { return }
        guard !isRehearsal else { return }
        for document in added { store.discardDocument(document) }
    }
}
