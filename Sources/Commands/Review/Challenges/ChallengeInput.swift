import CommandLineKit
import Encoding
import Registry

/// What a person gives to `challenge verify`, by the challenge's method.
struct ChallengeInput {
    private let context: CommandContext
    private let challenge: ChallengeState

    init(_ context: CommandContext, _ challenge: ChallengeState) {
        self.context = context
        self.challenge = challenge
    }

    /// The code in its written form.
    func code() throws -> String {
        guard context.arguments.value("--txt") == nil else { throw misplaced("--txt") }
        guard let given = context.arguments.argument("CODE") else {
            throw context.arguments.usageError("the challenge is a code: give it behind the account")
        }
        var text = given
        if sameBytes(given, "-") { text = Self.line(of: try StandardInput.read(limit: 256)) }
        guard let code = ChallengeCode(text) else {
            throw CommandFailure.usage(
                "\(quoted(text)) is no code that was ever sent, such as 7KQ2M-9XWPD: a slip in reading or typing. Nothing was counted"
            )
        }
        return code.description
    }

    /// The DNS text, without the quotes and the space that tools print around it.
    func text() throws -> String {
        guard context.arguments.argument("CODE") == nil else { throw misplaced("CODE") }
        guard let given = context.arguments.value("--txt") else {
            throw context.arguments.usageError(
                "the challenge is a DNS text: look it up and give it with --txt")
        }
        var bytes = Array(Self.line(of: Array(given.utf8)).utf8)[...]
        let quote = UInt8(ascii: "\"")
        if bytes.count >= 2, bytes.first == quote, bytes.last == quote {
            bytes = bytes.dropFirst().dropLast()
        }
        guard !bytes.isEmpty, bytes.count <= ChallengeAnswer.mostBytes else {
            throw CommandFailure.usage("--txt takes 1 to \(ChallengeAnswer.mostBytes) bytes")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A file is fetched, not given.
    func demandNothing() throws {
        if context.arguments.argument("CODE") != nil { throw misplaced("CODE") }
        if context.arguments.value("--txt") != nil { throw misplaced("--txt") }
    }

    private func misplaced(_ name: String) -> any Error {
        context.arguments.usageError(
            "the challenge for \(quoted(challenge.issue.account)) is by \(challenge.issue.method.rawValue); \(name) does not go with it"
        )
    }

    /// Without space and line ends around it.
    private static func line(of bytes: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var rest = bytes[...].drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
