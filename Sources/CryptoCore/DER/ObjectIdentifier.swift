import Encoding

/// An OBJECT IDENTIFIER (X.660), kept as the contents of its DER encoding.
///
/// Arcs are below 2^31: Go's X.509 parser refuses a certificate with a longer one, and every stack must read a badge.
package struct ObjectIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The DER contents, without tag and length.
    package let derContents: [UInt8]

    /// The largest arc that every X.509 parser reads.
    package static let largestArc: UInt64 = 1 << 31 - 1

    /// From the dotted form "1.3.6.1.4.1.32473"; nil unless it is a canonical list of at least two arcs.
    package init?(_ dotted: String) {
        var arcs: [UInt64] = []
        for part in dotted.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let isCanonical =
                part.allSatisfy { (0x30...0x39).contains($0) } && (part.first != 0x30 || part.count == 1)
            guard isCanonical, let arc = UInt64(Substring(part)) else { return nil }
            arcs.append(arc)
        }
        guard arcs.count >= 2, arcs.allSatisfy({ $0 <= Self.largestArc }), arcs[0] <= 2,
            arcs[0] == 2 || arcs[1] < 40, arcs[1] <= Self.largestArc - 80
        else { return nil }
        derContents = Self.encode(arcs[0] * 40 + arcs[1]) + arcs.dropFirst(2).flatMap { Self.encode($0) }
    }

    /// From DER contents; nil unless every arc is minimal, complete and below 2^31.
    package init?(derContents: some Collection<UInt8>) {
        let contents = [UInt8](derContents)
        guard Self.isWellFormed(contents[...]) else { return nil }
        self.derContents = contents
    }

    /// From contents that `isWellFormed` has looked at.
    init(read contents: ArraySlice<UInt8>) { derContents = [UInt8](contents) }

    /// Whether DER contents are of an identifier: every arc minimal, complete and below 2^31.
    static func isWellFormed(_ contents: ArraySlice<UInt8>) -> Bool {
        var arc: UInt64 = 0
        var isInside = false
        for byte in contents {
            // A leading 0x80 would be a second spelling of the same arc.
            guard isInside || byte != 0x80, arc <= largestArc >> 7 else { return false }
            isInside = byte & 0x80 != 0
            arc = isInside ? arc << 7 | UInt64(byte & 0x7F) : 0
        }
        return !isInside && !contents.isEmpty
    }

    /// From arcs that the program itself knows: `ObjectIdentifier(2, 5, 29, 19)`.
    package init(_ first: UInt8, _ second: UInt8, _ rest: UInt64...) {
        precondition(first == 2 || (first < 2 && second < 40), "not an object identifier")
        derContents = Self.encode(UInt64(first) * 40 + UInt64(second)) + rest.flatMap { Self.encode($0) }
    }

    private init(unchecked derContents: [UInt8]) { self.derContents = derContents }

    /// The identifier one arc below this one. Above `largestArc` no reader takes it.
    package func appending(_ arc: UInt64) -> ObjectIdentifier {
        ObjectIdentifier(unchecked: derContents + Self.encode(arc))
    }

    /// True for this identifier's descendants, not for itself. Arcs are self-delimiting, so a prefix of the bytes is a
    /// prefix of the arcs.
    package func isUnder(_ other: ObjectIdentifier) -> Bool {
        derContents.count > other.derContents.count && derContents.starts(with: other.derContents)
    }

    /// The one arc by which contents of an identifier go beyond this one; nil if they are anything but a child of it.
    package func childArc(_ contents: ArraySlice<UInt8>) -> UInt64? {
        guard Self.isWellFormed(contents), contents.count > derContents.count,
            sameBytes(contents.prefix(derContents.count), derContents[...])
        else { return nil }
        let rest = contents.dropFirst(derContents.count)
        guard rest.dropLast().allSatisfy({ $0 & 0x80 != 0 }) else { return nil }
        return rest.reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
    }

    /// The dotted form.
    package var description: String {
        let arcs = Self.arcs(derContents)
        guard let head = arcs.first else { return "" }
        let first = min(head / 40, 2)
        return ([first, head - first * 40] + arcs.dropFirst()).map(String.init).joined(separator: ".")
    }

    /// The numbers of the base-128 encoding; the first two arcs are still one number.
    private static func arcs(_ contents: some Collection<UInt8>) -> [UInt64] {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in contents {
            arc = arc << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 {
                arcs.append(arc)
                arc = 0
            }
        }
        return arcs
    }

    private static func encode(_ arc: UInt64) -> [UInt8] {
        var bytes = [UInt8(arc & 0x7F)]
        var rest = arc >> 7
        while rest > 0 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes.reversed()
    }
}
