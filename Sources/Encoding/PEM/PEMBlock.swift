/// One PEM block (RFC 7468) in its canonical form: lines of 64 columns, LF, no headers, no space.
///
/// The form is strict because a badge file is compared bit by bit: each block has exactly one accepted text.
package struct PEMBlock: Hashable, Sendable {
    /// What stands behind BEGIN, for instance `CERTIFICATE`.
    package var label: String
    /// The content.
    package var bytes: [UInt8]

    /// Makes a block. The label is capital letters, digits and single spaces; the content is not empty.
    package init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// The canonical text; ends in LF.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The canonical text as UTF-8; ends in LF.
    package var textBytes: [UInt8] {
        let body = Base64.encodeBytes(bytes)
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        text.reserveCapacity(text.count * 2 + body.count + body.count / PEMBlock.columns + 1)
        for start in stride(from: 0, to: body.count, by: PEMBlock.columns) {
            text += body[start..<min(start + PEMBlock.columns, body.count)]
            text.append(UInt8(ascii: "\n"))
        }
        text += "-----END \(label)-----\n".utf8
        return text
    }

    static let columns = 64
    static let beginMark = Array("-----BEGIN ".utf8)
    static let endMark = Array("-----END ".utf8)
    static let dashes = Array("-----".utf8)

    /// Reads one block that starts exactly at `offset` and moves `offset` behind its last LF.
    ///
    /// Refuses whatever is not the text that `text` writes: other line lengths, CR, headers, padding bits.
    package static func parse(_ bytes: [UInt8], at offset: inout Int) throws(PEMError) -> PEMBlock {
        let start = offset
        guard bytes[min(start, bytes.count)...].starts(with: beginMark) else {
            throw PEMError(bytes, at: start, "expected a line that begins with \"-----BEGIN \"")
        }
        let (first, afterFirst) = line(bytes, from: start)
        guard let label = label(of: first, after: beginMark) else {
            throw PEMError(bytes, at: start, "the BEGIN line is not well formed")
        }
        let body = body(bytes, from: afterFirst)
        let ending = Array("-----END \(label)-----\n".utf8)
        guard let body, bytes[body.end...].starts(with: ending) else {
            throw PEMError(
                bytes, at: start,
                "the block is not canonical (64 columns, LF, no headers, a matching END line)")
        }
        guard let content = content(bytes, from: afterFirst, body) else {
            throw PEMError(bytes, at: afterFirst, "the block's content is not canonical base64")
        }
        offset = body.end + ending.count
        return PEMBlock(label: label, bytes: content)
    }

    /// The first and the last line of blocks with one label.
    package struct Frame: Sendable {
        fileprivate let begin: [UInt8]
        fileprivate let end: [UInt8]

        /// The lines for a label.
        package init(label: String) {
            begin = Array("-----BEGIN \(label)-----\n".utf8)
            end = Array("-----END \(label)-----\n".utf8)
        }
    }

    /// The content of the block with a known label that starts exactly at `offset`, which is moved behind it; nil where
    /// anything else stands there. As strict as `parse`, which can say what is wrong.
    package static func content(_ frame: Frame, _ bytes: [UInt8], at offset: inout Int) -> [UInt8]? {
        guard stands(frame.begin, in: bytes, at: offset) else { return nil }
        let start = offset + frame.begin.count
        guard let body = body(bytes, from: start), stands(frame.end, in: bytes, at: body.end),
            let content = content(bytes, from: start, body)
        else { return nil }
        offset = body.end + frame.end.count
        return content
    }

    private static func stands(_ text: [UInt8], in bytes: [UInt8], at offset: Int) -> Bool {
        offset >= 0 && bytes.count - offset >= text.count
            && sameBytes(bytes[offset..<offset + text.count], text[...])
    }

    /// The lines of a block: all of 64 columns but the last, which has 1 to 64. Returns the number of full lines, the
    /// length of the last and where the END line must begin; nil for other shapes.
    private static func body(_ bytes: [UInt8], from start: Int) -> (full: Int, last: Int, end: Int)? {
        var full = 0
        var position = start
        while position + columns < bytes.count, bytes[position + columns] == 0x0A {
            if bytes[position] == UInt8(ascii: "-") { break }
            full += 1
            position += columns + 1
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") {
            return full > 0 ? (full - 1, columns, position) : nil
        }
        var end = position
        while end < bytes.count, end < position + columns, bytes[end] != 0x0A { end += 1 }
        guard end < min(bytes.count, position + columns), end > position else { return nil }
        return (full, end - position, end + 1)
    }

    /// The bytes of the lines, decoded where they stand; nil if they are not canonical base64.
    private static func content(
        _ bytes: [UInt8], from start: Int, _ body: (full: Int, last: Int, end: Int)
    ) -> [UInt8]? {
        guard body.last % 4 == 0 else { return nil }
        let fullBytes = body.full * (columns / 4 * 3)
        var isValid = false
        let content = [UInt8](unsafeUninitializedCapacity: fullBytes + body.last / 4 * 3) { output, written in
            bytes.withUnsafeBufferPointer { text in
                // Only the last line may have padding; each other is followed by the LF that divided them.
                let last = start + body.full * (columns + 1)
                if body.full > 0 {
                    let full = UnsafeBufferPointer(rebasing: text[start..<last - 1])
                    guard Base64.decodeLines(full, count: body.full, columns: columns, into: output) else {
                        return
                    }
                }
                let count = Base64.decode(
                    UnsafeBufferPointer(rebasing: text[last..<last + body.last]),
                    into: UnsafeMutableBufferPointer(rebasing: output[fullBytes...]))
                guard let count else { return }
                (isValid, written) = (true, fullBytes + count)
            }
        }
        return isValid ? content : nil
    }

    /// Reads a text that is a sequence of canonical blocks and nothing else; at least one.
    package static func parseAll(_ bytes: [UInt8]) throws(PEMError) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var offset = 0
        repeat {
            blocks.append(try parse(bytes, at: &offset))
        } while offset < bytes.count
        return blocks
    }

    /// The bytes of a line without its LF, and where the next line begins.
    static func line(_ bytes: [UInt8], from start: Int) -> (content: ArraySlice<UInt8>, next: Int) {
        guard start < bytes.count else { return ([], bytes.count) }
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            return (bytes[start...], bytes.count)
        }
        return (bytes[start..<end], end + 1)
    }

    /// The label of a BEGIN or END line: capital letters, digits and single spaces between.
    static func label(of line: ArraySlice<UInt8>, after mark: [UInt8]) -> String? {
        guard line.count > mark.count + dashes.count, line.starts(with: mark),
            line.suffix(dashes.count).elementsEqual(dashes)
        else { return nil }
        let label = line.dropFirst(mark.count).dropLast(dashes.count)
        var previous = UInt8(ascii: " ")
        for character in label {
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: " ") where previous != UInt8(ascii: " "): break
            default: return nil
            }
            previous = character
        }
        return previous == UInt8(ascii: " ") ? nil : String(decoding: label, as: UTF8.self)
    }
}
