/// Whether a text is written in one direction. Mixed ones are shown in an order that depends on what stands around
/// them, so that two different texts can look the same (the reason for RFC 5893 and for bidiSkeleton in UTS #39).
enum Direction {
    /// Whether letters of both directions are there, or a text written from the right does not begin with such a letter.
    static func isMixed(_ points: [UInt32]) -> Bool {
        guard points.contains(where: Normalization.isRightToLeft) else { return false }
        if let first = points.first, !Normalization.isRightToLeft(first) { return true }
        return points.contains {
            !Normalization.isRightToLeft($0) && !Scripts.of($0).isEmpty && !Normalization.isMark($0)
        }
    }
}
