import Glibc

/// A lock with a condition to wait for: pthread_mutex_t and pthread_cond_t, which must not move in memory.
final class Monitor: Sendable {
    // Owned, and never anywhere else: POSIX lets any number of threads lock the one and wait on the other.
    private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private nonisolated(unsafe) let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(mutex)
        change.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` while nobody else does.
    func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Lets go of the lock until somebody calls `announce`; the state must be looked at again. Only within `locked`.
    func wait() { pthread_cond_wait(change, mutex) }

    /// Wakes all who wait.
    func announce() { pthread_cond_broadcast(change) }
}
