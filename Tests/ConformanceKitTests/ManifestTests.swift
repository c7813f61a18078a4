import ConformanceKit
import CryptoCore
import Encoding
import Testing

/// The manifest has one form, and leads nobody out of the kit.
@Suite struct ManifestTests {
    private let bytes: [UInt8]

    init() throws { bytes = try Kit.shared.get().manifest.bytes }

    @Test func `a manifest reads back from its bytes`() throws {
        let manifest = try KitManifest(parsing: bytes)
        #expect(manifest == (try Kit.shared.get().manifest))
        #expect(manifest.bytes == bytes)
    }

    @Test func `every file and every case has a line of its own`() throws {
        let manifest = try Kit.shared.get().manifest
        let lines = bytes.split(separator: 0x0A)
        #expect(lines.count == manifest.files.count + manifest.cases.count + 3)
        #expect(bytes.last == 0x0A)
    }

    @Test(arguments: [
        ("greenbadge/conformance-kit@v1", "greenbadge/conformance-kit@v2"), ("\"files\":[", "\"files\": ["),
        ("\"group\":\"good\",", ""), ("\"group\":\"good\",", "\"group\":\"good\",\"more\":1,"),
        ("\"allowTest\":true", "\"allowTest\":false"), ("\"mode\":\"signatures\"", "\"mode\":\"trusting\""),
        ("\"time\":\"2026-11-22T14:20:00Z\"", "\"time\":\"2026-11-22\""),
        ("\"verdict\":\"trusted\"", "\"verdict\":\"untrusted\""), ("\"id\":\"1-5\"", "\"id\":null"),
        ("\"packs\":[\"packs/good\"]", "\"packs\":[]"), ("\"packs/good\"]", "\"packs/absent\"]"),
        ("\"badges/good.badge\",\"packs\"", "\"badges/absent.badge\",\"packs\""),
        ("\"name\":\"good-website\"", "\"name\":\"good\""), ("]}\n", "]}"), ("]}\n", "]}\n\n"),
        ("\"path\":\"README.md\"", "\"path\":\"../README.md\""),
        ("\"path\":\"README.md\"", "\"path\":\"/README.md\""),
        ("\"path\":\"README.md\"", "\"path\":\"a//README.md\""), ("\"path\":\"README.md\"", "\"path\":\"\""),
        ("\"path\":\"README.md\"", "\"path\":\"z.md\""),
    ])
    func `anything else is refused`(_ old: String, _ new: String) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(changed != text)
        #expect(throws: (any Error).self) { try KitManifest(parsing: Array(changed.utf8)) }
    }
}
