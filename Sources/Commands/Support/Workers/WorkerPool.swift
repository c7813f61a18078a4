/// Threads that work ahead of whoever needs the results, which come out in the order in which the work went in.
///
/// At most `capacity` pieces are inside, begun or not, so memory does not grow with the work. No thread is started
/// before a second piece is inside: a single piece is done by the caller, at no cost. For one owner: `submit` and
/// `takeOldest` are called by one thread.
final class WorkerPool<Input: Sendable, Output: Sendable> {
    private let queue: WorkQueue<Input, Output>
    private let threadCount: () -> Int
    private var threads: [WorkerThread] = []
    private let capacity: Int
    /// Pieces submitted and not taken.
    private(set) var count = 0

    /// - Parameter threads: how many work beside the caller, asked when the first are needed; 0 leaves all work to
    ///   `takeOldest`.
    init(threads: @escaping () -> Int, capacity: Int, work: @escaping @Sendable (Input) -> Output) {
        threadCount = threads
        self.capacity = max(1, capacity)
        queue = WorkQueue(capacity: self.capacity, work: work)
    }

    /// Ends the threads after the pieces that they are working on; what was not begun is dropped.
    deinit {
        queue.close()
        for thread in threads { thread.join() }
    }

    /// No more goes in before `takeOldest`.
    var isFull: Bool { count == capacity }

    /// Threads that have been started.
    var startedThreads: Int { threads.count }

    /// Puts a piece of work in. The pool must not be full.
    func submit(_ input: Input) {
        precondition(!isFull, "takeOldest comes first")
        queue.put(input)
        count += 1
        if count == 2 && threads.isEmpty { startThreads() }
    }

    /// The result of the oldest piece, when it is done; nil where there is none. Works on it where nobody has begun.
    func takeOldest() -> Output? {
        guard count > 0 else { return nil }
        count -= 1
        return queue.takeOldest()
    }

    /// Fewer than wanted, even none, is no error: the caller does what nobody else does.
    private func startThreads() {
        for _ in 0..<threadCount() {
            let queue = queue
            guard let thread = WorkerThread({ queue.workUntilClosed() }) else { return }
            threads.append(thread)
        }
    }
}

/// What the owner and the threads share: a ring of slots, each waiting, being worked on or done.
///
/// Unchecked, since the compiler cannot see what guards the state: it is read and changed within `monitor.locked` alone.
/// `Mutex` would be seen, but has no condition to wait for.
private final class WorkQueue<Input: Sendable, Output: Sendable>: @unchecked Sendable {
    private enum Slot {
        case free
        case waiting(Input)
        case begun
        case done(Output)
    }

    private let work: @Sendable (Input) -> Output
    private let monitor = Monitor()
    // All below only under the monitor. Positions only rise; a slot is its position modulo the size of the ring.
    private var slots: [Slot]
    private var oldest = 0
    private var firstWaiting = 0
    private var end = 0
    private var isClosed = false

    init(capacity: Int, work: @escaping @Sendable (Input) -> Output) {
        slots = Array(repeating: .free, count: capacity)
        self.work = work
    }

    func put(_ input: Input) {
        monitor.locked {
            slots[end % slots.count] = .waiting(input)
            end += 1
            monitor.announce()
        }
    }

    func close() {
        monitor.locked {
            isClosed = true
            monitor.announce()
        }
    }

    /// What a thread does.
    func workUntilClosed() {
        while let (position, input) = monitor.locked({ nextWaiting() }) { finish(position, work(input)) }
    }

    func takeOldest() -> Output {
        while true {
            switch monitor.locked({ oldestStep() }) {
            case .take(let output): return output
            case .work(let position, let input): finish(position, work(input))
            }
        }
    }

    private enum Step {
        case take(Output)
        case work(Int, Input)
    }

    /// Waits for the oldest slot while somebody works on it.
    private func oldestStep() -> Step {
        while true {
            let place = oldest % slots.count
            switch slots[place] {
            case .done(let output):
                slots[place] = .free
                oldest += 1
                return .take(output)
            case .waiting:
                if let (position, input) = begin() { return .work(position, input) }
            case .begun, .free: monitor.wait()
            }
        }
    }

    /// Waits for work; nil once closed.
    private func nextWaiting() -> (Int, Input)? {
        while !isClosed {
            if let piece = begin() { return piece }
            monitor.wait()
        }
        return nil
    }

    private func begin() -> (Int, Input)? {
        guard firstWaiting < end, case .waiting(let input) = slots[firstWaiting % slots.count] else {
            return nil
        }
        let position = firstWaiting
        slots[position % slots.count] = .begun
        firstWaiting += 1
        return (position, input)
    }

    private func finish(_ position: Int, _ output: Output) {
        monitor.locked {
            slots[position % slots.count] = .done(output)
            // The owner waits for the oldest alone.
            if position == oldest { monitor.announce() }
        }
    }
}
