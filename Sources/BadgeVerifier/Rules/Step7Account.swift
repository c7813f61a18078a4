import Encoding

/// Step 7: the badge is bound to this account, byte by byte (`account-mismatch`), carries the display name if one is
/// given (`name-mismatch`), and lies in the trust file's scope (`out-of-scope`).
enum AccountRule {
    static func check(_ examination: Examination) -> Refusal? {
        guard let contents = examination.contents else {
            return Refusal(.wrongProfile, "the badge was not read")
        }
        return accountProblem(examination.request.account, contents)
            ?? nameProblem(examination.request.displayName, contents)
            ?? scopeProblem(examination, contents)
    }

    private static func accountProblem(_ claim: AccountClaim, _ contents: BadgeContents) -> Refusal? {
        guard case .account(let account) = claim else { return nil }
        guard contents.kind(ofBound: account) == nil else { return nil }
        let bound = contents.extensions.accounts.map(\.text)
        var detail =
            "\"\(account)\" is not among the accounts of badge \(contents.serial): "
            + bound.joined(separator: ", ")
        do throws(AccountURIError) {
            _ = try AccountURI(account)
        } catch {
            detail += ". It can be none of any badge, since it is not canonical: \(error.reason)"
        }
        return Refusal(.accountMismatch, detail)
    }

    /// The name that the client shows is brought to NFC, the only form in badges, and compared by bytes.
    private static func nameProblem(_ name: String?, _ contents: BadgeContents) -> Refusal? {
        guard let name, !contents.isNamed(UnicodeText.nfc(name)) else { return nil }
        return Refusal(
            .nameMismatch,
            "the name shown is \"\(name)\", the badge is for \"\(contents.subject.displayName)\"")
    }

    /// The account asked about must be of an accepted kind; where none is asked about, one of the badge's.
    private static func scopeProblem(_ examination: Examination, _ contents: BadgeContents) -> Refusal? {
        let scope = examination.context.scope
        let isAccepted =
            if let wanted = examination.request.claimedAccount {
                contents.kind(ofBound: wanted).map(scope.accountKinds.contains) ?? false
            } else {
                contents.hasAccount(of: scope.accountKinds)
            }
        guard isAccepted else {
            let accepted = scope.accountKinds.map(\.rawValue).joined(separator: ", ")
            return Refusal(.outOfScope, "the trust file accepts badges for accounts of kind \(accepted) only")
        }
        guard
            scope.countries.isEmpty
                || scope.countries.contains(where: contents.isIn)
        else {
            return Refusal(
                .outOfScope,
                "the badge is for country \(contents.subject.country); the trust file accepts "
                    + scope.countries.joined(separator: ", "))
        }
        return nil
    }
}
