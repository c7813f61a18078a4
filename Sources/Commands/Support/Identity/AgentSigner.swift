import CryptoCore
import Encoding
import Glibc

/// Signs with an Ed25519 key in a running `ssh-agent` (draft-miller-ssh-agent): one unlock a day with a tool that
/// people already run. The agent signs the note's bytes as they are.
struct AgentSigner: Signing {
    let publicKey: PublicKey
    private let socketPath: String
    private let blob: [UInt8]

    /// Largest answer that is read; a signature has about 100 bytes.
    private static let maximumAnswer = 1 << 14
    private static let signRequest: UInt8 = 13
    private static let signResponse: UInt8 = 14

    init(publicKey: PublicKey, environment: [String: String]) throws {
        guard let path = environment["SSH_AUTH_SOCK"], !path.isEmpty else {
            throw CommandFailure.environment(
                "--as names a public key, so ssh-agent must hold the private one, but SSH_AUTH_SOCK is not set. Start ssh-agent and ssh-add the key, or name the private key's file"
            )
        }
        guard let blob = OpenSSHKey.blob(of: publicKey) else {
            throw CommandFailure.environment("the agent signs with Ed25519 keys only")
        }
        self.publicKey = publicKey
        self.blob = blob
        socketPath = path
    }

    func signature(for message: [UInt8]) throws -> [UInt8] {
        let body = [Self.signRequest] + Self.string(blob) + Self.string(message) + [0, 0, 0, 0]
        let answer = try exchange(Self.string(body))
        guard answer.first == Self.signResponse else {
            throw CommandFailure.environment(
                "ssh-agent refused to sign: it does not hold this key, is locked, or you said no. See ssh-add -l"
            )
        }
        let signature = try Self.signature(in: [UInt8](answer.dropFirst()))
        // An agent that signs something else must not put it into the journal.
        guard publicKey.isValid(signature: signature, for: message) else {
            throw CommandFailure.environment("ssh-agent answered with a signature that does not verify")
        }
        return signature
    }

    /// string { string algorithm, string signature of 64 bytes } (RFC 8709 6).
    private static func signature(in bytes: [UInt8]) throws -> [UInt8] {
        let head: [UInt8] = [0, 0, 0, 83, 0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 64]
        guard bytes.count == head.count + 64, bytes.starts(with: head) else {
            throw CommandFailure.environment(
                "ssh-agent answered with something other than an Ed25519 signature")
        }
        return [UInt8](bytes.suffix(64))
    }

    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        bigEndian(UInt64(bytes.count), count: 4) + bytes
    }

    private func exchange(_ request: [UInt8]) throws -> [UInt8] {
        let descriptor = try connect()
        defer { close(descriptor) }
        try send(request, to: descriptor)
        let head = try receive(4, from: descriptor)
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        guard (1...Self.maximumAnswer).contains(length) else {
            throw CommandFailure.environment("ssh-agent answered with \(length) bytes")
        }
        return try receive(length, from: descriptor)
    }

    private func connect() throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(socketPath.utf8)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard path.count < buffer.count else { return false }
            buffer.copyBytes(from: path)
            return true
        }
        guard descriptor >= 0, fits else {
            if descriptor >= 0 { close(descriptor) }
            throw CommandFailure.environment("the socket in SSH_AUTH_SOCK cannot be used")
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard result == 0 else {
            close(descriptor)
            throw CommandFailure.environment("no ssh-agent answers at SSH_AUTH_SOCK")
        }
        return descriptor
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw CommandFailure.environment("ssh-agent closed the connection") }
            sent += count
        }
    }

    private func receive(_ wanted: Int, from descriptor: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: wanted)
        while bytes.count < wanted {
            let count = read(descriptor, &buffer, wanted - bytes.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw CommandFailure.environment("ssh-agent closed the connection") }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
