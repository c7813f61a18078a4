import Encoding
import Testing

@testable import BadgeVerifier

/// A strict pass over a block says what a reading bit by bit says: the same indexes, or the same fault.
@Suite struct RiceScanTests {
    private enum Found: Equatable {
        case block(first: UInt64, last: UInt64, end: Int)
        case fault(String)
    }

    private func fault(_ text: String) -> Found { .fault("\(SnapshotError(text))") }

    private func naive(_ bytes: [UInt8], at offset: Int, count: Int) -> Found {
        let codes = offset + RiceBlock.headerBytes
        guard codes <= bytes.count, bytes[codes - 1] < 48 else {
            return fault("block at byte \(offset): cut short, or its parameter is above 47")
        }
        let first = bytes[offset..<offset + 6].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let k = Int(bytes[codes - 1])
        var reader = BitwiseRice(bytes: bytes, position: codes * 8)
        guard let values = reader.values(count - 1, k) else {
            return fault("block at byte \(offset): its codes run out of range")
        }
        while reader.position % 8 != 0 {
            if reader.take() != 0 { return fault("block at byte \(offset): the padding is not zero") }
        }
        let sizes = (0..<48).map { (other: Int) -> Int in
            let quotients: [Int] = values.map { Int($0 >> UInt64(other)) }
            let bits: Int = quotients.reduce(0, +) + (other + 1) * values.count
            return (bits + 7) / 8
        }
        let best = sizes.firstIndex(of: sizes.min() ?? 0)
        guard best == k else {
            return fault("block at byte \(offset): \(k) is not the parameter that makes it shortest")
        }
        let last = values.reduce(first, +) + UInt64(values.count)
        return .block(first: first, last: last, end: reader.position / 8)
    }

    private func scan(_ bytes: [UInt8], at offset: Int, count: Int) -> Found {
        bytes.withUnsafeBytes { raw in
            do {
                let extent = try RiceBlock.scan(raw, at: offset, count: count)
                return .block(first: extent.first, last: extent.last, end: extent.end)
            } catch {
                return .fault("\(error)")
            }
        }
    }

    private func check(_ bytes: [UInt8], at offset: Int = 0, count: Int) {
        #expect(
            scan(bytes, at: offset, count: count) == naive(bytes, at: offset, count: count),
            "\(count) items in \(bytes.count - offset) bytes: \(bytes[offset...].prefix(24))")
    }

    /// The encoder's blocks and each spoiled: another bit, another parameter, an item more or less, an end too early.
    @Test(arguments: 0...44)
    func `blocks are accepted and refused alike`(_ k: Int) {
        var random = SeededGenerator(seed: UInt64(900 + k))
        for turn in 0..<5 {
            let count = turn % 4 == 0 ? 256 : Int.random(in: 1...256, using: &random)
            let values = BitwiseRice.usualValues(count - 1, k, longest: turn % 3 == 0 ? 90 : 2, &random)
            var items = [UInt64.random(in: 0..<1 << 40, using: &random)]
            for value in values { items.append((items.last ?? 0) + value + 1) }
            var bytes = [UInt8](repeating: 0xEE, count: turn % 3)
            let offset = bytes.count
            RiceBlock.encode(items[...], to: &bytes)
            #expect(
                scan(bytes, at: offset, count: count)
                    == .block(first: items[0], last: items[count - 1], end: bytes.count))
            check(bytes, at: offset, count: count)
            check(bytes + [UInt8](repeating: 0x3C, count: turn), at: offset, count: count)
            check(bytes, at: offset, count: count + 1)
            if count > 1 { check(bytes, at: offset, count: count - 1) }
            check(
                bytes.dropLast(Int.random(in: 1...min(bytes.count - offset, 20), using: &random)), at: offset,
                count)
            for _ in 0..<4 {
                var other = bytes
                other[Int.random(in: offset..<bytes.count, using: &random)] ^=
                    1 << UInt8.random(in: 0...7, using: &random)
                check(other, at: offset, count: count)
            }
            for parameter in [k - 1, k + 1, 47, 48, 0xFF] where parameter >= 0 {
                var other = bytes
                other[offset + 6] = UInt8(parameter)
                check(other, at: offset, count: count)
                guard parameter < 48 else { continue }
                let codes = BitwiseRice.bytes(of: values, parameter)
                check(other[..<(offset + RiceBlock.headerBytes)] + codes, at: offset, count)
            }
        }
    }

    private func check(_ bytes: ArraySlice<UInt8>, at offset: Int, _ count: Int) {
        check(Array(bytes), at: offset, count: count)
    }
}
