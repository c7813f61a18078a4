import Encoding
import Registry

// Letters about the badge of a case.
extension LetterHistory {
    mutating func addBadge() {
        guard let serial = application.badge, let badge = state.badges[serial], !badge.isUnsigned else {
            return
        }
        let end = badge.logging.notAfter
        let first = state.policy.renewalOfferDays.max()
        add(
            .issued, badge.loggedAt, badge: serial,
            [
                .accounts: badge.logging.accounts.joined(separator: ", "),
                .validUntil: Letter.text(end),
                .renewalFrom: first.map { end.adding(seconds: -$0 * Timestamp.day).dateText } ?? "",
            ])
        for entry in badge.history { addStatus(entry, badge) }
        guard !badge.state.isFinal, !state.isRenewed(application, badge, at: time) else { return }
        for days in state.policy.renewalOfferDays {
            let offer = end.adding(seconds: -days * Timestamp.day)
            guard offer > badge.loggedAt else { continue }
            add(.renewal, offer, badge: serial, deadline: end, [.validUntil: Letter.text(end)])
        }
        add(.ended, end.adding(seconds: 1), badge: serial, [.validUntil: Letter.text(end)])
    }

    private mutating func addStatus(_ entry: Badge.StatusEntry, _ badge: Badge) {
        let change = entry.change
        let kind: LetterKind =
            switch change.state {
            case .good: .reinstated
            case .limited: .limited
            case .suspended: .suspended
            case .superseded: .superseded
            case .revoked: .revoked
            }
        // Without a reason code there is nothing to tell, but that a business asked for its revocation.
        let isTold = change.reason != 0 || change.state == .revoked
        let meaning = StatusReason.revocation.first { isTold && $0.code == change.reason }?.meaning
        add(
            kind, entry.at, badge: change.serial,
            [
                .validUntil: Letter.text(badge.logging.notAfter),
                .reason: isTold ? StatusReason.name(of: change.reason) : "",
                .hint: meaning ?? "",
                .asked: badge.isAskedFor(entry) ? "yes" : "",
                .successor: change.successor?.description ?? "",
            ])
    }
}
