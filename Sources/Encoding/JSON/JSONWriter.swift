extension JSON {
    /// The one text of this value: members in their order, no space, characters as they are except for the escapes
    /// `\" \\ \b \t \n \f \r` and `\u00xx` for the other controls below 20.
    package var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The canonical text as UTF-8.
    package var canonicalBytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    /// Appends the canonical text.
    package func write(to output: inout [UInt8]) {
        switch self {
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                value.write(to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                JSON.write(member.name, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        default: writeScalar(to: &output)
        }
    }

    /// The text with a line for each member and element, for people.
    package func pretty(indent: Int = 2) -> String {
        var output: [UInt8] = []
        writePretty(to: &output, indent: indent, depth: 0)
        return String(decoding: output, as: UTF8.self)
    }

    private func writeScalar(to output: inout [UInt8]) {
        switch self {
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .string(let value): JSON.write(value, to: &output)
        default: output += "null".utf8
        }
    }

    /// Appends the canonical form of a text.
    package static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { write(bytes: $0, to: &output) }
        output.append(UInt8(ascii: "\""))
    }

    private static func write(bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var start = 0
        for (index, byte) in bytes.enumerated() {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            output += UnsafeBufferPointer(rebasing: bytes[start..<index])
            start = index + 1
            if let letter = JSON.escapeLetter(for: byte) {
                output.append(UInt8(ascii: "\\"))
                output.append(letter)
            } else {
                output += "\\u00".utf8
                output.append(Hex.digit(byte >> 4))
                output.append(Hex.digit(byte & 15))
            }
        }
        output += UnsafeBufferPointer(rebasing: bytes[start...])
    }

    /// The letter of the two-character escape of a byte, where there is one.
    static func escapeLetter(for byte: UInt8) -> UInt8? {
        switch byte {
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        default: nil
        }
    }

    private func writePretty(to output: inout [UInt8], indent: Int, depth: Int) {
        let items: [(name: String?, value: JSON)]
        let brackets: (open: UInt8, close: UInt8)
        switch self {
        case .array(let values) where !values.isEmpty:
            items = values.map { (nil, $0) }
            brackets = (UInt8(ascii: "["), UInt8(ascii: "]"))
        case .object(let members) where !members.isEmpty:
            items = members.map { ($0.name, $0.value) }
            brackets = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        default: return write(to: &output)
        }
        let line = { (depth: Int) in [UInt8(ascii: "\n")] + [UInt8](repeating: 0x20, count: depth * indent) }
        output.append(brackets.open)
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output += line(depth + 1)
            if let name = item.name {
                JSON.write(name, to: &output)
                output += ": ".utf8
            }
            item.value.writePretty(to: &output, indent: indent, depth: depth + 1)
        }
        output += line(depth)
        output.append(brackets.close)
    }
}
