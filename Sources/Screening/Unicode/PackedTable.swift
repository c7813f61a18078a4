/// A table of records of one width inside a string literal, read where it stands.
///
/// Numbers are written in base 64 with the characters from "0" to "o", the most significant digit first, so that a
/// table is plain ASCII in the source, compiles at once, and costs nothing until somebody looks something up.
struct PackedTable {
    private let text: UnsafeBufferPointer<UInt8>
    /// Digits of one record.
    private let width: Int

    init(_ text: StaticString, width: Int) {
        self.text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        self.width = width
    }

    /// The number of records.
    var count: Int { text.count / width }

    /// A number inside a record.
    func number(_ record: Int, at offset: Int, digits: Int) -> Int {
        var value = 0
        let start = record * width + offset
        for place in start..<start + digits { value = value << 6 | Int(text[place] &- 0x30) }
        return value
    }

    /// The last record whose first four digits are at most this number; nil where all are above.
    func last(notAbove number: UInt32) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self.number(middle, at: 0, digits: 4) <= Int(number) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The record whose first four digits are this number.
    func record(_ number: UInt32) -> Int? {
        last(notAbove: number).flatMap { self.number($0, at: 0, digits: 4) == Int(number) ? $0 : nil }
    }
}

/// Ranges of code points with a small number each: a start in four digits, the number in two.
struct PackedRanges {
    private let table: PackedTable

    init(_ text: StaticString) { table = PackedTable(text, width: 6) }

    /// The number of the range that holds a code point.
    subscript(_ point: UInt32) -> Int {
        table.last(notAbove: point).map { table.number($0, at: 4, digits: 2) } ?? 0
    }
}

/// Code points that map to several: code point in four digits, place in three, length in one; targets of four digits.
struct PackedMappings {
    private let keys: PackedTable
    private let targets: PackedTable

    init(_ keys: StaticString, _ targets: StaticString) {
        self.keys = PackedTable(keys, width: 8)
        self.targets = PackedTable(targets, width: 4)
    }

    /// Appends what a code point maps to; false where it has no mapping, and nothing is appended.
    func append(_ point: UInt32, to out: inout [UInt32]) -> Bool {
        guard let record = keys.record(point) else { return false }
        let place = keys.number(record, at: 4, digits: 3)
        for offset in 0..<keys.number(record, at: 7, digits: 1) {
            out.append(UInt32(targets.number(place + offset, at: 0, digits: 4)))
        }
        return true
    }
}
