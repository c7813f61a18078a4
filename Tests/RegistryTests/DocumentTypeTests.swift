import Encoding
import Registry
import TestSupport
import Testing

/// What a document is made of, by its bytes alone.
@Suite struct DocumentTypeTests {
    static let samples: [(String, [UInt8], DocumentType)] = [
        ("PDF", Array("%PDF-1.7\n".utf8), .pdf),
        ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png),
        ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
        ("TIFF", [0x49, 0x49, 0x2A, 0x00, 8], .tiff), ("TIFF, Motorola", [0x4D, 0x4D, 0x00, 0x2A], .tiff),
        ("WebP", Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8), .webp),
        ("a letter", Array("Dear Sirs,\r\n\tnaïve ✓\n".utf8), .text),
        ("nothing", [], .text),
        ("HTML", Array("<!doctype html><script>".utf8), .markup),
        ("SVG behind spaces and a mark", [0xEF, 0xBB, 0xBF] + Array(" \n<svg onload=\"x\">".utf8), .markup),
        ("an office file", Array("PK\u{3}\u{4}".utf8), .archive),
        ("a program", [0x7F, 0x45, 0x4C, 0x46], .unknown),
        ("an escape sequence", Array("\u{1B}[2J".utf8), .unknown),
        ("not UTF-8", [0xC3, 0x28], .unknown), ("a NUL", Array("text\u{0}".utf8), .unknown),
        ("not quite PDF", Array("%PDX-".utf8), .text),
    ]

    @Test(arguments: samples)
    func types(_ name: String, _ bytes: [UInt8], _ expected: DocumentType) {
        #expect(DocumentType(of: bytes) == expected, "\(name)")
    }

    @Test func thePolicySaysWhatIsTaken() throws {
        var fold = try Fold()
        let id = try fold.file()
        #expect(throws: Refused(.evidence)) { try refusal { try fold.attach(id, type: .markup) } }
        #expect(throws: Refused(.evidence)) { try refusal { try fold.attach(id, type: .archive) } }
        try fold.attach(id, type: .png)
        var without = Policy.standard
        without.documentTypes = [.pdf]
        #expect(throws: RuleViolation.self) { try without.validate() }
    }
}
