/// Punycode (RFC 3492): Unicode labels in the letters of host names.
enum Punycode {
    private static let (base, tMin, tMax, skew, damp): (Int, Int, Int, Int, Int) = (36, 1, 26, 38, 700)
    private static let (initialBias, initialPoint): (Int, Int) = (72, 128)
    /// Labels have at most 63 characters; a bound keeps the arithmetic far from overflow.
    private static let maximumLength = 256

    private static func adapt(_ delta: Int, _ count: Int, first: Bool) -> Int {
        var delta = first ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int { min(max(k - bias, tMin), tMax) }

    /// The label without `xn--`; nil where it is too long.
    static func encode(_ points: [UInt32]) -> [UInt8]? {
        guard points.count <= maximumLength else { return nil }
        var out = points.filter { $0 < 0x80 }.map { UInt8($0) }
        var handled = out.count
        let basic = handled
        if basic > 0 { out.append(0x2D) }
        var (n, delta, bias) = (initialPoint, 0, initialBias)
        while handled < points.count {
            guard let next = points.lazy.map(Int.init).filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for point in points.lazy.map(Int.init) {
                if point < n { delta += 1 }
                guard point == n else { continue }
                var (q, k) = (delta, base)
                while true {
                    let t = threshold(k, bias)
                    if q < t { break }
                    out.append(digit(t + (q - t) % (base - t)))
                    q = (q - t) / (base - t)
                    k += base
                }
                out.append(digit(q))
                bias = adapt(delta, handled + 1, first: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return out
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x61...0x7A: Int(byte) - 0x61
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x30...0x39: Int(byte) - 0x30 + 26
        default: nil
        }
    }

    /// The code points of a label without `xn--`; nil where it is no Punycode.
    static func decode(_ bytes: [UInt8]) -> [UInt32]? {
        guard bytes.count <= maximumLength, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let delimiter = bytes.lastIndex(of: 0x2D)
        var out = bytes[..<(delimiter ?? 0)].map { UInt32($0) }
        var place = delimiter.map { $0 + 1 } ?? 0
        var (n, index, bias) = (initialPoint, 0, initialBias)
        while place < bytes.count {
            let old = index
            var (weight, k) = (1, base)
            while true {
                guard place < bytes.count, let digit = value(bytes[place]) else { return nil }
                place += 1
                index += digit * weight
                guard index <= Int(UInt32.max) else { return nil }
                let t = threshold(k, bias)
                if digit < t { break }
                weight *= base - t
                guard weight <= Int(UInt32.max) else { return nil }
                k += base
            }
            bias = adapt(index - old, out.count + 1, first: old == 0)
            n += index / (out.count + 1)
            index %= out.count + 1
            guard n <= 0x10FFFF, Unicode.Scalar(UInt32(n)) != nil else { return nil }
            out.insert(UInt32(n), at: index)
            index += 1
        }
        return out
    }
}
