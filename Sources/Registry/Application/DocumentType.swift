import Encoding

/// What a document is made of, found out from its bytes; its name and what somebody says of it count for nothing.
///
/// Reviewers open these files, so a policy lists the kinds that they can open without running anything.
package enum DocumentType: String, Sendable, Hashable, CaseIterable {
    case pdf
    case png
    case jpeg
    case tiff
    case webp
    /// UTF-8 without control characters: letters, extracts, signed requests, CSV, JSON.
    case text
    /// Text that a browser would run: HTML, SVG and other XML.
    case markup
    /// ZIP and what is made of it: office files, with their macros.
    case archive
    /// Everything else.
    case unknown

    /// The type of some bytes, by their beginning (PDF 32000-1 7.5.2, PNG 5.2, JFIF, TIFF 6.0, RFC 9649, APPNOTE).
    package init(of bytes: [UInt8]) {
        if let known = Self.signatures.first(where: { bytes.starts(with: $0.bytes) })?.type {
            self = known
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        {
            self = .webp
        } else if let text = UnicodeText.text(bytes[...]), Self.isPlain(text) {
            self = Self.isMarkup(bytes) ? .markup : .text
        } else {
            self = .unknown
        }
    }

    private static let signatures: [(bytes: [UInt8], type: DocumentType)] = [
        (Array("%PDF-".utf8), .pdf),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        ([0xFF, 0xD8, 0xFF], .jpeg),
        ([0x49, 0x49, 0x2A, 0x00], .tiff), ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
        ([0x50, 0x4B, 0x03, 0x04], .archive), ([0x50, 0x4B, 0x05, 0x06], .archive),
    ]

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 ? scalar.value != 0x7F : scalar == "\n" || scalar == "\r" || scalar == "\t"
        }
    }

    /// Whether the first sign that is no space is `<`; a byte order mark may stand before it.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.first { $0 > 0x20 } == UInt8(ascii: "<")
    }
}
