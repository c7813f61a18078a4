import CommandLineKit
import CryptoCore
import Encoding
import Files
import RegistryStore
import Transparency

/// `request answer ID`: a signed answer to the authority's question.
enum RequestAnswer {
    static let verb = Verb(
        "request answer", group: GreenBadgeProgram.Group.applicant,
        summary: "Sign an answer to the authority's question",
        discussion: """
            Without TEXT it opens $EDITOR. With --form the answer carries a corrected form, which takes the place \
            of the one in the request; the case is then looked at anew.
            """,
        arguments: [
            .required("ID", "the case, as the authority told it"),
            .optional("TEXT", "the answer; - for standard input"),
        ],
        options: [
            .value("--form", "FORM", "a corrected form", completion: .files),
            .value("--key", "KEY", "the key of the request", required: true, completion: .files),
            .value("--out", "FILE", "where to write it (default: ID.request-answer)", completion: .files),
        ],
        examples: [
            "greenbadge request answer A7K-3MB \"Our new office is open since March.\" --key airline.key.pem",
            "greenbadge request answer A7K-3MB --form airline.json --key airline.key.pem",
        ]
    ) { arguments, context in
        let id = try context.wholeCaseID()
        let out = arguments.value("--out") ?? "\(id).request-answer"
        try context.mustNotExist(out, otherwise: "Choose another with --out.")
        if arguments.argument("TEXT") == "-", arguments.value("--form") == "-" {
            throw arguments.usageError("text and form cannot both come from standard input")
        }
        let form = try arguments.value("--form").map { try context.form($0) }
        var text = ""
        if form == nil || arguments.argument("TEXT") != nil {
            text = try context.writtenText(
                arguments.argument("TEXT"), guidance: "Your answer about \(id). Lines with # are left out.",
                limit: 4 * ApplicantAnswer.maximumText)
        }
        if let problem = ApplicantAnswer.problem(in: text, mayBeEmpty: form != nil) {
            throw CommandFailure.usage(problem)
        }
        let key = try context.businessKey()
        let answer = try context.signedFile(out) {
            try ApplicantAnswer(text, form: form, to: id, at: context.applicantTime(), signing: key)
        }
        try SignedFileOut.write(
            answer.note.bytes, to: out, about: ("case", id.description), "answer \(id)", context)
        return 0
    }
}

/// `request withdraw ID`.
enum RequestWithdraw {
    static let verb = Verb(
        "request withdraw", group: GreenBadgeProgram.Group.applicant,
        summary: "Sign that the application is taken back",
        discussion: "Writes a small signed file. Nothing happens before the authority takes it in.",
        arguments: [.required("ID", "the case, as the authority told it")],
        options: [
            .value("--key", "KEY", "the key of the request", required: true, completion: .files),
            .value("--out", "FILE", "where to write it (default: ID.request-withdrawal)", completion: .files),
        ],
        examples: ["greenbadge request withdraw A7K-3MB --key airline.key.pem"]
    ) { arguments, context in
        let id = try context.wholeCaseID()
        let out = arguments.value("--out") ?? "\(id).request-withdrawal"
        try context.mustNotExist(out, otherwise: "Choose another with --out.")
        let withdrawal = try ApplicantWithdrawal(
            of: id, at: context.applicantTime(), signing: try context.businessKey())
        try SignedFileOut.write(
            withdrawal.note.bytes, to: out, about: ("case", id.description), "withdraw \(id)", context)
        return 0
    }
}
