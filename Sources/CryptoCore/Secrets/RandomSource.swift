import COpenSSL

/// Where random bytes come from. Injected, so that tests and fixtures are reproducible.
package struct RandomSource: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// libcrypto's generator for secrets, `RAND_priv_bytes`.
    ///
    /// Stops the process if the generator fails: without entropy no key, nonce or salt made here could be trusted, and
    /// going on would hide it.
    package static let system = RandomSource { count in
        Libcrypto.start()
        var bytes = [UInt8](repeating: 0, count: count)
        precondition(RAND_priv_bytes(&bytes, Int32(count)) == 1, "the system gives no random bytes")
        return bytes
    }

    /// A source of one's own: a function that returns exactly as many bytes as it is asked for.
    package init(_ fill: @escaping @Sendable (Int) -> [UInt8]) { self.fill = fill }

    /// `count` random bytes.
    package func bytes(_ count: Int) -> [UInt8] {
        let bytes = fill(count)
        precondition(bytes.count == count, "a random source gave \(bytes.count) bytes instead of \(count)")
        return bytes
    }
}
