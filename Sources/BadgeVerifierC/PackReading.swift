import BadgeVerifier
import CGreenBadge
import ClientPackFiles
import Files

/// Reads a pack directory with what the mode needs. Consistency proofs are always read: who keeps high-water texts is
/// known only when badges are verified.
func readPack(_ path: String, _ mode: VerificationMode) throws(CallError) -> ClientPack {
    let parts: PackDirectory.Parts = mode == .packInclusion ? [.consistency, .tiles] : .consistency
    do {
        return try PackDirectory(path, in: PosixFileSystem(), parts: parts).open()
    } catch {
        throw callError(error, path)
    }
}

private func callError(_ error: any Error, _ path: String) -> CallError {
    switch error {
    case PackDirectoryError.unavailable(let path, let reason):
        CallError(GREENBADGE_UNREADABLE, "\(path) \(reason)")
    case PackDirectoryError.damaged(let path, let reason): CallError(GREENBADGE_BAD_PACK, "\(path) \(reason)")
    case let error as PackError: CallError(GREENBADGE_BAD_PACK, "\(path): \(error)")
    default: CallError(GREENBADGE_UNREADABLE, "\(error)")
    }
}
