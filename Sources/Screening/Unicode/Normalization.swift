/// The four normalization forms of UAX #15, from tables of our own: the standard library offers form C alone and only
/// as an interface that is not promised, and plain Foundation would cost every start 4 ms.
package enum NormalizationForm: Sendable, CaseIterable {
    case nfc, nfd, nfkc, nfkd

    /// The text in this form.
    package func normalize(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return CodePoints.text(normalize(CodePoints.of(text)))
    }

    func normalize(_ points: [UInt32]) -> [UInt32] {
        if points.allSatisfy({ $0 < 0x80 }) { return points }
        let decomposed = Normalization.decompose(points, compatible: self == .nfkc || self == .nfkd)
        return self == .nfc || self == .nfkc ? Normalization.compose(decomposed) : decomposed
    }
}

/// Decomposition, canonical order and composition; Hangul is arithmetic (Unicode Standard 3.12).
enum Normalization {
    private static var canonical: PackedMappings {
        PackedMappings(NormalizationTables.canonical, NormalizationTables.canonicalTargets)
    }
    private static var compatible: PackedMappings {
        PackedMappings(NormalizationTables.compatible, NormalizationTables.compatibleTargets)
    }
    private static var classes: PackedRanges { PackedRanges(NormalizationTables.classes) }

    static func decompose(_ points: [UInt32], compatible isCompatible: Bool) -> [UInt32] {
        var out: [UInt32] = []
        out.reserveCapacity(points.count + 8)
        for point in points {
            if point < 0xA0 {
                out.append(point)
            } else if let index = Hangul.syllable(point) {
                out += Hangul.decomposed(index)
            } else if isCompatible && compatible.append(point, to: &out) || canonical.append(point, to: &out)
            {
                continue
            } else {
                out.append(point)
            }
        }
        order(&out)
        return out
    }

    /// The canonical combining class; 0 for what starts.
    static func combiningClass(_ point: UInt32) -> Int { point < 0x300 ? 0 : classes[point] }

    /// Puts each run of combining marks into the order of their classes; equals keep theirs.
    private static func order(_ points: inout [UInt32]) {
        var start = 0
        while start < points.count {
            guard combiningClass(points[start]) != 0 else {
                start += 1
                continue
            }
            var run: [(rank: Int, point: UInt32)] = []
            while start + run.count < points.count {
                let point = points[start + run.count]
                let rank = combiningClass(point)
                guard rank != 0 else { break }
                // The place in the low bits keeps the sort stable, which the library does not promise.
                run.append((rank << 32 | run.count, point))
            }
            run.sort { $0.rank < $1.rank }
            for (offset, entry) in run.enumerated() { points[start + offset] = entry.point }
            start += run.count
        }
    }

    static func compose(_ points: [UInt32]) -> [UInt32] {
        var out: [UInt32] = []
        out.reserveCapacity(points.count)
        var starter: Int?
        var lastClass = 0
        for point in points {
            let rank = combiningClass(point)
            if let starter, lastClass < rank || lastClass == 0, let composed = composite(out[starter], point)
            {
                out[starter] = composed
                continue
            }
            if rank == 0 { starter = out.count }
            lastClass = rank
            out.append(point)
        }
        return out
    }

    private static func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if let syllable = Hangul.composed(first, second) { return syllable }
        let table = PackedTable(NormalizationTables.compositions, width: 12)
        // Records are sorted by first and second; those of one first stand together.
        guard var record = table.last(notAbove: first) else { return nil }
        while table.number(record, at: 0, digits: 4) == Int(first) {
            if table.number(record, at: 4, digits: 4) == Int(second) {
                return UInt32(table.number(record, at: 8, digits: 4))
            }
            guard record > 0 else { return nil }
            record -= 1
        }
        return nil
    }

    /// Whether a combining mark (general category M).
    static func isMark(_ point: UInt32) -> Bool {
        point >= 0x300 && PackedRanges(NormalizationTables.marks)[point] == 1
    }

    /// Whether written from right to left (bidirectional class R or AL).
    static func isRightToLeft(_ point: UInt32) -> Bool {
        point >= 0x590 && PackedRanges(NormalizationTables.rightToLeft)[point] == 1
    }
}

/// Hangul syllables and their parts (Unicode Standard 3.12).
private enum Hangul {
    static let first: UInt32 = 0xAC00
    static let (lead, vowel, trail): (UInt32, UInt32, UInt32) = (0x1100, 0x1161, 0x11A7)
    static let (leads, vowels, trails): (UInt32, UInt32, UInt32) = (19, 21, 28)

    static func syllable(_ point: UInt32) -> UInt32? {
        point >= first && point < first + leads * vowels * trails ? point - first : nil
    }

    static func decomposed(_ index: UInt32) -> [UInt32] {
        let parts = [lead + index / (vowels * trails), vowel + index % (vowels * trails) / trails]
        return index % trails == 0 ? parts : parts + [trail + index % trails]
    }

    static func composed(_ a: UInt32, _ b: UInt32) -> UInt32? {
        if a >= lead, a < lead + leads, b >= vowel, b < vowel + vowels {
            return first + ((a - lead) * vowels + (b - vowel)) * trails
        }
        if let index = syllable(a), index % trails == 0, b > trail, b < trail + trails {
            return a + (b - trail)
        }
        return nil
    }
}
