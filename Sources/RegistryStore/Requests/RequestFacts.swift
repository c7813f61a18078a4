package import Encoding
import Registry
package import Transparency

/// What a signed file of an applicant says, read without asking who signed it: for people who look at a file, never for a
/// decision. `ApplicantRequest` and its siblings are what is verified.
package struct RequestFacts: Sendable {
    /// What it is, for people: `a business's answer`.
    package let title: String
    /// Name and value of each thing that it says, in the file's order.
    package let claims: [JSON.Member]
    /// The whole file.
    package let note: SignedNote

    /// Reads every kind but `.request`, which carries the key that it is signed with and is read as `ApplicantRequest`.
    package static func read(_ bytes: [UInt8], as kind: RequestKind) throws(RequestError) -> RequestFacts {
        switch kind {
        case .request:
            let request = try ApplicantRequest(parsing: bytes)
            return RequestFacts(
                title: "a business's request", claims: [.init("form", request.form.json)],
                note: request.note)
        case .answer:
            let answer = try ApplicantAnswer.unverified(bytes)
            return RequestFacts(
                title: "a business's answer",
                claims: about(answer.application, answer.time) + [
                    .init("text", .string(answer.text)), .init("form", answer.form?.json ?? .null),
                ], note: answer.note)
        case .withdrawal:
            let withdrawal = try ApplicantWithdrawal.unverified(bytes)
            return RequestFacts(
                title: "a business's withdrawal", claims: about(withdrawal.application, withdrawal.time),
                note: withdrawal.note)
        case .appeal:
            let appeal = try ApplicantAppeal.unverified(bytes)
            return RequestFacts(
                title: "a business's appeal",
                claims: about(appeal.application, appeal.time) + [.init("text", .string(appeal.text))],
                note: appeal.note)
        case .revocation:
            let revocation = try ApplicantRevocation.unverified(bytes)
            return RequestFacts(
                title: "a business's request to revoke its badge",
                claims: [
                    .init("badge", .string(revocation.badge.description)),
                    .init("reason", .string(StatusReason.name(of: revocation.reason))),
                    .init("time", .string(revocation.time.description)),
                ], note: revocation.note)
        }
    }

    private static func about(_ application: ApplicationID, _ time: Timestamp) -> [JSON.Member] {
        [.init("case", .string(application.description)), .init("time", .string(time.description))]
    }
}
