import CommandLineKit
import Encoding
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
            let remarks = try remarks(of: arguments)
            let records = try checks.results.map { check, result in
                try record(check, result, form, evidence.hashes, remarks, application, desk)
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

    /// What is said of several checks alike.
    struct Remarks {
        var strength = CheckStrength.person
        /// Nil: now.
        var collected: Timestamp?
        var method = ""
        var note = ""
    }

    private static func remarks(of arguments: ParsedArguments) throws -> Remarks {
        Remarks(
            strength: CheckStrength(rawValue: arguments.value("--strength") ?? "") ?? .person,
            collected: try arguments.value(
                "--collected", expected: "a date such as 2026-11-22", Timestamp.init(dateOrTime:)),
            method: arguments.value("--method") ?? "", note: arguments.value("--note") ?? "")
    }

    /// One check's record with its remarks sealed; a skip names the rule that waives it, where there is one.
    static func record(
        _ check: String, _ result: CheckResult, _ form: ApplicationContent, _ evidence: [String],
        _ remarks: Remarks, _ application: Application, _ desk: ReviewDesk
    ) throws -> CheckRecord {
        let waiver =
            result == .skip
            ? desk.state.policy.waiver(for: check, businessCategory: form.businessCategory)?.name : nil
        return try desk.store.checkRecord(
            check, result, strength: remarks.strength, collected: remarks.collected ?? desk.time,
            waiver: waiver, evidence: evidence,
            remarks: CheckRemarks(
                method: UnicodeText.nfc(remarks.method), note: UnicodeText.nfc(remarks.note)),
            case: application.id)
    }

    /// `recorded pass legal-name, contact; fail operation`; hits that were cleared behind it.
    static func done(
        _ results: [(check: String, result: CheckResult)], cleared hits: [Int64] = []
    ) -> String {
        let groups = CheckResult.allCases.compactMap { result -> String? in
            let names = results.filter { $0.result == result }.map(\.check)
            return names.isEmpty ? nil : "\(result.rawValue) \(visible(names.joined(separator: ", ")))"
        }
        let recorded = groups.isEmpty ? [] : ["recorded \(groups.joined(separator: "; "))"]
        let cleared = hits.isEmpty ? [] : ["cleared \(hits.map { "hit:\($0)" }.joined(separator: ", "))"]
        return (recorded + cleared).joined(separator: "; ")
    }

    private static func report(
        _ checks: CheckArguments, _ clearing: HitArguments, _ id: ApplicationID, _ desk: ReviewDesk
    ) {
        desk.report(
            id, done(checks.results, cleared: clearing.hits),
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
