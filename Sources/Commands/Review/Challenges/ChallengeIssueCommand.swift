import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `challenge ID ACCOUNT`: ask a business to show that an account is its own.
enum ChallengeIssueCommand {
    static let verb = Verb(
        "challenge", group: GreenBadgeProgram.Group.review,
        summary: "Ask for proof that an account is the business's own",
        discussion: """
            Makes a secret for this account of this case, and prints once the text to send: a code for a telephone or \
            another account that can be written to, a file under /.well-known/ or a DNS text for a host. A newer \
            challenge voids the one before it.

            The answer comes in with greenbadge challenge verify. A challenge is good for one right answer and for the \
            policy's challengeDays; challengeAttempts wrong answers in as many days bar the account.
            """,
        arguments: [
            .required("ID", "the case, or a unique beginning of its id"),
            .required("ACCOUNT", "an account of the case, such as tel:+12025550100"),
        ],
        options: [
            .value(
                "--method", "METHOD", "how it is shown (default: code, and file for https)",
                choices: ChallengeMethod.allCases.map(\.rawValue))
        ],
        examples: [
            "greenbadge challenge A7K tel:+12025550100",
            "greenbadge challenge A7K https://shop.example --method dns",
        ]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(try arguments.required("ID"))
        let account = try arguments.required("ACCOUNT")
        let method =
            arguments.value("--method").flatMap(ChallengeMethod.init)
            ?? (try? AccountURI(account)).flatMap { ChallengeMethod.methods(for: $0.kind).first } ?? .code
        try desk.state.checkChallenge(
            for: account, by: method, on: application, from: desk.person, at: desk.time)
        let replaced = application.openChallenges(at: desk.time).contains {
            sameBytes($0.issue.account, account)
        }
        let (event, secret) = try desk.store.newChallenge(for: account, by: method, case: application.id)
        try desk.commit([event])
        if replaced { context.note("The challenge before it is void.") }
        report(secret, account, method, application.id, desk)
        return 0
    }

    private static func report(
        _ secret: String, _ account: String, _ method: ChallengeMethod, _ id: ApplicationID,
        _ desk: ReviewDesk
    ) {
        let expires = desk.time.adding(seconds: desk.state.policy.seconds(ofDays: .challengeDays))
        let letter = ChallengeLetter(
            account: account, method: method, secret: secret, id: id, expires: expires,
            business: desk.state.applications[id]?.form?.displayName ?? "",
            authority: desk.state.genesis?.name ?? "")
        // A rehearsal's secret is in no journal, so nobody may come to send it.
        let isReal = !desk.context.isDryRun
        desk.report(
            id, "asked for proof of \(account) by \(method.rawValue), good until \(expires)",
            [
                .init("account", .string(account)), .init("method", .string(method.rawValue)),
                .init("expires", .string(expires.description)),
                .init("place", letter.place.map(JSON.string) ?? .null),
                .init("secret", isReal ? .string(secret) : .null),
                .init("send", isReal ? .string(letter.text) : .null),
            ])
        guard isReal, !desk.context.wantsJSON else { return }
        desk.context.print()
        desk.context.print(
            "Send this \(visible(letter.recipient)); it is not shown again:")
        desk.context.print()
        for line in visible(letter.text, multiline: true).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            desk.context.print(line.isEmpty ? "" : "    \(line)")
        }
    }
}
