/// What a text looks like: two texts with the same skeleton can be taken for each other (UTS #39 section 4).
///
/// Bidirectional reordering is not done, since names that mix directions are refused before.
package enum Skeleton {
    /// The skeleton: in NFD, without what is not shown, each character replaced by its prototype, in NFD again.
    package static func of(_ text: String) -> String { CodePoints.text(of(CodePoints.of(text))) }

    static func of(_ points: [UInt32]) -> [UInt32] {
        var before = points
        // The data is closed but for a few characters whose prototype decomposes into what has a prototype of its own
        // (U+321D): going on until nothing changes makes them equal too. Two rounds do; the bound is only a bound.
        for _ in 0..<4 {
            let after = once(before)
            if after == before { break }
            before = after
        }
        return before
    }

    private static func once(_ points: [UInt32]) -> [UInt32] {
        let prototypes = PackedMappings(ConfusablesTable.prototypes, ConfusablesTable.prototypeTargets)
        let ignorable = PackedRanges(ConfusablesTable.ignorable)
        var out: [UInt32] = []
        out.reserveCapacity(points.count + 4)
        for point in NormalizationForm.nfd.normalize(points) {
            if point >= 0xAD && ignorable[point] == 1 { continue }
            if !prototypes.append(point, to: &out) { out.append(point) }
        }
        return NormalizationForm.nfd.normalize(out)
    }
}
