import Glibc
import Testing

@testable import Commands

@Suite struct WorkerPoolTests {
    /// Puts all in, taking out only where there is no room; the results in their order.
    private func results<Output>(_ inputs: Range<Int>, _ pool: WorkerPool<Int, Output>) -> [Output] {
        var outputs: [Output] = []
        for input in inputs {
            if pool.isFull, let output = pool.takeOldest() { outputs.append(output) }
            pool.submit(input)
        }
        while let output = pool.takeOldest() { outputs.append(output) }
        return outputs
    }

    @Test(arguments: [0, 1, 2, 3, 16], [1, 2, 3, 64])
    func `results come in the order of the work, whatever takes how long`(_ threads: Int, _ capacity: Int) {
        let pool = WorkerPool<Int, Int>(threads: { threads }, capacity: capacity) { input in
            // Some give way many times, so that later pieces overtake them.
            for _ in 0..<(input * 7919 % 13) { sched_yield() }
            return input * 2
        }
        #expect(results(0..<2000, pool) == (0..<2000).map { $0 * 2 })
        #expect(pool.startedThreads == (capacity == 1 ? 0 : threads))
    }

    @Test func `one piece at a time starts no thread and is done by the caller`() {
        let caller = pthread_self()
        let pool = WorkerPool<Int, Bool>(threads: { 4 }, capacity: 8) { _ in
            pthread_equal(pthread_self(), caller) != 0
        }
        for piece in 0..<10 {
            pool.submit(piece)
            #expect(pool.takeOldest() == true)
        }
        #expect(pool.takeOldest() == nil)
        #expect(pool.startedThreads == 0)
    }

    @Test func `never more pieces are inside than there is room`() {
        let begun = Counter()
        let capacity = 5
        let pool = WorkerPool<Int, Int>(threads: { 8 }, capacity: capacity) { input in
            begun.add()
            return input
        }
        var taken = 0
        for input in 0..<3000 {
            if pool.isFull, pool.takeOldest() != nil { taken += 1 }
            pool.submit(input)
            #expect(pool.count <= capacity)
            #expect(begun.value - taken <= capacity)
        }
    }

    @Test func `a slow piece does not keep the others from being done`() {
        let done = Counter()
        let pool = WorkerPool<Int, Int>(threads: { 2 }, capacity: 8) { input in
            // The first waits until all others inside are done: only other threads can do them.
            if input == 0 { done.wait(for: 7) } else { done.add() }
            return input
        }
        for input in 0..<8 { pool.submit(input) }
        #expect((0..<8).map { _ in pool.takeOldest() } == (0..<8).map { $0 })
    }

    @Test func `giving up drops what was not begun, and ends the threads`() {
        let done = Counter()
        var pool: WorkerPool<Int, Int>? = WorkerPool(threads: { 2 }, capacity: 1000) { input in
            done.add()
            return input
        }
        for input in 0..<1000 { pool?.submit(input) }
        _ = pool?.takeOldest()
        pool = nil
        // Nobody works any more: the count stands still.
        let count = done.value
        for _ in 0..<1000 { sched_yield() }
        #expect(done.value == count)
    }
}

/// Counts under a lock, and lets others wait for a count.
private final class Counter: @unchecked Sendable {
    private let monitor = Monitor()
    private var count = 0

    var value: Int { monitor.locked { count } }

    func add() {
        monitor.locked {
            count += 1
            monitor.announce()
        }
    }

    func wait(for wanted: Int) {
        monitor.locked { while count < wanted { monitor.wait() } }
    }
}
