/// The same accessors for fields whose value may be null. The field itself must always be present.
extension ObjectReader {
    /// A text or null.
    package mutating func optionalString(_ name: String) throws(JSONError) -> String? {
        takeNull(name) ? nil : try string(name)
    }

    /// A whole number or null.
    package mutating func optionalInteger(_ name: String) throws(JSONError) -> Int64? {
        takeNull(name) ? nil : try integer(name)
    }

    /// A whole number that is not negative, or null.
    package mutating func optionalUnsigned(_ name: String) throws(JSONError) -> UInt64? {
        takeNull(name) ? nil : try unsigned(name)
    }

    /// True, false or null.
    package mutating func optionalBool(_ name: String) throws(JSONError) -> Bool? {
        takeNull(name) ? nil : try bool(name)
    }

    /// A list or null.
    package mutating func optionalArray(_ name: String) throws(JSONError) -> [JSON]? {
        takeNull(name) ? nil : try array(name)
    }

    /// A list of texts or null.
    package mutating func optionalStrings(_ name: String) throws(JSONError) -> [String]? {
        takeNull(name) ? nil : try strings(name)
    }

    /// An object or null.
    package mutating func optionalObject(_ name: String) throws(JSONError) -> ObjectReader? {
        takeNull(name) ? nil : try object(name)
    }

    /// Bytes in base64, or null.
    package mutating func optionalBytes(_ name: String) throws(JSONError) -> [UInt8]? {
        takeNull(name) ? nil : try bytes(name)
    }

    /// Bytes in lower-case hexadecimal, or null.
    package mutating func optionalHex(_ name: String, count: Int? = nil) throws(JSONError) -> [UInt8]? {
        takeNull(name) ? nil : try hex(name, count: count)
    }

    /// A time or null.
    package mutating func optionalTime(_ name: String) throws(JSONError) -> Timestamp? {
        takeNull(name) ? nil : try time(name)
    }
}
