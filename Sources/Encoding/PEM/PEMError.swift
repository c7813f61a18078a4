/// Why a text is not the PEM that was expected.
package struct PEMError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line where it goes wrong, counted from 1.
    package let line: Int
    /// What is wrong there.
    package let reason: String

    /// Makes an error for the line that holds a byte offset.
    init(_ bytes: [UInt8], at offset: Int, _ reason: String) {
        line = 1 + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
        self.reason = reason
    }

    /// Makes an error for a line.
    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    /// A sentence with the line.
    package var description: String { "PEM, line \(line): \(reason)" }
}
