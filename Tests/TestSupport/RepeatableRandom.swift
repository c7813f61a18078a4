package import CryptoCore
import Synchronization

extension RandomSource {
    /// A source that gives the same bytes in each run.
    package static func repeatable(seed: UInt64) -> RandomSource {
        let generator = Generator(seed)
        return RandomSource { generator.bytes($0) }
    }

    private final class Generator: Sendable {
        private let state: Mutex<SmallRandom>

        init(_ seed: UInt64) { state = Mutex(SmallRandom(seed: seed)) }

        func bytes(_ count: Int) -> [UInt8] {
            state.withLock { random in (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
            }
        }
    }
}
