import BadgeVerifier
import CommandLineKit
import Files

/// Writes answers as they come, and counts them. Nothing of a badge stays behind.
struct VerifyReport {
    private let context: CommandContext
    private let clock: WaitClock
    private let begin: UInt64
    private let separatesAnswers: Bool
    private var memory: VerifyMemory?
    private var progress: VerifyProgress
    private(set) var tally = VerifyTally()

    init(
        _ context: CommandContext, _ layout: VerifyLayout, memory: VerifyMemory?, progress: VerifyProgress,
        clock: WaitClock = .system
    ) {
        self.context = context
        self.clock = clock
        begin = clock.now()
        separatesAnswers = layout.form == .sheets
        self.memory = context.isDryRun ? nil : memory
        self.progress = progress
    }

    /// Nobody reads the answers any more.
    var isClosedByReader: Bool { context.output.isClosedByReader }

    /// Remembers, then shows.
    mutating func write(_ batch: VerifyBatch) throws {
        if let mark = batch.mark { try memory?.keep(mark) }
        progress.makeRoom()
        for answer in batch.answers { write(answer) }
        if progress.sharesTerminal { try flush() }
        progress.update(tally.count)
    }

    private mutating func write(_ answer: VerifyAnswer) {
        if separatesAnswers && tally.count > 0 && !answer.output.isEmpty { context.output.line() }
        context.output.write(answer.output)
        if let message = answer.message { context.errors.line(message) }
        tally.add(answer)
    }

    /// What was written reaches the reader.
    func flush() throws {
        try context.output.flush()
        try context.errors.flush()
    }

    /// Takes the progress bar away and says how many of what there were; the exit code.
    mutating func finish(_ thing: String, isMany: Bool) -> Int32 {
        progress.finish()
        guard !isClosedByReader else { return closedByReader() }
        if isMany {
            context.note("\n" + tally.text(of: thing))
            context.note(tally.rate(nanoseconds: clock.now() - begin))
        } else if tally.count > 1 && !context.wantsJSON {
            context.note("\n" + tally.text(of: thing))
        }
        return tally.exitCode
    }

    /// What was not looked at must not end like what is all trusted.
    private func closedByReader() -> Int32 {
        context.note("greenbadge: nobody reads the answers any more; \(tally.count) were given")
        return max(tally.exitCode, 5)
    }
}
