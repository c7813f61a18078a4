import CommandLineKit

extension GreenBadgeProgram {
    /// Every command, in the order of the help. One file a command.
    static let verbs: [Verb] =
        start + applicant + intake + review + badges + clients + oversight + developers

    private static let start: [Verb] = [
        Quickstart.verb, IdentityNew.verb, IdentityShow.verb, Init.verb, StaffAdd.verb, StaffRemove.verb,
        StaffList.verb, PolicyShow.verb, PolicyCheck.verb, PolicySet.verb,
    ]

    private static let applicant: [Verb] = [
        RequestTemplate.verb, RequestNew.verb, RequestAnswer.verb, RequestWithdraw.verb, RequestAppeal.verb,
        RequestRevoke.verb,
    ]

    private static let intake: [Verb] = [
        Apply.verb, Attach.verb, Answer.verb, Withdraw.verb, AppealIntake.verb, FeeCommand.verb,
        ListsImport.verb, ListsShow.verb, ExtractsImport.verb, ExtractsShow.verb,
    ]

    private static let review: [Verb] = [
        Queue.verb, Review.verb, Show.verb, Claim.verb, Release.verb, Check.verb, Screen.verb,
        ChallengeIssueCommand.verb,
        ChallengeVerify.verb, Ask.verb, HoldCommand.verb, Resume.verb,
        Approve.verb, Reject.verb, AppealDecision.uphold, AppealDecision.reverse, LetterCommand.verb,
        Cosign.verb, Accept.verb,
    ]

    private static let badges: [Verb] = [
        Issue.verb, BadgeCommand.verb, BadgesCommand.verb, Suspend.verb, Reinstate.verb, Revoke.verb,
        Publish.verb,
    ]

    private static let clients: [Verb] = [
        Verify.verb, Inspect.verb, Pack.verb,
    ]

    private static let oversight: [Verb] = [
        AuditCommand.verb, Recover.verb, History.verb, Stats.verb, Export.verb, Events.verb,
    ]

    private static let developers: [Verb] = [
        Fixtures.verb
    ]
}
