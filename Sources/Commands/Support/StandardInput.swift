import CommandLineKit
import Files
import Glibc

/// Standard input, read whole within a budget.
enum StandardInput {
    static func read(limit: Int) throws -> [UInt8] {
        let bytes = try readStart(count: limit + 1)
        guard bytes.count <= limit else {
            throw CommandFailure.environment("standard input has more than \(limit) bytes")
        }
        return bytes
    }

    /// At most the first `count` bytes.
    static func readStart(count limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(0, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw CommandFailure.environment("standard input cannot be read") }
            if count == 0 { return bytes }
            bytes += buffer[..<min(count, limit - bytes.count)]
            if bytes.count == limit { return bytes }
        }
    }
}

extension CommandContext {
    /// The first bytes of a file that a person named, `-` for standard input: for readers that refuse what is longer,
    /// and that say so themselves.
    func readStart(of path: String, count: Int) throws -> [UInt8] {
        if path == "-" { return try StandardInput.readStart(count: count) }
        let file = try fileSystem.open(path, .read)
        guard try fileSystem.status(of: file).kind != .directory else {
            throw CommandFailure.environment("\(visible(path)) is a directory, not a file")
        }
        return try fileSystem.read(file, at: nil, count: count)
    }
}
