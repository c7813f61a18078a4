/// Runs many short programs, several at a time, each within a time limit, and gives what they wrote.
///
/// One thread does it: it waits in poll(2) for whatever any of them writes. A program that is still there when its time
/// is over is killed with all that it started.
struct ChildPool {
    /// How a program ended.
    enum Ending: Equatable {
        /// By itself, with this code.
        case exited(Int32)
        /// By this signal.
        case killed(Int32)
        /// By us, since its time was over.
        case timedOut
        /// It could not be started; the error's number.
        case notStarted(Int32)
    }

    /// What came of one program.
    struct Outcome {
        let ending: Ending
        /// The beginning of what it wrote, at most `mostBytes` of each.
        let output: [UInt8]
        let errors: [UInt8]
    }

    /// More than any answer has; what a program writes beyond it is read and forgotten.
    static let mostBytes = 1 << 20

    /// How many run at a time.
    let width: Int
    /// Seconds for each.
    let timeLimit: Int

    /// Runs program 0, 1, … `count` - 1. `command` gives its words when its turn has come, `finished` takes what came of
    /// it, in the order in which they end.
    func run(
        _ count: Int, command: (Int) throws -> [String], finished: (Int, Outcome) throws -> Void
    ) throws {
        var running: [RunningChild] = []
        defer { for child in running { child.abandon() } }
        var next = 0
        while next < count || !running.isEmpty {
            while running.count < width, next < count {
                let words = try command(next)
                switch RunningChild.start(words, job: next, seconds: timeLimit) {
                case .success(let child): running.append(child)
                case .failure(let error):
                    try finished(next, Outcome(ending: .notStarted(error.code), output: [], errors: []))
                }
                next += 1
            }
            RunningChild.wait(for: running)
            for child in running { child.proceed() }
            for child in running {
                guard let outcome = child.outcome else { continue }
                running.removeAll { $0 === child }
                try finished(child.job, outcome)
            }
        }
    }
}
