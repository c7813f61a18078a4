package import Encoding

/// A rest that a reviewer gave a case, for instance until a register answers.
package struct Hold: Hashable, Sendable {
    package let reason: Sealed<String>
    /// Its last second; nil: until somebody resumes the case.
    package let until: Timestamp?
    package let by: PersonID
    package let at: Timestamp
    /// When somebody resumed the case.
    package var resumedAt: Timestamp?
}

/// A business's appeal against its rejection (PROGRAMME section 4): decided by somebody who did not decide before.
package struct Appeal: Hashable, Sendable {
    package let statement: Sealed<String>
    package let onBehalf: Bool
    package let at: Timestamp
    /// The rejection that it is about.
    package let rejection: DecisionState
    /// The decision on it: `uphold` or `reverse`; nil while it is open.
    package var outcome: DecisionState?
}

/// What was said about the fee of a business.
package struct Fee: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case paid
        case waived
    }
    package let kind: Kind
    /// The last second that it covers.
    package let until: Timestamp
    /// What an auditor finds it by: an invoice, or why it was waived.
    package let note: Sealed<String>
    package init(kind: Kind, until: Timestamp, note: Sealed<String>) {
        self.kind = kind
        self.until = until
        self.note = note
    }
}

/// A fee with who recorded it and when.
package struct FeeState: Hashable, Sendable {
    package let fee: Fee
    package let by: PersonID
    package let at: Timestamp
}

/// An admin's decision alone, and why.
package struct BrokenGlass: Hashable, Sendable {
    package let decision: DecisionState
    package let reason: Sealed<String>
}

extension DecisionState {
    /// The reason of a rejection.
    package var reason: RejectionReason? {
        guard case .reject(let code) = decision.verdict else { return nil }
        return RejectionReason(code: code)
    }
}

extension Application {
    /// The hold that keeps the case from moving at `time`.
    package func hold(at time: Timestamp) -> Hold? {
        guard let hold = holds.last, hold.resumedAt == nil else { return nil }
        if let until = hold.until, until < time { return nil }
        return hold
    }

    /// The appeal that waits for a decision.
    package var openAppeal: Appeal? { appeals.last.flatMap { $0.outcome == nil ? $0 : nil } }

    /// When the case counts as having come in, for its place in the queue: an answer that came later than the policy's
    /// `keepsPlaceDays` puts it behind those that came in before the answer.
    package func place(under policy: Policy) -> Timestamp {
        let grace = policy.seconds(ofDays: .keepsPlaceDays)
        return exchanges.reduce(filedAt) { place, exchange in
            guard let answered = exchange.answeredAt, answered > exchange.askedAt.adding(seconds: grace)
            else {
                return place
            }
            return max(place, answered)
        }
    }
}
