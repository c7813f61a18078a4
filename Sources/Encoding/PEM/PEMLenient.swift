extension PEMBlock {
    /// Reads the blocks of a file that another tool wrote: CRLF, text around the blocks and other line lengths are
    /// accepted. For keys and certification requests that people hand in, never for badge files.
    ///
    /// Refuses a file without blocks, END lines that do not match, bad base64 and headers inside a block (the old
    /// encrypted key format of OpenSSL, which has them, is not supported).
    package static func parseLenient(_ bytes: [UInt8]) throws(PEMError) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: (label: String, line: Int, body: [UInt8])?
        var number = 0
        var offset = 0
        while offset < bytes.count {
            let (raw, next) = line(bytes, from: offset)
            offset = next
            number += 1
            let content = trimmed(raw)
            if var block = open {
                if content.starts(with: endMark) {
                    blocks.append(try close(block.label, block.line, block.body, by: content, at: number))
                    open = nil
                } else if content.starts(with: dashes) {
                    throw PEMError(line: number, "a block begins before the END line of \(block.label)")
                } else if content.contains(UInt8(ascii: ":")) {
                    throw PEMError(line: number, "headers are not supported; convert the key to PKCS#8 first")
                } else {
                    block.body += content
                    open = block
                }
            } else if content.starts(with: beginMark) {
                guard let label = label(of: content, after: beginMark) else {
                    throw PEMError(line: number, "the BEGIN line is not well formed")
                }
                open = (label, number, [])
            }
        }
        if let block = open { throw PEMError(line: block.line, "the END line of \(block.label) is missing") }
        if blocks.isEmpty { throw PEMError(line: 1, "there is no \"-----BEGIN …-----\" line in this file") }
        return blocks
    }

    private static func close(
        _ label: String, _ first: Int, _ body: [UInt8], by end: ArraySlice<UInt8>, at number: Int
    ) throws(PEMError) -> PEMBlock {
        guard let ending = self.label(of: end, after: endMark), sameBytes(ending, label) else {
            throw PEMError(line: number, "the END line does not match \"BEGIN \(label)\" of line \(first)")
        }
        guard let content = Base64.decode(bytes: body), !content.isEmpty else {
            throw PEMError(line: first, "the content of \(label) is not valid base64")
        }
        return PEMBlock(label: label, bytes: content)
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let space: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let head = line.drop(while: space)
        return head.prefix(head.lastIndex { !space($0) }.map { $0 - head.startIndex + 1 } ?? 0)
    }
}
