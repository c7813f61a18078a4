import BadgeVerifier
import CommandLineKit
import Encoding
import Files

/// What is asked about each badge, from the command line. Badges are judged by several threads.
struct VerifyQuestion: Sendable {
    let verifier: BadgeVerifier
    /// `--for` or `--any-account`; nil where each line of `--stdin` says it.
    let account: AccountClaim?
    /// `--name`.
    let name: String?
    /// What earlier runs have seen. The same for all badges of a run, so that a verdict does not depend on the order.
    let seen: HighWaterMark

    /// The verdict on a badge file's bytes.
    func verdict(
        on badge: [UInt8], for account: AccountClaim, name: String?, at time: Timestamp
    ) -> Verdict {
        verifier.verify(badge, for: account, displayName: name, at: time, highWater: seen)
    }

    /// The times of a run: one given on the command line, or the clock's.
    struct Clock: Sendable {
        let given: Timestamp?
        let system: @Sendable () -> Timestamp

        /// - Parameter isTest: whether `--now` may be given.
        init(_ arguments: ParsedArguments, _ context: CommandContext, isTest: Bool) throws {
            let at = try arguments.value("--at", expected: "a time such as 2026-11-22T14:20:00Z, or a date") {
                Timestamp(dateOrTime: $0)
            }
            let hasNow = arguments.value("--now") != nil
            guard at == nil || !hasNow else {
                throw arguments.usageError("--at and --now say the same: give one of them")
            }
            given = try hasNow ? context.time(allowingGiven: isTest) : at
            system = context.systemTime
        }

        var now: Timestamp { given ?? system() }
    }
}
