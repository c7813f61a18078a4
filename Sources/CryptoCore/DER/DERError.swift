/// Why bytes are not the strict DER that was expected, and where.
package struct DERError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The offset of the offending element in the whole input.
    package let offset: Int
    /// What is wrong, in words.
    package let reason: String

    package init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// "DER, byte 12: a length is not minimal".
    package var description: String { "DER, byte \(offset): \(reason)" }
}
