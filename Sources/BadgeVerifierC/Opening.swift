import BadgeVerifier
public import CGreenBadge

/// See greenbadge.h, which says what each function of this module does.
@c(greenbadge_open) @implementation
public func greenbadge_open(
    _ directories: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int,
    _ options: UnsafePointer<greenbadge_options>?, _ verifier: UnsafeMutablePointer<OpaquePointer?>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> greenbadge_result {
    makeVerifier(verifier, options, error) { mode throws(CallError) in
        var packs: [ClientPack] = []
        for (position, path) in try CInput.items(directories, count, "directories").enumerated() {
            let path = try CInput.text(path, "directories[\(position)]") ?? ""
            packs.append(try readPack(path, mode))
        }
        return packs
    }
}

/// See greenbadge.h.
@c(greenbadge_open_packs) @implementation
public func greenbadge_open_packs(
    _ packs: UnsafePointer<UnsafePointer<greenbadge_pack>?>?, _ count: Int,
    _ options: UnsafePointer<greenbadge_options>?, _ verifier: UnsafeMutablePointer<OpaquePointer?>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> greenbadge_result {
    makeVerifier(verifier, options, error) { _ throws(CallError) in
        var opened: [ClientPack] = []
        for (position, pack) in try CInput.items(packs, count, "packs").enumerated() {
            opened.append(try PackInput(pack, "packs[\(position)]").opened())
        }
        return opened
    }
}

/// See greenbadge.h.
@c(greenbadge_close) @implementation
public func greenbadge_close(_ verifier: OpaquePointer?) { Handle.release(verifier) }

/// Opens packs by `read` and makes a verifier of them.
private func makeVerifier(
    _ verifier: UnsafeMutablePointer<OpaquePointer?>?, _ options: UnsafePointer<greenbadge_options>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ read: (VerificationMode) throws(CallError) -> [ClientPack]
) -> greenbadge_result {
    verifier?.pointee = nil
    return call(error) { () throws(CallError) in
        guard let verifier else { throw .argument("verifier is NULL") }
        var wanted = greenbadge_options()
        if let options { wanted = try CInput.read(options, "options") }
        let mode = try VerificationMode(wanted.mode)
        let packs = try read(mode)
        let made = BadgeVerifier(packs: packs, mode: mode, allowTest: wanted.allow_test != 0)
        verifier.pointee = Handle.make(VerifierHandle(made))
    }
}
