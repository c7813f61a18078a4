import BadgeVerifier
import CryptoCore
import Encoding

/// Step 1: the badge file as text: blocks, base64, what stands between, the lines of the proof.
enum TextFormCases {
    static func add(to list: inout CaseList) throws {
        list.group = "form"
        try addWhole(to: &list)
        try addAround(to: &list)
        try addPEM(to: &list)
        try addBlocks(to: &list)
        try addProof(to: &list)
    }

    private static func malformed(
        _ list: inout CaseList, _ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]
    ) throws {
        try list.add("form-\(name)", .malformed, why) { $0.badge.editFile = edit }
    }

    private static func addWhole(to list: inout CaseList) throws {
        try malformed(&list, "empty", "No byte at all.") { _ in [] }
        try malformed(&list, "noise", "A text that is no badge.") { _ in Array("This is no badge.\n".utf8) }
        try malformed(&list, "zeros", "Zero bytes.") { _ in [UInt8](repeating: 0, count: 1000) }
        try malformed(&list, "der", "The certificate alone, as DER instead of PEM.") {
            try BadgeFile(parsing: $0).badge
        }
        try malformed(&list, "too-large", "65537 bytes: one more than a badge file may have.") {
            $0 + [UInt8](repeating: 0x0A, count: 65_537 - $0.count)
        }
        try malformed(&list, "half", "The first half of the file.") { Array($0.prefix($0.count / 2)) }
        try malformed(&list, "last-line-end", "The last line end is missing.") { $0.dropLast() }
        try malformed(&list, "twice", "The whole file twice.") { $0 + $0 }
    }

    private static func addAround(to list: inout CaseList) throws {
        try malformed(&list, "leading-line-end", "An empty line before the first block.") { [0x0A] + $0 }
        try malformed(&list, "leading-space", "A space before the first block.") { [0x20] + $0 }
        try malformed(&list, "byte-order-mark", "A byte order mark, as some editors write it.") {
            [0xEF, 0xBB, 0xBF] + $0
        }
        try malformed(&list, "leading-text", "Text before the first block, which PEM readers skip.") {
            Array("subject=Example Airline\n".utf8) + $0
        }
        try malformed(&list, "trailing-line-end", "An empty line behind the proof.") { $0 + [0x0A] }
        try malformed(&list, "trailing-text", "Text behind the proof.") { $0 + Array("x\n".utf8) }
        try malformed(&list, "trailing-zero", "A zero byte behind the proof.") { $0 + [0] }
        try malformed(&list, "cr-lf", "Lines that end in CR LF.", ByteEdits.replaceAll("\n", with: "\r\n"))
        try malformed(&list, "cr", "Lines that end in CR.", ByteEdits.replaceAll("\n", with: "\r"))
        let end = "-----END CERTIFICATE-----\n"
        try malformed(
            &list, "blank-line-between", "An empty line between the certificates.",
            ByteEdits.replace(end, with: end + "\n"))
        try malformed(
            &list, "text-between", "A comment between the certificates, which PEM readers skip.",
            ByteEdits.replace(end, with: end + "the issuing CA:\n"))
    }

    private static func addPEM(to list: inout CaseList) throws {
        let begin = "-----BEGIN CERTIFICATE-----\n"
        for label in ["X509 CERTIFICATE", "TRUSTED CERTIFICATE"] {
            try malformed(
                &list, label.lowerHyphened, "A label that OpenSSL reads as a certificate too.",
                ByteEdits.replaceAll(" CERTIFICATE-----", with: " \(label)-----"))
        }
        try malformed(
            &list, "pem-header", "A header inside the block (RFC 1421).",
            ByteEdits.replace(begin, with: begin + "Comment: good\n\n"))
        try malformed(
            &list, "pem-space", "A space at the end of a BEGIN line.",
            ByteEdits.replace("CERTIFICATE-----\n", with: "CERTIFICATE----- \n"))
        try malformed(
            &list, "pem-one-line", "The base64 in one line instead of 64 columns.", relined(columns: .max))
        try malformed(
            &list, "pem-76-columns", "The base64 in 76 columns, as mail programs wrap it.",
            relined(columns: 76))
        try list.add(
            "form-pem-padding-bits", .malformed, "Unused bits of the last base64 character are not zero."
        ) {
            try $0.badge.lengthenToPadding()
            $0.badge.editFile = FileParts.assembled {
                try withPaddingBits($0.badge) + $0.issuer + $0.staple + $0.proof
            }
        }
        try list.add("form-pem-no-padding", .malformed, "The base64 of a block without its padding.") {
            try $0.badge.lengthenToPadding()
            $0.badge.editFile = ByteEdits.replace("=\n-----END", with: "\n-----END")
        }
        try malformed(
            &list, "pem-url-alphabet", "Base64 in the alphabet for addresses.",
            ByteEdits.replaceAll("/", with: "_"))
    }

    /// The badge file with the base64 of its first block in other lines.
    private static func relined(columns: Int) -> ([UInt8]) throws -> [UInt8] {
        { file in
            let der = try BadgeFile(parsing: file).badge
            let body = Base64.encodeBytes(der)
            let width = min(columns, body.count)
            let lines = stride(from: 0, to: body.count, by: width)
                .map { Array(body[$0..<min($0 + width, body.count)]) + [0x0A] }.joined()
            let label = BadgeFile.certificateLabel
            let block =
                Array("-----BEGIN \(label)-----\n".utf8) + lines + Array("-----END \(label)-----\n".utf8)
            let parts = try FileParts(file)
            return block + parts.issuer + parts.staple + parts.proof
        }
    }

    private static func withPaddingBits(_ block: [UInt8]) throws -> [UInt8] {
        guard let place = block.lastIndex(of: UInt8(ascii: "=")), block[place - 1] != UInt8(ascii: "=") else {
            throw KitError("the kit's certificate for padding bits has other padding than one character")
        }
        var changed = block
        // The next letter of the alphabet: for canonical padding its value is one higher, in the unused bits.
        changed[place - 1] += 1
        return changed
    }

    private static func addBlocks(to list: inout CaseList) throws {
        try malformed(
            &list, "one-certificate", "Without the issuing CA.",
            FileParts.assembled { $0.badge + $0.staple + $0.proof })
        try malformed(
            &list, "three-certificates", "With a third certificate: the chain is exactly two.",
            FileParts.assembled { $0.badge + $0.issuer + $0.issuer + $0.staple + $0.proof })
        try malformed(
            &list, "two-staples", "With two staples.",
            FileParts.assembled { $0.badge + $0.issuer + $0.staple + $0.staple + $0.proof })
        try malformed(
            &list, "staple-first", "The staple before the certificates.",
            FileParts.assembled { $0.staple + $0.badge + $0.issuer + $0.proof })
        try malformed(
            &list, "staple-last", "The staple behind the proof.",
            FileParts.assembled { $0.badge + $0.issuer + $0.proof + $0.staple })
        try malformed(
            &list, "staple-label", "A staple under another label.",
            ByteEdits.replaceAll("BADGE STATUS", with: "BADGE STATE"))
        try malformed(
            &list, "no-proof", "Without the log proof.",
            FileParts.assembled { $0.badge + $0.issuer + $0.staple })
        try malformed(
            &list, "proof-first", "The log proof before the certificates.",
            FileParts.assembled { $0.proof + $0.badge + $0.issuer + $0.staple })
        try malformed(&list, "proof-alone", "The log proof alone.", FileParts.assembled { $0.proof })
        try malformed(
            &list, "two-proofs", "With two log proofs.",
            FileParts.assembled { $0.badge + $0.issuer + $0.staple + $0.proof + $0.proof })
    }

    private static func addProof(to list: inout CaseList) throws {
        let first = "c2sp.org/tlog-proof@v1\n"
        for (name, why, new) in [
            ("proof-version", "A later version of the proof.", "c2sp.org/tlog-proof@v2\n"),
            ("proof-extra", "An extra line, which nothing authenticates.", first + "extra AAAA\n"),
            ("proof-blank", "An empty line where the index must stand.", first + "\n"),
        ] { try malformed(&list, name, why, ByteEdits.replace(first, with: new)) }
        for (name, why, new) in [
            ("index-leading-zero", "An index with a leading zero.", "index 05\n"),
            ("index-plus", "An index with a sign.", "index +5\n"),
            ("index-negative", "A negative index.", "index -5\n"),
            ("index-hexadecimal", "An index in hexadecimal.", "index 0x5\n"),
            (
                "index-too-large", "An index of 2^64 + 5, which wraps around to the right one.",
                "index 18446744073709551621\n"
            ),
        ] { try malformed(&list, name, why, ByteEdits.replace("index 5\n", with: new)) }
        try list.add("form-index-not-in-tree", .malformed, "The index is not below the size of the tree.") {
            $0.badge.treeSize = $0.index
        }
        try list.add("form-64-hashes", .malformed, "64 hashes: no tree needs more than 63.") {
            $0.badge.editHashes = { _ in [Digest](repeating: SHA256.hash([]), count: 64) }
        }
    }
}

extension String {
    /// A label as the name of a case has it.
    fileprivate var lowerHyphened: String {
        String(map { $0 == " " ? "-" : Character($0.lowercased()) })
    }
}
