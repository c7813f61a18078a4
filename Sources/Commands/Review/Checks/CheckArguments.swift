import CommandLineKit
import Encoding
import Registry

/// The `CHECK=RESULT` words of one `check`, spelled out: every check with its result, in the order typed.
struct CheckArguments {
    private(set) var results: [(check: String, result: CheckResult)] = []

    /// - Parameters:
    ///   - words: `legal-name=pass`, `contact,consent=pass`, `contact=pass,brand=fail`, `all=pass`, `account:tel:+1…=fail`.
    ///   - form: what the case claims; its accounts give names to `account`.
    ///   - open: what `all` stands for: the checks that the case still lacks.
    ///   - standing: why none of them can be recorded, where that is more than their being done.
    init(
        _ words: [String], form: ApplicationContent, open: [String], standing: (any Error)?,
        _ arguments: ParsedArguments
    ) throws {
        if let standing, words.contains(where: { $0.hasPrefix("all=") }) { throw standing }
        var seen = Set<ByteString>()
        for word in words {
            var waiting: [String] = []
            for piece in word.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
                let (name, result) = Self.parts(of: piece)
                waiting.append(name)
                guard let result else { continue }
                for check in try waiting.flatMap({ try Self.names($0, form, open, arguments) }) {
                    guard seen.insert(ByteString(check)).inserted else {
                        throw arguments.usageError("the check \(quoted(check)) is given twice")
                    }
                    results.append((check, result))
                }
                waiting = []
            }
            if let name = waiting.last {
                throw arguments.usageError(
                    "\(quoted(name)) does not end in =pass, =fail or =skip")
            }
        }
    }

    /// A check's name may hold = (accounts), its result may not: the last one separates them.
    private static func parts(of piece: String) -> (name: String, result: CheckResult?) {
        guard let separator = piece.lastIndex(of: "="), separator > piece.startIndex,
            let result = CheckResult(rawValue: String(piece[piece.index(after: separator)...]))
        else { return (piece, nil) }
        return (String(piece[..<separator]), result)
    }

    private static func names(
        _ name: String, _ form: ApplicationContent, _ open: [String], _ arguments: ParsedArguments
    ) throws -> [String] {
        if sameBytes(name, "all") {
            guard !open.isEmpty else {
                throw CommandFailure.refused("the case lacks no check; name those to record again")
            }
            return open
        }
        guard sameBytes(name, Policy.accountCheck) else { return [name] }
        guard form.accounts.count == 1, let account = form.accounts.first else {
            let names = form.accounts.map { "\(Policy.accountCheck):\($0)" }.joined(separator: ", ")
            throw arguments.usageError(
                "the case has \(form.accounts.count) accounts; say which: \(visible(names))")
        }
        return ["\(Policy.accountCheck):\(account)"]
    }
}
