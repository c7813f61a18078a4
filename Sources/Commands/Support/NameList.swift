import Glibc

/// Very many short names in byte order, each at the cost of its bytes and one word: an array of strings takes three to
/// five times as much.
struct NameList {
    private var bytes: [UInt8] = []
    /// Where each name begins in `bytes`, and in the lowest bit whether it is marked.
    private var starts: [UInt64] = []

    var count: Int { starts.count }

    mutating func append(_ name: some Collection<UInt8>, isMarked: Bool) {
        starts.append(UInt64(bytes.count) << 1 | (isMarked ? 1 : 0))
        bytes.append(contentsOf: name)
        // Ends a name; none holds it.
        bytes.append(0)
    }

    /// Puts the names into byte order.
    mutating func sort() {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            // A name that is the beginning of another comes first, by its 0.
            starts.sort { a, b in
                strcmp(
                    (base + Int(a >> 1)).assumingMemoryBound(to: CChar.self),
                    (base + Int(b >> 1)).assumingMemoryBound(to: CChar.self)) < 0
            }
        }
    }

    /// The name at a position in order, and its mark.
    subscript(_ index: Int) -> (name: String, isMarked: Bool) {
        let start = starts[index]
        let name = bytes[Int(start >> 1)...].prefix { $0 != 0 }
        return (String(decoding: name, as: UTF8.self), start & 1 == 1)
    }
}
