package import CryptoCore
import Encoding

/// `manifest.json`: the cases, and the hash of every other file of the kit.
///
/// It is canonical JSON with a line end before each file and each case, so that two versions can be compared line by
/// line; reading takes exactly what writing makes.
package struct KitManifest: Hashable, Sendable {
    /// Value of `format`.
    package static let formatLine = "greenbadge/conformance-kit@v1"
    /// The name of the file.
    package static let name = "manifest.json"
    /// A thousand cases take less than half of it.
    package static let maximumBytes = 4 << 20

    /// A file of the kit and its SHA-256.
    package struct Entry: Hashable, Sendable {
        /// The path below the kit's directory, with slashes.
        package let path: String
        /// SHA-256 of the contents.
        package let digest: Digest
    }

    /// Every file of the kit but the manifest, in the order of their paths.
    package let files: [Entry]
    /// The cases, in the order in which they are to be reported.
    package let cases: [KitCase]

    init(files: [KitFile], cases: [KitCase]) {
        self.files = files.map { Entry(path: $0.path, digest: SHA256.hash($0.bytes)) }
        self.cases = cases
    }

    /// The file.
    package var bytes: [UInt8] {
        var text = "{\"format\":\(JSON.string(KitManifest.formatLine).canonicalText),\n\"files\":[\n"
        text += files.map { $0.json.canonicalText }.joined(separator: ",\n")
        text += "],\n\"cases\":[\n"
        text += cases.map { $0.json.canonicalText }.joined(separator: ",\n")
        return Array("\(text)]}\n".utf8)
    }

    /// Reads a manifest strictly: these fields, in this order, written as `bytes` writes them, names unique, paths
    /// inside the kit.
    package init(parsing bytes: [UInt8]) throws {
        // No text of canonical JSON has a raw line end in it.
        var fields = try ObjectReader(JSON.parseCanonical(bytes.filter { $0 != 0x0A }))
        guard sameBytes(try fields.string("format"), KitManifest.formatLine) else {
            throw KitError("\(KitManifest.name): format must be \"\(KitManifest.formatLine)\"")
        }
        files = try fields.objects("files").map { try Entry($0) }
        cases = try fields.objects("cases").map { try KitCase($0) }
        try fields.finish()
        guard self.bytes == bytes else { throw KitError("\(KitManifest.name): not in its one form") }
        try check()
    }

    private func check() throws {
        guard Set(cases.map { ByteString($0.name) }).count == cases.count else {
            throw KitError("\(KitManifest.name): two cases have the same name")
        }
        let paths = files.map(\.path)
        guard zip(paths, paths.dropFirst()).allSatisfy({ ByteString($0) < ByteString($1) }),
            paths.allSatisfy(KitManifest.isInside)
        else { throw KitError("\(KitManifest.name): the files are not in order, or lie outside the kit") }
        for item in cases {
            guard paths.contains(where: { sameBytes($0, item.badge) }), !item.packs.isEmpty,
                item.packs.allSatisfy({ pack in paths.contains { sameBytes($0, "\(pack)/trust.json") } })
            else { throw KitError("\(KitManifest.name): case \(item.name) names a file that is not listed") }
        }
    }

    /// A plain relative path: a manifest from elsewhere must not lead a reader out of its directory.
    static func isInside(_ path: String) -> Bool {
        path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
                && part.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        }
    }
}

extension KitManifest.Entry {
    fileprivate var json: JSON {
        .object([.init("path", .string(path)), .init("sha256", .string(digest.hex))])
    }

    fileprivate init(_ fields: ObjectReader) throws {
        var fields = fields
        path = try fields.string("path")
        guard let digest = Digest(bytes: try fields.hex("sha256", count: Digest.byteCount)) else {
            throw KitError("\(KitManifest.name): sha256 must be 64 hex digits")
        }
        self.digest = digest
        try fields.finish()
    }
}
