/// The letters as the program brings them; `letter --write-templates` writes them out to be changed.
enum BuiltInLetters {
    static let head = #"""
        {{authority}}\
        {{website}}

        {{#test}}
        This is a TEST authority; its letters are worth nothing elsewhere.
        {{/test}}

        {{date}}

        {{legalName}}\
        {{business}}

        Case {{case}}

        """#

    static let foot = #"""
        {{authority}}

        Please name the case, {{case}}, in whatever you send us.
        {{#signs}}
        YOUR.key.pem in a command stands for the key that your request was made with.
        {{/signs}}

        """#

    static func text(of kind: LetterKind) -> String {
        switch kind {
        case .received: received
        case .question: question
        case .reminder: reminder
        case .answered: answered
        case .challenge: challenge
        case .expired: expired
        case .withdrawn: withdrawn
        case .approved: approved
        case .rejected: rejected
        case .blocked: blocked
        case .appealed: appealed
        case .upheld: upheld
        case .reversed: reversed
        case .issued: issued
        case .limited: limited
        case .suspended: suspended
        case .reinstated: reinstated
        case .revoked: revoked
        case .superseded: superseded
        case .renewal: renewal
        case .ended: ended
        }
    }
}
