import Glibc

/// Time that only differences are taken of. The processor time of a thread is what work costs, however busy the
/// machine is; wall time is what people wait.
enum Stopwatch {
    /// Seconds of processor time that `work` took on this thread.
    static func processor(_ work: () -> Void) -> Double { measure(CLOCK_THREAD_CPUTIME_ID, work) }

    /// Seconds that passed during `work`.
    static func wall(_ work: () -> Void) -> Double { measure(CLOCK_MONOTONIC, work) }

    private static func measure(_ clock: clockid_t, _ work: () -> Void) -> Double {
        let start = read(clock)
        work()
        return read(clock) - start
    }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The middle of some figures: what one disturbed round cannot move.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    guard let upper = sorted[safe: sorted.count / 2] else { return .nan }
    guard sorted.count % 2 == 0, let lower = sorted[safe: sorted.count / 2 - 1] else { return upper }
    return (lower + upper) / 2
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// A figure with so many digits behind the point.
func text(_ value: Double, digits: Int = 2) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let rest = String(scaled % Int(scale))
    return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - rest.count) + rest
}

/// One line of the results.
func report(_ what: String, _ figure: String) {
    print("  \(what)" + String(repeating: " ", count: max(1, 54 - what.utf8.count)) + figure)
}

/// Runs rounds of so many badges each and reports the fastest: whatever else the machine does only ever adds.
func reportFastest(_ rounds: Int, of count: Int, _ round: () -> Void) {
    let fastest = (0..<rounds).map { _ in Stopwatch.processor(round) }.min() ?? .nan
    report("microseconds a badge, in the fastest of \(rounds) rounds", text(fastest / Double(count) * 1e6))
}
