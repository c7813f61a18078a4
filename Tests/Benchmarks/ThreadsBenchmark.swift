import BadgeVerifier
import Glibc
import Synchronization

/// The same bulk check by one thread and by two that share a verifier. Beside it the raw signature checks, whose threads
/// share nothing: no verifier can gain more by a second core than they do.
struct ThreadsBenchmark {
    let bulk: BulkBenchmark

    func run(rounds: Int) {
        var faster: [Double] = []
        var dearer: [Double] = []
        var possible: [Double] = []
        for _ in 0..<rounds {
            let one = pass(threads: 1)
            let two = pass(threads: 2)
            faster.append(one.wall / two.wall)
            dearer.append(two.processor / one.processor)
            possible.append(rawPass(threads: 1).wall / rawPass(threads: 2).wall)
        }
        print("two threads that share a verifier, files without a staple")
        report("times faster than one, where two cores are free", text(median(faster)))
        report("the same of EVP_PKEY_verify, a key for each thread", text(median(possible)))
        report("processor time of a badge, of that with one thread", text(median(dearer)))
    }

    private func pass(threads: Int) -> (wall: Double, processor: Double) {
        let verifier = BadgeVerifier(packs: [bulk.pack], allowTest: true)
        return pass(threads, bulk.plain) {
            { bulk.ask($0, verifier) }
        }
    }

    private func rawPass(threads: Int) -> (wall: Double, processor: Double) {
        pass(threads, bulk.signatures) {
            let raw = bulk.newRawChecks()
            return { expect(raw.verifiesBadge($0), "a signature") }
        }
    }

    /// - Parameter prepare: what a thread does with each of its items.
    private func pass<Item>(
        _ threads: Int, _ items: [Item], _ prepare: @escaping () -> (Item) -> Void
    ) -> (wall: Double, processor: Double) {
        let processor = Mutex(0.0)
        let parts = (0..<threads).map { number in
            stride(from: number, to: items.count, by: threads).map { items[$0] }
        }
        let wall = Stopwatch.wall {
            let running = parts.map { part in
                Thread {
                    let check = prepare()
                    let time = Stopwatch.processor {
                        for item in part { check(item) }
                    }
                    processor.withLock { $0 += time }
                }
            }
            for thread in running { thread.join() }
        }
        return (wall, processor.withLock { $0 })
    }
}

/// A POSIX thread.
private struct Thread {
    private final class Work {
        let body: () -> Void

        init(_ body: @escaping () -> Void) { self.body = body }
    }

    private var id = pthread_t()

    init(_ body: @escaping () -> Void) {
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        let code = pthread_create(
            &id, nil,
            { work in
                if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
                return nil
            }, work)
        expect(code == 0, "a thread did not start")
    }

    func join() { pthread_join(id, nil) }
}
