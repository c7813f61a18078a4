import CryptoCore

/// Which OID arcs a real authority cannot call its own.
enum ArcRules {
    /// Where private enterprises get their numbers (IANA).
    private static let enterprises = ObjectIdentifier(1, 3, 6, 1, 4, 1)

    /// Arcs whose identifiers mean something to others, and to whom.
    private static let taken: [(arc: ObjectIdentifier, owner: String)] = [
        (
            ObjectIdentifier(2, 23, 140),
            "the CA/Browser Forum: a badge would pass for one of its certificates"
        ),
        (
            ObjectIdentifier(1, 3, 6, 1, 4, 1, 53087),
            "BIMI: a badge would pass for a mark certificate of mail"
        ),
        (ObjectIdentifier(1, 3, 6, 1, 5, 5, 7), "the IETF's certificate profile"),
        (ObjectIdentifier(2, 5), "the X.500 standards"),
    ]

    /// Why the arc cannot be the authority's own; nil where it may be.
    static func problem(with arc: ObjectIdentifier) -> String? {
        if let taken = taken.first(where: { $0.arc == arc || arc.isUnder($0.arc) }) {
            return "the arc \(arc) belongs to \(taken.owner). \(advice)"
        }
        let uuids = ObjectIdentifier(2, 25)
        if arc == uuids || arc.isUnder(uuids) {
            return
                "the arc \(arc) is made of a UUID, which Go and others cannot read in certificates. \(advice)"
        }
        if arc == enterprises || enterprises.isUnder(arc) || isShort(arc) {
            return "the arc \(arc) is too short to be one organisation's own. \(advice)"
        }
        return nil
    }

    private static let advice = "Take one under your own enterprise number: 1.3.6.1.4.1.N"

    /// Fewer than four numbers: a standard body's or a country's.
    private static func isShort(_ arc: ObjectIdentifier) -> Bool {
        arc.description.utf8.filter { $0 == UInt8(ascii: ".") }.count < 3
    }
}
