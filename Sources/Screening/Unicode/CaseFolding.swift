/// Full case folding (Unicode Standard 3.13, statuses C and F of CaseFolding.txt).
package enum CaseFolding {
    /// The text folded and in NFKC: what is left when case, width and other forms of the same letters are taken away
    /// (toNFKC of the folded compatibility form, definition D146).
    package static func identity(_ text: String) -> String { CodePoints.text(identity(CodePoints.of(text))) }

    static func identity(_ points: [UInt32]) -> [UInt32] {
        let once = fold(NormalizationForm.nfkd.normalize(points))
        // Folding can leave what composes or folds again, as U+03B0 does.
        return NormalizationForm.nfkc.normalize(fold(NormalizationForm.nfkd.normalize(once)))
    }

    /// The text with every character folded, not normalised.
    package static func fold(_ text: String) -> String { CodePoints.text(fold(CodePoints.of(text))) }

    static func fold(_ points: [UInt32]) -> [UInt32] {
        let table = PackedMappings(CaseFoldingTable.folded, CaseFoldingTable.foldedTargets)
        var out: [UInt32] = []
        out.reserveCapacity(points.count)
        for point in points {
            if point < 0x80 {
                out.append(point >= 0x41 && point <= 0x5A ? point + 0x20 : point)
            } else if !table.append(point, to: &out) {
                out.append(point)
            }
        }
        return out
    }
}
