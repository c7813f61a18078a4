import CGreenBadge

/// Takes what C hands over: each value is checked and copied before anything else looks at it.
enum CInput {
    /// A struct may have grown in a newer header, but not to this.
    private static let largestStruct = 4096
    /// Authorities, frozen logs: a client has one or a few.
    static let mostItems = 64

    /// A struct that begins with its size. One of a newer header is accepted while the fields that are not known here
    /// are zero, which is how a caller leaves out what is new.
    static func read<Value: BitwiseCopyable>(
        _ pointer: UnsafePointer<Value>, _ name: String
    ) throws(CallError) -> Value {
        let known = MemoryLayout<Value>.size
        let bytes = UnsafeRawPointer(pointer)
        let size = try CInput.size(bytes, known: known, name)
        guard (known..<size).allSatisfy({ bytes.load(fromByteOffset: $0, as: UInt8.self) == 0 }) else {
            throw .argument("\(name) has fields that this version of the library does not know")
        }
        return pointer.pointee
    }

    /// The size that a struct says it has.
    static func size(
        _ bytes: UnsafeRawPointer, known: Int, _ name: String
    ) throws(CallError) -> Int {
        let size = bytes.load(as: Int.self)
        guard (known...largestStruct).contains(size) else {
            throw .argument(
                "\(name).size is \(size): zero the struct, then set it to its sizeof (here \(known))")
        }
        return size
    }

    /// Bytes; nil for NULL. No more than `limit` are copied, for a reader that refuses what is longer anyway.
    static func bytes(
        _ data: UnsafeRawPointer?, _ length: Int, limit: Int = .max, _ name: String
    ) throws(CallError) -> [UInt8]? {
        guard length >= 0 else { throw .argument("\(name): the length is above \(Int.max)") }
        guard let data else {
            guard length == 0 else { throw .argument("\(name): \(length) bytes at NULL") }
            return nil
        }
        return Array(UnsafeRawBufferPointer(start: data, count: min(length, limit)))
    }

    /// A text that ends in a zero byte; nil for NULL. Nothing is repaired: what is not UTF-8 was not meant.
    static func text(_ pointer: UnsafePointer<CChar>?, _ name: String) throws(CallError) -> String? {
        guard let pointer else { return nil }
        guard let text = String(validatingCString: pointer) else {
            throw .argument("\(name) is not UTF-8")
        }
        return text
    }

    /// An array that may be empty.
    static func array<Item>(
        _ first: UnsafePointer<Item>?, _ count: Int, most: Int, _ name: String
    ) throws(CallError) -> UnsafeBufferPointer<Item> {
        guard (0...most).contains(count) else {
            throw .argument("\(name): there must be at most \(most), not \(UInt(bitPattern: count))")
        }
        guard first != nil || count == 0 else { throw .argument("\(name): \(count) of them at NULL") }
        return UnsafeBufferPointer(start: first, count: count)
    }

    /// The items of an array whose elements may not be NULL.
    static func items<Item>(
        _ first: UnsafePointer<Item?>?, _ count: Int, _ name: String
    ) throws(CallError) -> [Item] {
        guard let first, (1...mostItems).contains(count) else {
            throw .argument(
                "\(name): there must be 1 to \(mostItems), not \(first == nil ? "NULL" : "\(UInt(bitPattern: count))")"
            )
        }
        var items: [Item] = []
        for position in 0..<count {
            guard let item = first[position] else { throw .argument("\(name)[\(position)] is NULL") }
            items.append(item)
        }
        return items
    }
}
