import BadgeVerifier
import CryptoCore
import Encoding

/// The conformance kit: badge files and client packs for every reason a badge is accepted or refused, and a manifest
/// that says what must come out of each. The same keys always give the same bytes.
package struct ConformanceKit: Sendable {
    /// The files below the kit's directory, in the order of their paths, the manifest included.
    package let files: [KitFile]
    /// What the manifest says.
    package let manifest: KitManifest

    /// Makes the kit. Throws where a key cannot serve, for instance one that has two roles.
    package init(_ keys: KitKeys) throws {
        var list = try CaseList(keys)
        try KitCases.add(to: &list)
        let log = try list.completeLog()
        var shelf = KitShelf()
        var cases: [KitCase] = []
        for item in list.items {
            cases.append(try ConformanceKit.resolve(item, list, log, &shelf))
        }
        let readme = KitFile("README.md", Array(KitReadme.text(cases: cases).utf8))
        let files = (shelf.files + [readme]).sorted { ByteString($0.path) < ByteString($1.path) }
        manifest = KitManifest(files: files, cases: cases)
        self.files = (files + [KitFile(KitManifest.name, manifest.bytes)])
            .sorted { ByteString($0.path) < ByteString($1.path) }
    }

    private static func resolve(
        _ item: CaseList.Item, _ list: CaseList, _ log: KitLog, _ shelf: inout KitShelf
    ) throws -> KitCase {
        let draft = item.draft
        func logOf(_ authority: KitAuthority) -> KitLog {
            authority.name == list.second.name ? list.secondLog : log
        }
        func files(_ pack: PackRecipe) throws -> [KitFile] { try pack.files(logOf(pack.authority)) }
        let badge = try draft.badge.file(logOf(draft.badge.authority))
        let packs = try ([draft.pack] + draft.morePacks).map {
            shelf.place(pack: try files($0), for: item.name)
        }
        let seen = try draft.seen.map { try files($0) }
        return KitCase(
            name: item.name, group: item.group, why: item.why,
            badge: shelf.place(badge: badge, for: item.name), packs: packs, account: draft.account,
            displayName: draft.displayName, time: draft.time,
            highWater: seen.isEmpty
                ? nil : try HighWater.text(after: seen, time: draft.seenTime ?? draft.time),
            mode: draft.mode, expected: item.expected)
    }
}

/// The files so far. What has the same bytes has one place, named after the first case that needs it.
private struct KitShelf {
    private(set) var files: [KitFile] = []
    private var badges: [[UInt8]: String] = [:]
    private var packs: [[KitFile]: String] = [:]

    mutating func place(badge bytes: [UInt8], for name: String) -> String {
        if let path = badges[bytes] { return path }
        let path = "badges/\(name).badge"
        badges[bytes] = path
        files.append(KitFile(path, bytes))
        return path
    }

    mutating func place(pack: [KitFile], for name: String) -> String {
        if let path = packs[pack] { return path }
        // A case with several new packs needs a name for each.
        let taken = packs.values.contains("packs/\(name)")
        let path = taken ? "packs/\(name)-\(packs.count)" : "packs/\(name)"
        packs[pack] = path
        files += pack.map { KitFile("\(path)/\($0.path)", $0.bytes) }
        return path
    }
}

/// What a client has kept that has seen some packs, as the verifier writes it.
private enum HighWater {
    static func text(after packs: [[KitFile]], time: Timestamp) throws -> String {
        try packs.reduce(HighWaterMark.none) { seen, files in
            func file(_ name: String) -> [UInt8]? { files.first { $0.path == name }?.bytes }
            let pack = try ClientPack(
                trust: file("trust.json") ?? [], snapshot: file("status.snapshot"),
                checkpoint: file("checkpoint"), consistency: file("consistency"))
            return BadgeVerifier(packs: [pack], allowTest: true)
                .verify([], for: .notChecked, at: time, highWater: seen).highWater
        }.text
    }
}
