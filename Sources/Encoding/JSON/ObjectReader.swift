/// Typed access to the members of a canonical object.
///
/// The members must come in exactly the order in which they are asked for, and `finish` refuses any left over; so a
/// value that was read by a fixed list of calls has exactly one text.
package struct ObjectReader: Sendable {
    /// Where this object stands in the whole, for messages: `checks[2]`; empty for the whole.
    package let path: String
    private let members: [JSON.Member]
    private var next = 0

    /// Starts reading an object; refuses other values.
    package init(_ json: JSON, path: String = "") throws(JSONError) {
        guard case .object(let members) = json else {
            throw JSONError(place: path, reason: "an object must stand here, not \(json.kind)")
        }
        self.path = path
        self.members = members
    }

    /// The next member's value, whatever it is. The next member must have this name.
    package mutating func value(_ name: String) throws(JSONError) -> JSON {
        guard next < members.count else {
            throw JSONError(place: path, reason: "the field \"\(name)\" is missing")
        }
        guard sameBytes(members[next].name, name) else {
            throw JSONError(
                place: path, reason: "the field \"\(members[next].name)\" stands where \"\(name)\" must stand"
            )
        }
        defer { next += 1 }
        return members[next].value
    }

    /// A text.
    package mutating func string(_ name: String) throws(JSONError) -> String {
        try text(try value(name), name)
    }

    /// A whole number.
    package mutating func integer(_ name: String) throws(JSONError) -> Int64 {
        try number(try value(name), name)
    }

    /// A whole number that is not negative.
    package mutating func unsigned(_ name: String) throws(JSONError) -> UInt64 {
        guard let value = UInt64(exactly: try integer(name)) else {
            throw failure(name, "must not be negative")
        }
        return value
    }

    /// True or false.
    package mutating func bool(_ name: String) throws(JSONError) -> Bool {
        try truth(try value(name), name)
    }

    /// A list of any values.
    package mutating func array(_ name: String) throws(JSONError) -> [JSON] {
        try list(try value(name), name)
    }

    /// A list of texts.
    package mutating func strings(_ name: String) throws(JSONError) -> [String] {
        var texts: [String] = []
        for (index, element) in try array(name).enumerated() {
            texts.append(try text(element, "\(name)[\(index)]"))
        }
        return texts
    }

    /// A list of whole numbers.
    package mutating func integers(_ name: String) throws(JSONError) -> [Int64] {
        var numbers: [Int64] = []
        for (index, element) in try array(name).enumerated() {
            numbers.append(try number(element, "\(name)[\(index)]"))
        }
        return numbers
    }

    /// An object.
    package mutating func object(_ name: String) throws(JSONError) -> ObjectReader {
        try ObjectReader(try value(name), path: place(name))
    }

    /// A list of objects.
    package mutating func objects(_ name: String) throws(JSONError) -> [ObjectReader] {
        var readers: [ObjectReader] = []
        for (index, element) in try array(name).enumerated() {
            readers.append(try ObjectReader(element, path: place("\(name)[\(index)]")))
        }
        return readers
    }

    /// Bytes, written in base64.
    package mutating func bytes(_ name: String) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(try string(name)) else {
            throw failure(name, "must be canonical base64")
        }
        return bytes
    }

    /// Bytes, written in lower-case hexadecimal; so many bytes where a count is given.
    package mutating func hex(_ name: String, count: Int? = nil) throws(JSONError) -> [UInt8] {
        guard let bytes = Hex.decode(try string(name)), count == nil || bytes.count == count else {
            throw failure(name, "must be \(count.map { "\($0 * 2) " } ?? "")lower-case hexadecimal digits")
        }
        return bytes
    }

    /// A time, written `2026-11-22T14:20:00Z`.
    package mutating func time(_ name: String) throws(JSONError) -> Timestamp {
        guard let time = Timestamp(try string(name)) else {
            throw failure(name, "must be a time like 2026-11-22T14:20:00Z")
        }
        return time
    }

    /// Refuses members that nobody asked for.
    package func finish() throws(JSONError) {
        guard next < members.count else { return }
        throw failure(members[next].name, "this field is not known here")
    }

    /// An error about one of this object's fields, with its path.
    package func failure(_ name: String, _ reason: String) -> JSONError {
        JSONError(place: place(name), reason: reason)
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private func text(_ value: JSON, _ name: String) throws(JSONError) -> String {
        guard case .string(let text) = value else { throw failure(name, "must be a text, not \(value.kind)") }
        return text
    }

    private func number(_ value: JSON, _ name: String) throws(JSONError) -> Int64 {
        guard case .integer(let number) = value else {
            throw failure(name, "must be a number, not \(value.kind)")
        }
        return number
    }

    private func truth(_ value: JSON, _ name: String) throws(JSONError) -> Bool {
        guard case .bool(let truth) = value else {
            throw failure(name, "must be true or false, not \(value.kind)")
        }
        return truth
    }

    private func list(_ value: JSON, _ name: String) throws(JSONError) -> [JSON] {
        guard case .array(let values) = value else {
            throw failure(name, "must be a list, not \(value.kind)")
        }
        return values
    }

    /// Whether the next member has this name and the value null; then it is passed over.
    mutating func takeNull(_ name: String) -> Bool {
        guard next < members.count, sameBytes(members[next].name, name), case .null = members[next].value
        else {
            return false
        }
        next += 1
        return true
    }
}
