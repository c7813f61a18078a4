/// Why bytes are not the canonical JSON, or not the object, that was expected.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: `byte 17` or the path of a field, `checks[2].name`; empty for the whole.
    package let place: String
    /// What is wrong there.
    package let reason: String

    /// Makes an error.
    package init(place: String, reason: String) {
        self.place = place
        self.reason = reason
    }

    /// A sentence with the place.
    package var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}
