import Testing

@testable import BadgeVerifier

/// The fast pass over Rice codes gives what reading them bit by bit gives.
@Suite struct RiceSumsTests {
    private func sums(_ values: [UInt64], _ k: Int) -> RiceSums {
        var sums = RiceSums()
        for value in values {
            sums.values += value
            sums.quotientsAbove += value >> UInt64(k + 1)
            sums.lowBits += k == 0 ? 0 : value >> UInt64(k - 1) & 1
        }
        return sums
    }

    /// Few codes and many, short ones and ones that fit into no word, in buffers that end anywhere.
    @Test func `sums are those of the codes read bit by bit`() {
        var random = SeededGenerator(seed: 44)
        for turn in 0..<6_000 {
            // How many of eight bits are zero, so that quotients are short, usual or very long.
            let density = turn % 5
            let bytes = (0..<Int.random(in: 0...160, using: &random)).map { _ -> UInt8 in
                switch density {
                case 0: UInt8.random(in: .min ... .max, using: &random)
                case 1:
                    UInt8.random(in: .min ... .max, using: &random)
                        | UInt8.random(in: .min ... .max, using: &random)
                case 2: Bool.random(using: &random) ? 0xFF : UInt8.random(in: .min ... .max, using: &random)
                case 3: UInt8.random(in: 0...12, using: &random) == 0 ? 0xFE : 0xFF
                default:
                    UInt8.random(in: .min ... .max, using: &random)
                        & UInt8.random(in: .min ... .max, using: &random)
                }
            }
            let k =
                turn % 3 == 0
                ? Int.random(in: 0...47, using: &random) : Int.random(in: 0...11, using: &random)
            let count = Int.random(in: 0...100, using: &random)
            let start = Int.random(in: 0...min(9, bytes.count), using: &random)
            check(bytes, from: start, count, k)
            // As many as there are, so that sums of long runs are compared too.
            var naive = BitwiseRice(bytes: bytes, position: start * 8)
            var whole = 0
            while naive.value(k) != nil { whole += 1 }
            check(bytes, from: start, whole, k)
        }
    }

    /// Blocks as they are in lists, and with some quotients that are longer than a word, at every parameter: whole, cut
    /// off anywhere near their end, and with few or many bytes behind them.
    @Test(arguments: 0...47)
    func `every parameter, wherever the buffer ends`(_ k: Int) {
        var random = SeededGenerator(seed: UInt64(100 + k))
        for longest in [2, 200] as [UInt64] {
            for count in [1, 2, 255, Int.random(in: 3...100, using: &random)] {
                let values = BitwiseRice.usualValues(count, k, longest: longest, &random)
                let codes = BitwiseRice.bytes(of: values, k)
                let behind = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                    UInt8.random(in: .min ... .max, using: &random)
                }
                check(codes + behind, from: 0, count, k)
                check([0xA5] + codes, from: 1, count, k)
                check(codes, from: 0, count + 1, k)
                check(codes + behind, from: 0, count + 1, k)
                let cut = Int.random(in: 1...20, using: &random)
                check(codes.dropLast(cut), from: 0, count, k)
            }
        }
    }

    /// Where all bits are alike there is no end of a quotient, or one at every bit.
    @Test(arguments: 0...47)
    func `ones and zeros only`(_ k: Int) {
        for size in [0, 1, 7, 8, 15, 16, 17, 23, 24, 25, 64, 300] {
            for byte in [0x00, 0xFF] as [UInt8] {
                let bytes = [UInt8](repeating: byte, count: size)
                for count in [0, 1, 3, 255] { check(bytes, from: 0, count, k) }
            }
            // Ones up to the last bits.
            let last = [UInt8](repeating: 0xFF, count: size) + [0xFE] + [UInt8](repeating: 0x55, count: 9)
            for count in [1, 2, 5] { check(last, from: 0, count, k) }
        }
    }

    /// In memory that has not one byte more, so that a sanitizer sees each read beyond.
    private func check(_ bytes: some Collection<UInt8>, from start: Int, _ count: Int, _ k: Int) {
        let bytes = Array(bytes)
        let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { raw.deallocate() }
        raw.copyBytes(from: bytes)
        // Only where something fails: to write down all the bytes takes longer than to read them.
        func note() -> Comment { "k \(k), \(count) codes of \(bytes) from \(start)" }
        var naive = BitwiseRice(bytes: bytes, position: start * 8)
        let expected = naive.values(count, k)
        var reader = RiceReader(borrowing: UnsafeRawBufferPointer(raw), byteOffset: start)
        #expect(reader.sums(ofNext: count, k) == expected.map { sums($0, k) }, note())
        var single = RiceReader(borrowing: UnsafeRawBufferPointer(raw), byteOffset: start)
        let read = expected?.map { _ in single.next(k) }
        #expect(read == expected, note())
        if expected != nil {
            #expect(reader.bit == naive.position, note())
            #expect(single.bit == naive.position, note())
        }
    }
}
