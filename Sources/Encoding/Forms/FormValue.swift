/// A place in a form.
package struct FormPosition: Hashable, Sendable {
    /// The line, counted from 1.
    package var line: Int
    /// The column in Unicode scalars, counted from 1.
    package var column: Int

    /// Makes a place.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// A value of a form, with the place where it stands.
package struct FormValue: Sendable {
    /// Where the value begins.
    package let position: FormPosition
    /// The value.
    package let content: Content

    /// What a value can be.
    package enum Content: Sendable {
        /// `null`
        case null
        /// `true` or `false`
        case bool(Bool)
        /// A whole number.
        case integer(Int64)
        /// A text.
        case string(String)
        /// A list.
        case array([FormValue])
        /// Members in the order written; names are unique.
        case object([Member])
    }

    /// A name with its value and the place of the name.
    package struct Member: Sendable {
        /// The name.
        package let name: String
        /// Where the name begins.
        package let position: FormPosition
        /// The value.
        package let value: FormValue
    }

    /// The value without places.
    package var json: JSON {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .string(let value): .string(value)
        case .array(let values): .array(values.map(\.json))
        case .object(let members): .object(members.map { JSON.Member($0.name, $0.value.json) })
        }
    }

    /// What kind of value this is, in words for messages.
    package var kind: String {
        switch content {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
