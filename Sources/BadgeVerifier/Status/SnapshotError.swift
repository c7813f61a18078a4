/// Why a status snapshot is refused. The client then has none: `status-invalid`.
package struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and where.
    package let reason: String

    /// Takes the values as they are.
    package init(_ reason: String) {
        self.reason = reason
    }

    /// The error for people.
    package var description: String { "status snapshot: \(reason)" }
}
