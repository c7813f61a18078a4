/// Why a kit cannot be made, or its manifest not be read.
package struct KitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let reason: String

    /// Takes the text as it is.
    package init(_ reason: String) { self.reason = reason }

    /// The error for people.
    package var description: String { reason }
}
