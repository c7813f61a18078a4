enum Mexico {
    /// RFC: three letters for a company, four for a person, a date, three characters of which the last checks. `&` is a
    /// letter here; Ñ is too, and no such number can stand in a certificate's serialNumber.
    static let register = IdentifierScheme(
        "mx-rfc", "Mexican RFC", patterns: shapes(3) + shapes(4), example: "GODE 561231 GR8"
    ) { number in
        let letters = number.count - 9
        guard isDate(number.number(letters + 2..<letters + 4), number.number(letters + 4..<letters + 6))
        else {
            return .impossible("the six digits are no date")
        }
        let values = (letters == 3 ? [37] : []) + number.bytes.map { value($0) }
        let rest = zip(values, (2...13).reversed()).reduce(0) { $0 + $1.0 * $1.1 } % 11
        let wanted = rest == 0 ? 0 : 11 - rest
        return number.values[number.count - 1] == wanted
            ? .passes
            : .doubtful("the check character does not fit, as in some numbers that the SAT gave out")
    }

    /// Any letter may be an ampersand.
    private static func shapes(_ letters: Int) -> [String] {
        (0..<1 << letters).map { signs in
            (0..<letters).map { signs >> $0 & 1 == 1 ? "&" : "@" }.joined() + "######**#"
        }
            + (0..<1 << letters).map { signs in
                (0..<letters).map { signs >> $0 & 1 == 1 ? "&" : "@" }.joined() + "######**A"
            }
    }

    private static func isDate(_ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month) else { return false }
        return (1...[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
    }

    /// Places in 0–9 A–N & O–Z, space.
    private static func value(_ byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x4E: Int(byte) - 0x41 + 10
        case 0x26: 24
        default: Int(byte) - 0x4F + 25
        }
    }
}
