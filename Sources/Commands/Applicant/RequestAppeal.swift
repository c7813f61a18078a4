import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// `request appeal ID`: a signed appeal against a rejection.
enum RequestAppeal {
    static let verb = Verb(
        "request appeal", group: GreenBadgeProgram.Group.applicant,
        summary: "Sign an appeal against a rejection",
        discussion: """
            Say why the decision is wrong; somebody who had no part in it looks at the case again. The letter of the \
            rejection says until when. Without TEXT it opens $EDITOR.
            """,
        arguments: [
            .required("ID", "the case, as the authority told it"),
            .optional("TEXT", "why the decision is wrong; - for standard input"),
        ],
        options: [
            .value("--key", "KEY", "the key of the request", required: true, completion: .files),
            .value("--out", "FILE", "where to write it (default: ID.request-appeal)", completion: .files),
        ],
        examples: [
            "greenbadge request appeal A7K-3MB \"The extract that we sent shows the new address.\" --key airline.key.pem"
        ]
    ) { arguments, context in
        let id = try context.wholeCaseID()
        let out = arguments.value("--out") ?? "\(id).request-appeal"
        try context.mustNotExist(out, otherwise: "Choose another with --out.")
        let text = try context.writtenText(
            arguments.argument("TEXT"),
            guidance: "Why the decision on \(id) is wrong. Lines with # are left out.",
            limit: 4 * ApplicantAnswer.maximumText)
        if let problem = ApplicantAppeal.problem(in: text) { throw CommandFailure.usage(problem) }
        let key = try context.businessKey()
        let appeal = try context.signedFile(out) {
            try ApplicantAppeal(text, against: id, at: context.applicantTime(), signing: key)
        }
        try SignedFileOut.write(
            appeal.note.bytes, to: out, about: ("case", id.description), "appeal \(id)", context)
        return 0
    }
}

/// `request revoke BADGE`: a signed request to revoke a badge.
enum RequestRevoke {
    static let verb = Verb(
        "request revoke", group: GreenBadgeProgram.Group.applicant,
        summary: "Sign that a badge is to be revoked",
        discussion: "Nothing happens before the authority takes the file in; then the badge ends for good. "
            + "For keyCompromise the signature is all the proof that it takes.\n\nReasons:\n"
            + StatusReason.ofBusiness.map { "  \($0.name) (\($0.code)): \($0.meaning)" }.joined(
                separator: "\n"),
        arguments: [
            .required("BADGE", "LOG-INDEX, as it stands in the letter, or the serial as openssl prints it")
        ],
        options: [
            .value(
                "--reason", "CODE", "why", choices: StatusReason.ofBusiness.map(\.name), required: true),
            .value("--key", "KEY", "the badge's key", required: true, completion: .files),
            .value(
                "--out", "FILE", "where to write it (default: BADGE.request-revocation)", completion: .files),
        ],
        examples: ["greenbadge request revoke 1-42 --reason keyCompromise --key airline.key.pem"]
    ) { arguments, context in
        let given = try arguments.required("BADGE")
        guard let badge = BadgeSerial(given) else {
            throw arguments.usageError("BADGE: \(quoted(given)) is not a badge such as 1-42")
        }
        let out = arguments.value("--out") ?? "\(badge).request-revocation"
        try context.mustNotExist(out, otherwise: "Choose another with --out.")
        let reason = StatusReason.code(of: arguments.value("--reason") ?? "") ?? 0
        let key = try context.businessKey()
        let request = try context.signedFile(out) {
            try ApplicantRevocation(of: badge, for: reason, at: context.applicantTime(), signing: key)
        }
        try SignedFileOut.write(
            request.note.bytes, to: out, about: ("badge", badge.description),
            "revoke \(badge) --request", context)
        return 0
    }
}
