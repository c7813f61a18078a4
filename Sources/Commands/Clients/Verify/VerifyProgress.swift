import CommandLineKit
import Files

/// The progress bar of `verify`: on a terminal, for work that is long.
struct VerifyProgress {
    /// Fewer are done before a bar could be read.
    private static let few = 200
    private static let patience: UInt64 = 1_000_000_000

    private var bar: ProgressBar
    private let total: Int?
    private let clock: WaitClock
    private let begin: UInt64
    /// The answers go to a terminal too, so that the bar has to make room for them.
    let sharesTerminal: Bool

    /// - Parameter count: how many there are to do; nil where nobody knows.
    init(_ context: CommandContext, count: () -> Int?, clock: WaitClock = .system) {
        let isShown = ProgressBar.canShow(isQuiet: context.isQuiet, environment: context.environment)
        // Counting goes through whole trees, so only for somebody who looks.
        total = isShown ? count() : nil
        bar = ProgressBar(
            "Verifying", total: total, isQuiet: !isShown, environment: context.environment)
        self.clock = clock
        begin = clock.now()
        sharesTerminal = isShown && Terminal.isTerminal(1)
    }

    /// Takes the bar away while answers are written on the same terminal.
    mutating func makeRoom() {
        if sharesTerminal { bar.finish() }
    }

    mutating func update(_ done: Int) {
        guard (total ?? 0) > Self.few || clock.now() - begin > Self.patience else { return }
        bar.update(done)
    }

    mutating func finish() { bar.finish() }
}
