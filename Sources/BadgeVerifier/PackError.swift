/// Why a trust file, its signature or another part of a client pack cannot be used.
///
/// This is an error of opening, never a statement about a badge.
public struct PackError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The part of the pack, for example `trust.json`.
    package let part: String
    /// What is wrong, where, and what to do.
    package let reason: String

    /// Takes the values as they are.
    package init(_ part: String, _ reason: String) {
        self.part = part
        self.reason = reason
    }

    /// The part and what is wrong with it, for people.
    public var description: String { "\(part): \(reason)" }
}
