import COpenSSL

/// What libcrypto said when a call failed: the operation and every entry of its error queue, oldest first.
///
/// This file is the only reader of the queue. The queue belongs to a thread and outlives the call that filled it, so
/// it is always emptied completely: an entry left behind would explain a later, unrelated failure.
package struct OpenSSLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One entry of the error queue, as values that stay readable without the library.
    package struct Entry: Hashable, Sendable {
        /// The library's number, `ERR_LIB_*`.
        package let library: Int32
        /// The reason's number within that library.
        package let reason: Int32
        /// The reason in words, with the entry's own data where it has any.
        package let text: String
    }

    /// What was attempted, in our words: "load the private key".
    package let operation: String
    /// The drained entries. May be empty: some calls fail without giving a reason.
    package let entries: [Entry]

    /// "cannot load the private key (libcrypto: bad decrypt; decode error)".
    package var description: String {
        let reasons = entries.map(\.text).joined(separator: "; ")
        return "cannot \(operation) (libcrypto: \(reasons.isEmpty ? "no reason given" : reasons))"
    }

    /// Takes everything out of this thread's error queue (`ERR_get_error_all`). Call it in the same synchronous
    /// function as the call that failed.
    package static func drain(_ operation: String) -> OpenSSLError {
        var entries: [Entry] = []
        while let entry = nextEntry() { entries.append(entry) }
        return OpenSSLError(operation: operation, entries: entries)
    }

    /// Empties the queue before a sequence whose failure will be inspected, or after one that is answered by a plain
    /// "no" (`ERR_clear_error`).
    static func clear() { ERR_clear_error() }

    /// True if some entry has this library and reason.
    func contains(library: Int32, reason: Int32) -> Bool {
        entries.contains { $0.library == library && $0.reason == reason }
    }

    private static func nextEntry() -> Entry? {
        var data: UnsafePointer<CChar>?
        var flags: Int32 = 0
        let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
        guard code != 0 else { return nil }
        var text = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
        if flags & ERR_TXT_STRING != 0, let data, data.pointee != 0 { text += ": " + String(cString: data) }
        return Entry(library: ERR_GET_LIB(code), reason: ERR_GET_REASON(code), text: text)
    }
}
