import Encoding
import Fetching
import Glibc

/// `greenbadge-fetch`: one bounded request on standard input, one answer on standard output, and the only code of this
/// project that reaches the network (DESIGN D14). It takes no arguments and reads no environment of its own.
///
/// Why own sockets and libssl instead of URLSession: on Linux URLSession resolves the name itself, once more, so the
/// address that was found to be public would not be the one that is connected to (DNS rebinding); it heeds proxy
/// variables; it has no total time limit that covers the resolution; and it brings 45 shared libraries. Here the address
/// that was looked at is the one that `connect` is given, and everything that is sent and understood stands in this room
/// and in `Fetching`.
enum FetchProgram {
    static func main() -> Int32 {
        // A server that closes early is an error of write(2), not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let answer = answer(to: readInput())
        guard write(answer.line) else { return FetchOutcome.machine.exitCode }
        return answer.outcome.exitCode
    }

    private static func answer(to input: [UInt8]) -> FetchAnswer {
        let request: FetchRequest
        do {
            request = try FetchRequest(line: input)
        } catch {
            return FetchAnswer(.request, detail: error.description)
        }
        let deadline = Deadline(seconds: request.timeLimit)
        var address: String?
        do {
            let socket = try SocketConnection.open(request, until: deadline)
            address = socket.address
            let channel = try TLSChannel(socket, request, until: deadline)
            let body = try Exchange(request).body(over: channel)
            return FetchAnswer(.fetched, address: address, status: 200, body: body)
        } catch {
            return FetchAnswer(error.outcome, detail: error.detail, address: address, status: error.status)
        }
    }

    /// Standard input to its end, but no more than a request can have and one byte.
    private static func readInput() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while bytes.count <= FetchLimits.request {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
