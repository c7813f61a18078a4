/// Typed access to the fields of an object in a form, by name and in any order.
///
/// The fields are listed at the start, so that a misspelt name is reported as such, with the nearest known name, and
/// not as a missing field.
package struct FormReader: Sendable {
    /// Where the object begins.
    package let position: FormPosition
    private let members: [ByteString: FormValue.Member]

    /// Starts reading an object that may have these fields; refuses other values and other fields.
    package init(_ value: FormValue, fields: [String]) throws(FormError) {
        guard case .object(let list) = value.content else {
            throw FormError(at: value.position, "an object {…} must stand here, not \(value.kind)")
        }
        for member in list where !fields.contains(where: { sameBytes($0, member.name) }) {
            let hint = nearest(member.name, in: fields).map { "did you mean \"\($0)\"?" }
            let known = "known are " + fields.map { "\"\($0)\"" }.joined(separator: ", ")
            throw FormError(at: member.position, "unknown field \"\(member.name)\"; \(hint ?? known)")
        }
        position = value.position
        members = Dictionary(list.map { (ByteString($0.name), $0) }) { first, _ in first }
    }

    /// The value of a field; nil if it is absent or null.
    package func optionalValue(_ name: String) -> FormValue? {
        guard let member = members[ByteString(name)] else { return nil }
        if case .null = member.value.content { return nil }
        return member.value
    }

    /// The value of a field that must be there and not null.
    package func value(_ name: String) throws(FormError) -> FormValue {
        if let value = optionalValue(name) { return value }
        if let member = members[ByteString(name)] {
            throw FormError(at: member.value.position, "the field \"\(name)\" must not be null")
        }
        throw FormError(at: position, "the field \"\(name)\" is missing in the object that begins here")
    }

    /// An error about a field, at its value, or at the object where the field is absent.
    package func failure(_ name: String, _ message: String) -> FormError {
        FormError(at: members[ByteString(name)]?.value.position ?? position, "\(name): \(message)")
    }

    /// A text.
    package func string(_ name: String) throws(FormError) -> String { try text(try value(name), name) }

    /// A text, or nil if the field is absent or null.
    package func optionalString(_ name: String) throws(FormError) -> String? {
        guard let value = optionalValue(name) else { return nil }
        return try text(value, name)
    }

    /// A whole number.
    package func integer(_ name: String) throws(FormError) -> Int64 { try number(try value(name), name) }

    /// A whole number, or nil if the field is absent or null.
    package func optionalInteger(_ name: String) throws(FormError) -> Int64? {
        guard let value = optionalValue(name) else { return nil }
        return try number(value, name)
    }

    /// True or false.
    package func bool(_ name: String) throws(FormError) -> Bool { try truth(try value(name), name) }

    /// True or false, or nil if the field is absent or null.
    package func optionalBool(_ name: String) throws(FormError) -> Bool? {
        guard let value = optionalValue(name) else { return nil }
        return try truth(value, name)
    }

    /// A list of any values.
    package func array(_ name: String) throws(FormError) -> [FormValue] { try list(try value(name), name) }

    /// A list of any values, or nil if the field is absent or null.
    package func optionalArray(_ name: String) throws(FormError) -> [FormValue]? {
        guard let value = optionalValue(name) else { return nil }
        return try list(value, name)
    }

    /// A list of texts.
    package func strings(_ name: String) throws(FormError) -> [String] { try texts(try array(name), name) }

    /// A list of texts, or nil if the field is absent or null.
    package func optionalStrings(_ name: String) throws(FormError) -> [String]? {
        guard let values = try optionalArray(name) else { return nil }
        return try texts(values, name)
    }

    /// A list of whole numbers.
    package func integers(_ name: String) throws(FormError) -> [Int64] {
        var numbers: [Int64] = []
        for value in try array(name) { numbers.append(try number(value, name)) }
        return numbers
    }

    /// An object that may have these fields.
    package func object(_ name: String, fields: [String]) throws(FormError) -> FormReader {
        try FormReader(try value(name), fields: fields)
    }

    /// An object that may have these fields, or nil if the field is absent or null.
    package func optionalObject(_ name: String, fields: [String]) throws(FormError) -> FormReader? {
        guard let value = optionalValue(name) else { return nil }
        return try FormReader(value, fields: fields)
    }

    /// A time, `2026-11-22T14:20:00Z`, or a date, which means its first second.
    package func time(_ name: String) throws(FormError) -> Timestamp {
        guard let time = Timestamp(dateOrTime: try string(name)) else {
            throw failure(name, "must be a date like 2026-11-22 or a time like 2026-11-22T14:20:00Z")
        }
        return time
    }

    /// A time or date, or nil if the field is absent or null.
    package func optionalTime(_ name: String) throws(FormError) -> Timestamp? {
        optionalValue(name) == nil ? nil : try time(name)
    }

    private func text(_ value: FormValue, _ name: String) throws(FormError) -> String {
        guard case .string(let text) = value.content else { throw wrongKind(value, name, "a text in \"…\"") }
        return text
    }

    private func number(_ value: FormValue, _ name: String) throws(FormError) -> Int64 {
        guard case .integer(let number) = value.content else {
            throw wrongKind(value, name, "a whole number")
        }
        return number
    }

    private func truth(_ value: FormValue, _ name: String) throws(FormError) -> Bool {
        switch value.content {
        case .bool(let truth): return truth
        case .string(let text):
            // Whoever wrote "yes" has to see which of the two words stands there.
            throw FormError(at: value.position, "\(name) must be true or false, not \"\(text)\"")
        case .null, .integer, .array, .object: throw wrongKind(value, name, "true or false")
        }
    }

    private func list(_ value: FormValue, _ name: String) throws(FormError) -> [FormValue] {
        guard case .array(let values) = value.content else { throw wrongKind(value, name, "a list […]") }
        return values
    }

    private func texts(_ values: [FormValue], _ name: String) throws(FormError) -> [String] {
        var texts: [String] = []
        for value in values { texts.append(try text(value, name)) }
        return texts
    }

    private func wrongKind(_ value: FormValue, _ name: String, _ expected: String) -> FormError {
        FormError(at: value.position, "\(name) must be \(expected), not \(value.kind)")
    }
}
