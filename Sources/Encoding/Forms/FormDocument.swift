/// Forms that people write: JSON with `//` comments. Everything else that is not JSON is an error with its place.
package enum FormDocument {
    /// The longest form, 1 MiB: a person's input is never longer, and a wrong file fails at once.
    package static let maximumBytes = 1 << 20

    /// Reads a whole form; the error names the first thing that is wrong.
    package static func parse(_ bytes: [UInt8]) throws(FormError) -> FormValue {
        guard bytes.count <= maximumBytes else {
            throw FormError(
                at: FormPosition(line: 1, column: 1),
                "the form is longer than \(maximumBytes) bytes; is this the file?")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FormError(at: endOfValidText(bytes), "this is not UTF-8 text; save the form as UTF-8")
        }
        var parser = FormParser(text)
        return try parser.document()
    }

    /// The place of the first byte that is not UTF-8.
    private static func endOfValidText(_ bytes: [UInt8]) -> FormPosition {
        var position = FormPosition(line: 1, column: 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            position = scalar == "\n" ? .init(line: position.line + 1, column: 1) : position.nextColumn
        }
        return position
    }
}

extension FormPosition {
    /// The place one column to the right.
    var nextColumn: FormPosition { FormPosition(line: line, column: column + 1) }
}
