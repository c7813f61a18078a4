import BadgeVerifier
public import CGreenBadge

/// See greenbadge.h, which says what each function of this module does.
@c(greenbadge_open_packs) @implementation
public func greenbadge_open_packs(
    _ packs: UnsafePointer<UnsafePointer<greenbadge_pack>?>?, _ count: Int,
    _ options: UnsafePointer<greenbadge_options>?, _ verifier: UnsafeMutablePointer<OpaquePointer?>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> greenbadge_result {
    open(verifier, options, error) { () throws(CallError) in
        var opened: [ClientPack] = []
        for (position, pack) in try CInput.items(packs, count, "packs").enumerated() {
            opened.append(try clientPack(pack, "packs[\(position)]"))
        }
        return opened
    }
}

/// See greenbadge.h.
@c(greenbadge_close) @implementation
public func greenbadge_close(_ verifier: OpaquePointer?) { Handle.release(verifier) }

/// Opens packs by `read` and makes a verifier of them.
private func open(
    _ verifier: UnsafeMutablePointer<OpaquePointer?>?, _ options: UnsafePointer<greenbadge_options>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ read: () throws(CallError) -> [ClientPack]
) -> greenbadge_result {
    verifier?.pointee = nil
    return call(error) { () throws(CallError) in
        guard let verifier else { throw .argument("verifier is NULL") }
        var wanted = greenbadge_options()
        if let options { wanted = try CInput.read(options, "options") }
        let packs = try read()
        let made = BadgeVerifier(pack: packs[0], allowTest: wanted.allow_test != 0)
        verifier.pointee = Handle.make(VerifierHandle(made))
    }
}

private func clientPack(
    _ pointer: UnsafePointer<greenbadge_pack>, _ name: String
) throws(CallError) -> ClientPack {
    let pack = try CInput.read(pointer, name)
    func file(_ file: greenbadge_bytes, _ part: String) throws(CallError) -> [UInt8]? {
        try CInput.bytes(file.data, file.length, "\(name).\(part)")
    }
    guard let trust = try file(pack.trust, "trust") else {
        throw .argument("\(name).trust is NULL: a pack cannot be without its trust.json")
    }
    let snapshot = try file(pack.snapshot, "snapshot")
    let checkpoint = try file(pack.checkpoint, "checkpoint")
    let frozen = try frozenSnapshots(pack, name)
    do throws(PackError) {
        return try ClientPack(
            trust: trust, snapshot: snapshot, checkpoint: checkpoint, frozenSnapshots: frozen)
    } catch {
        throw CallError(GREENBADGE_BAD_PACK, "\(name): \(error)")
    }
}

private func frozenSnapshots(_ pack: greenbadge_pack, _ name: String) throws(CallError) -> [[UInt8]] {
    let count = pack.frozen_snapshot_count
    guard (0...CInput.mostItems).contains(count), count == 0 || pack.frozen_snapshots != nil else {
        throw .argument("\(name).frozen_snapshots: \(count) of them, or NULL")
    }
    var files: [[UInt8]] = []
    for (position, file) in UnsafeBufferPointer(start: pack.frozen_snapshots, count: count).enumerated() {
        let bytes = try CInput.bytes(file.data, file.length, "\(name).frozen_snapshots[\(position)]")
        if let bytes { files.append(bytes) }
    }
    return files
}
