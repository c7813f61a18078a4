import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `challenge verify ID ACCOUNT`: compare what came back, and record the check where it is right.
enum ChallengeVerify {
    static let verb = Verb(
        "challenge verify", group: GreenBadgeProgram.Group.review,
        summary: "Verify the answer to a challenge and record the check",
        discussion: """
            A code is given as it came back; dashes, spaces and case do not matter, and a code with a slip in it is \
            refused without counting. A file is fetched now by greenbadge-fetch, the program beside this one: https \
            alone, no redirects, no address of a private network. For a DNS text give --txt with what you looked up \
            (dig +short TXT NAME).

            The right answer records the check account:ACCOUNT as passed, by you and as of now. A wrong one counts \
            against the account; a file that is not there does not. Both exit with 1 and stand in the history.
            """,
        arguments: [
            .required("ID", "the case, or a unique beginning of its id"),
            .required("ACCOUNT", "the account that was challenged"),
            .optional("CODE", "the code that came back, or - for standard input"),
        ],
        options: [
            .value("--txt", "TEXT", "the DNS text that you looked up")
        ],
        examples: [
            "greenbadge challenge verify A7K tel:+12025550100 7KQ2M-9XWPD",
            "greenbadge challenge verify A7K https://shop.example",
        ]
    ) { arguments, context in
        let id = try arguments.required("ID")
        let account = try arguments.required("ACCOUNT")
        // Without the lock: a host may take its time, and others work meanwhile.
        let evidence = try look(id, account, context)
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(id)
        let challenge = try desk.state.checkAnswering(
            account, on: application, from: desk.person, at: desk.time)
        guard challenge.sequence == evidence.challenge.sequence else {
            throw CommandFailure.refused(
                "a newer challenge for \(visible(account)) was issued meanwhile; nothing was recorded")
        }
        return try record(evidence, application, desk)
    }

    /// What came back for a challenge.
    struct Evidence {
        enum Found {
            /// A code, a file's or a DNS record's text; how it was got.
            case answer(String, method: String)
            /// Why the host gave no file.
            case nothing(String)
        }
        let challenge: ChallengeState
        let found: Found
    }

    private static func look(
        _ id: String, _ account: String, _ context: CommandContext
    ) throws -> Evidence {
        let store = try context.openToRead()
        let application = try store.application(id)
        // The public half of the key says who asks; its passphrase is asked for once, where something is signed.
        let person =
            try context.reader(in: store) ?? context.person(try context.actor(in: store), in: store)
        let time = try store.transactionTime(clock: try context.now(in: store))
        let challenge = try store.state.checkAnswering(account, on: application, from: person, at: time)
        let answer = ChallengeInput(context, challenge)
        switch challenge.issue.method {
        case .code:
            return Evidence(
                challenge: challenge,
                found: .answer(
                    try answer.code(),
                    method: "code sent to \(account) on \(challenge.at.dateText) and given back"))
        case .dns:
            let name = ChallengeMethod.Place.textName(
                of: ChallengeMethod.Place.host(of: account) ?? account)
            return Evidence(
                challenge: challenge,
                found: .answer(try answer.text(), method: "DNS text of \(name), as looked up by the reviewer")
            )
        case .file:
            try answer.demandNothing()
            let isTest = store.state.genesis?.test ?? false
            return Evidence(
                challenge: challenge,
                found: try ChallengeFile(account: account, id: application.id).fetched(
                    by: FetchCompanion(context, isTest: isTest)))
        }
    }

    private static func record(
        _ evidence: Evidence, _ application: Application, _ desk: ReviewDesk
    ) throws -> Int32 {
        let id = application.id
        let account = evidence.challenge.issue.account
        switch evidence.found {
        case .nothing(let reason):
            try desk.commit([
                try desk.store.challengeNotFetched(reason, of: evidence.challenge, case: id)
            ])
            report(id, account, .notFetched, "got no file for \(account): \(reason)", desk)
            return 1
        case .answer(let text, let method):
            let (event, isRight) = try desk.store.challengeAnswer(text, to: evidence.challenge, case: id)
            guard isRight else {
                try desk.commit([event])
                report(
                    id, account, .different,
                    "got a wrong answer for \(account), \(standing(account, id, desk))", desk)
                return 1
            }
            let check = try desk.store.checkRecord(
                "\(Policy.accountCheck):\(account)", .pass, strength: .person, collected: desk.time,
                waiver: nil, evidence: [], remarks: CheckRemarks(method: method, note: ""), case: id)
            try desk.commit([event, .checksRecorded(id, [check])])
            report(id, account, .matched, "got the right answer for \(account), recorded as a pass", desk)
            return 0
        }
    }

    private static func standing(_ account: String, _ id: ApplicationID, _ desk: ReviewDesk) -> String {
        guard let application = desk.state.applications[id] else { return "" }
        let count = desk.state.wrongAnswers(for: account, of: application, at: desk.time).count
        return "\(count) of \(desk.state.policy[.challengeAttempts]) that bar it"
    }

    private static func report(
        _ id: ApplicationID, _ account: String, _ outcome: ChallengeOutcome, _ done: String,
        _ desk: ReviewDesk
    ) {
        desk.report(
            id, done,
            [.init("account", .string(account)), .init("outcome", .string(outcome.rawValue))])
    }
}
