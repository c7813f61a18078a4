/// What is wrong with a form that a person wrote, and where.
package struct FormError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1.
    package let line: Int
    /// The column in Unicode scalars, counted from 1.
    package let column: Int
    /// What is wrong and what to do, without the place.
    package let message: String

    /// Makes an error at a place.
    package init(at position: FormPosition, _ message: String) {
        line = position.line
        column = position.column
        self.message = message
    }

    /// A sentence with the place: `line 4, column 3: unknown field "legalNmae"; did you mean "legalName"?`
    package var description: String { "line \(line), column \(column): \(message)" }
}
