import Foundation
import Glibc
import Testing

/// Both ends of a pipe.
func pipeEnds() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
}

/// Everything up to the end of the input.
func readAll(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count <= 0 { return result }
        result += chunk.prefix(count)
    }
}

/// The result of work on a thread of its own.
struct Answer<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>

    /// Starts the thread at once, not when a thread of the test runner is free: those may be waiting for this
    /// one.
    init(_ body: @escaping @Sendable () -> Value) {
        let (stream, continuation) = AsyncStream.makeStream(of: Value.self)
        self.stream = stream
        Thread.detachNewThread {
            continuation.yield(body())
            continuation.finish()
        }
    }

    /// The result, once it is there.
    var value: Value? {
        get async {
            for await value in stream { return value }
            return nil
        }
    }
}

/// Where a tool is, or nil. Under GREENBADGE_REQUIRE_TOOLS=1 the tools of `required` must be there.
func tool(_ name: String, isRequired: Bool = false) throws -> String? {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let found = folders.map { "\($0)/\(name)" }.first { (path: String) in access(path, X_OK) == 0 }
    if isRequired && environment["GREENBADGE_REQUIRE_TOOLS"] == "1" {
        try #require(found != nil, "\(name) is required and not installed")
    }
    return found
}

/// What a program printed on both outputs, and its status.
func output(
    of program: String, _ arguments: [String], input: String = ""
) throws -> (text: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let inputPipe = Pipe()
    let outputPipe = Pipe()
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = outputPipe
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try inputPipe.fileHandleForWriting.close()
    let data = try outputPipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
}
