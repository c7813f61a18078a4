import CommandLineKit
import Fetching
import Files

/// `greenbadge-fetch`, the program that reaches the network for this one (DESIGN D14): one request, one answer.
struct FetchCompanion {
    private let path: String

    /// Seconds beyond a request's own limit, after which a companion that hangs is ended.
    private static let grace: Int64 = 10

    /// The program beside this one. A test authority's `GREENBADGE_FETCH` may name another; a real authority refuses it,
    /// since whoever answers for the companion says what a business's host shows.
    init(_ context: CommandContext, isTest: Bool) throws {
        if let given = context.environment["GREENBADGE_FETCH"], !given.isEmpty {
            guard isTest else {
                throw CommandFailure.refused(
                    "GREENBADGE_FETCH is for test authorities; this one is real and runs the greenbadge-fetch beside greenbadge"
                )
            }
            path = absolutePath(of: given)
        } else {
            path = FilePath.join(FilePath.parent(of: absolutePath(of: "/proc/self/exe")), "greenbadge-fetch")
        }
        guard try context.fileSystem.exists(path) else {
            throw CommandFailure.environment(
                "\(visible(path)) is missing: install greenbadge-fetch beside greenbadge (swift build --product greenbadge-fetch)"
            )
        }
    }

    /// - Throws: where the companion does not run, or answers with something else than an answer.
    func answer(to request: FetchRequest) throws -> FetchAnswer {
        let outcome = try run(request)
        guard case .exited(let code) = outcome.ending,
            let answer = try? FetchAnswer(line: outcome.output, bodyLimit: request.bodyLimit),
            answer.outcome.exitCode == code
        else {
            throw CommandFailure.environment(
                "\(visible(path)) gave no answer (\(Self.words(outcome))); nothing was recorded")
        }
        return answer
    }

    private func run(_ request: FetchRequest) throws -> ChildPool.Outcome {
        let seconds = Int(request.timeLimit + Self.grace)
        switch RunningChild.start([path], job: 0, seconds: seconds, input: request.line) {
        case .failure(let error):
            throw CommandFailure.environment("\(visible(path)) cannot be run (error \(error.code))")
        case .success(let child):
            while true {
                RunningChild.wait(for: [child])
                child.proceed()
                if let outcome = child.outcome { return outcome }
            }
        }
    }

    private static func words(_ outcome: ChildPool.Outcome) -> String {
        let said = String(decoding: outcome.errors.prefix(200), as: UTF8.self)
        let errors = said.isEmpty ? "" : ": \(visible(said))"
        return switch outcome.ending {
        case .exited(let code): "exit code \(code)\(errors)"
        case .killed(let signal): "killed by signal \(signal)\(errors)"
        case .timedOut: "it did not end in time"
        case .notStarted(let code): "error \(code)"
        }
    }
}
