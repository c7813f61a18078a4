import Foundation
import Testing

/// Programs that the differential tests run. A test that needs one is skipped where it is absent, and fails there under
/// `GREENBADGE_REQUIRE_TOOLS=1`, so that a build machine cannot lose its checks without a word.
enum Tool {
    static let openssl: String? = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static var runsOpenSSL: Bool {
        openssl != nil || ProcessInfo.processInfo.environment["GREENBADGE_REQUIRE_TOOLS"] == "1"
    }

    struct Outcome {
        var status: Int32
        /// Standard output and standard error together.
        var text: String
    }

    /// Runs `openssl` in a directory of its own and waits for it.
    static func openssl(_ arguments: [String], in directory: Scratch) throws -> Outcome {
        let path = try #require(openssl, "the openssl program is required and absent")
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = directory.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, text: String(decoding: output, as: UTF8.self))
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where there is no `openssl` program.
    static var needsOpenSSL: Self { .enabled(if: Tool.runsOpenSSL, "no openssl program here") }
}

/// A temporary directory that goes with its owner.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("cryptocore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: url.appendingPathComponent(name))
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
    }
}
