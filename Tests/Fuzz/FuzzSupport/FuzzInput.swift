import Glibc

/// The bytes of one run, copied: what libFuzzer lends must not be kept.
package func fuzzInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    [UInt8](UnsafeBufferPointer(start: start, count: count))
}

/// Stops the run, which libFuzzer then counts as a crash, unless a property of the input holds. Said on standard error,
/// since an optimised trap has no words.
package func demand(_ holds: Bool, _ property: StaticString) {
    guard !holds else { return }
    let line = "\nproperty does not hold: \(property)\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    abort()
}
