/// Code points as numbers, which is how the tables have them.
enum CodePoints {
    static func of(_ text: some StringProtocol) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// The text of code points; what is none (a surrogate) becomes U+FFFD.
    static func text(_ points: some Sequence<UInt32>) -> String {
        var scalars = String.UnicodeScalarView()
        for point in points { scalars.append(Unicode.Scalar(point) ?? "\u{FFFD}") }
        return String(scalars)
    }

    /// A code point as people cite it, `U+0430`.
    static func name(_ point: UInt32) -> String {
        let digits = String(point, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
