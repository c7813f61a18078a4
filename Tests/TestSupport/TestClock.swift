package import Files
import Synchronization

/// A clock that only sleeping moves.
package final class TestClock: Sendable {
    private let nanoseconds = Mutex<UInt64>(0)
    private let afterSleep: @Sendable (UInt64) -> Void

    /// - Parameter afterSleep: called with the time after each sleep, so that a test can let something happen.
    package init(afterSleep: @escaping @Sendable (UInt64) -> Void = { _ in }) {
        self.afterSleep = afterSleep
    }

    /// Nanoseconds slept so far.
    package var now: UInt64 { nanoseconds.withLock { $0 } }

    /// The clock to inject.
    package var clock: WaitClock {
        WaitClock(
            now: { self.now },
            sleep: { pause in
                self.nanoseconds.withLock { $0 += pause }
                self.afterSleep(self.now)
            })
    }
}
