package import Encoding

/// One case as the manifest describes it: which files, what is asked, what must come out.
package struct KitCase: Hashable, Sendable {
    /// How a verifier is to work.
    package enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Every signature of the badge file is checked.
        case signatures
        /// "Pack mode" of DESIGN 7: inclusion in the log that the pack's checkpoint names stands for signatures.
        case packInclusion
    }

    /// Unique in the kit: lower-case words with hyphens.
    package let name: String
    /// The step of DESIGN 7 that decides, or `good`.
    package let group: String
    /// One sentence: what is special, and why it must come out so.
    package let why: String
    /// Path of the badge file.
    package let badge: String
    /// Paths of the client packs, in the client's order.
    package let packs: [String]
    /// The account at hand; nil where it is not to be checked.
    package let account: String?
    /// The name that the client would show; nil where it is not to be checked.
    package let displayName: String?
    /// The time to verify at.
    package let time: Timestamp
    /// What the client has kept of earlier verdicts; nil for a client that has seen nothing.
    package let highWater: String?
    /// How the verifier is to work.
    package let mode: Mode
    /// What must come out.
    package let expected: KitExpectation

    /// Takes the values as they are.
    package init(
        name: String, group: String, why: String, badge: String, packs: [String], account: String?,
        displayName: String?, time: Timestamp, highWater: String?, mode: Mode, expected: KitExpectation
    ) {
        (self.name, self.group, self.why) = (name, group, why)
        (self.badge, self.packs) = (badge, packs)
        (self.account, self.displayName, self.time) = (account, displayName, time)
        (self.highWater, self.mode, self.expected) = (highWater, mode, expected)
    }
}

/// What must come out of a case.
package struct KitExpectation: Hashable, Sendable {
    /// The verdict and the reason where a pack cannot be opened: an error, not a verdict about the badge.
    package static let packError = "pack-error"
    /// Every verdict.
    package static let verdicts = good + ["untrusted", "undetermined", packError]
    /// The verdicts under which the badge may be shown as verified.
    package static let good = ["trusted", "limited"]

    /// What a client shows of a good badge.
    package struct Shown: Hashable, Sendable {
        /// The badge's number, such as `1-5`.
        package let id: String
        /// The checked display name.
        package let displayName: String
        /// The country of the business.
        package let country: String

        /// Takes the values as they are.
        package init(id: String, displayName: String, country: String) {
            (self.id, self.displayName, self.country) = (id, displayName, country)
        }

        /// Names are compared by bytes: Swift's `==` takes two spellings of a letter for equal.
        package static func == (left: Shown, right: Shown) -> Bool {
            sameBytes(left.id, right.id) && sameBytes(left.displayName, right.displayName)
                && sameBytes(left.country, right.country)
        }
    }

    /// `trusted`, `limited`, `untrusted`, `undetermined` or `pack-error`.
    package let verdict: String
    /// The reason code, or `pack-error`.
    package let reason: String
    /// For a good badge.
    package let badge: Shown?

    /// Takes the values as they are.
    package init(verdict: String, reason: String, badge: Shown? = nil) {
        (self.verdict, self.reason, self.badge) = (verdict, reason, badge)
    }

    /// The verdicts and reasons of the contract, written out here and not taken from the verifier that is tested.
    package static let undetermined = [
        "status-missing", "status-invalid", "status-stale", "status-not-covered", "status-rollback",
        "log-rollback", "clock-suspect",
    ]

    /// The expectation of a reason other than `ok`.
    static func refused(_ reason: String) -> KitExpectation {
        KitExpectation(
            verdict: undetermined.contains(reason) ? "undetermined" : "untrusted", reason: reason)
    }
}
