import BadgeVerifier
import CommandLineKit
import Files

/// Reads the beginning of badge files: one byte more than they may have, which the verifier then refuses.
struct BadgeReader: Sendable {
    private static let count = Limits.badgeFileBytes + 1

    let fileSystem: any FileSystem

    /// A file, pipe or, for `-`, standard input.
    func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return try StandardInput.readStart(count: Self.count) }
        let file = try fileSystem.open(path, .read)
        guard try fileSystem.status(of: file).kind != .directory else {
            throw CommandFailure.environment("\(visible(path)) is a directory, not a file")
        }
        return try bytes(of: file)
    }

    /// A file on the disk and nothing else: whoever opens a pipe without a writer waits for ever.
    func readRegularFile(_ path: String) throws -> [UInt8] {
        // Looked at before it is opened, since opening is what would wait.
        if let kind = try fileSystem.status(of: path, followingLinks: true)?.kind, kind != .file {
            throw CommandFailure.environment("\(visible(path)) is no file but a directory, pipe or device")
        }
        return try bytes(of: fileSystem.open(path, .read))
    }

    /// Asks for what the file has, not for the most it may have: a badge takes a tenth of that.
    private func bytes(of file: OpenFile) throws -> [UInt8] {
        let status = try fileSystem.status(of: file)
        guard status.kind == .file, status.size < UInt64(Self.count) else {
            return try fileSystem.read(file, at: nil, count: Self.count)
        }
        let bytes = try fileSystem.read(file, at: nil, count: Int(status.size) + 1)
        // It has grown in between.
        guard bytes.count > Int(status.size) else { return bytes }
        return try bytes + fileSystem.read(file, at: nil, count: Self.count - bytes.count)
    }
}
