import Foundation
import Glibc
import TestSupport
import Testing

/// `verify` of many files before a person's eyes: the program with a pseudo terminal.
@Suite struct VerifyTerminalTests {
    private static let count = 250
    private let terminal: PseudoTerminal
    private let runner: ScriptRunner

    init() throws {
        terminal = try PseudoTerminal()
        runner = try ScriptRunner()
        let lines =
            "include people\ngreenbadge init registry --test --no-passphrase --origin badges.example.org/log"
            + " --base-url https://badges.example.org --root-key root.pem --as admin-1.pem --as admin-2.pem"
            + "\ngreenbadge pack --out pack --registry registry\nmkdir many"
        try runner.run(Script(text: lines, path: "setup.txt"))
        for number in 0..<Self.count {
            try Data().write(to: URL(fileURLWithPath: runner.path("many/\(1000 + number).badge")))
        }
    }

    /// Starts the program with standard error on the terminal.
    private func start(_ arguments: [String], output: FileHandle) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Programs.greenbadge))
        process.arguments = ["verify", "--trust", "pack", "--any-account", "--at", "2026-11-22"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: runner.directory)
        process.environment = runner.environment.merging(["TERM": "xterm", "COLUMNS": "80"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle(fileDescriptor: terminal.device)
        // The threads that tests run on block signals, and a child inherits what is blocked.
        var none = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
        return process
    }

    private var screen: FileHandle { FileHandle(fileDescriptor: terminal.device) }

    @Test func `a bar grows on the terminal and is gone before the summary`() throws {
        let process = try start(["many"], output: .nullDevice)
        let shown = terminal.wait(for: " a second\r\n")
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        let bars = shown.split(separator: "\r").filter { $0.hasPrefix("Verifying  [") }
        #expect(bars.count > 3)
        #expect(bars.last?.hasSuffix("]  100%\u{1b}[K") == true)
        #expect(shown.contains("100%\u{1b}[K\r\u{1b}[K\r\n\(Self.count) files: \(Self.count) untrusted\r\n"))
    }

    @Test func `answers and bar share a terminal`() throws {
        let process = try start(["many"], output: screen)
        let shown = terminal.wait(for: " a second\r\n")
        process.waitUntilExit()
        // What stands in each line once everything before an erasure is gone.
        let lines = shown.components(separatedBy: "\r\n").map { line in
            line.components(separatedBy: "\u{1b}[K").last ?? ""
        }
        let answers = lines.filter { $0.contains(".badge") }
        let names = answers.compactMap { $0.components(separatedBy: "many/").last?.prefix(10) }
        #expect(names == (0..<Self.count).map { "\(1000 + $0).badge"[...] })
        #expect(answers.allSatisfy { $0.hasSuffix("malformed") })
        #expect(shown.contains("%"))
    }

    @Test func `quiet, or a terminal that cannot, has no bar`() throws {
        let process = try start(["many", "--quiet"], output: .nullDevice)
        process.waitUntilExit()
        _ = write(terminal.device, "end", 3)
        #expect(terminal.wait(for: "end") == "end")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a signal leaves a clean line`(_ signal: Int32) throws {
        // A pipe without a writer: the program is in the middle of its work for as long as we like.
        #expect(mkfifo(runner.path("pipe"), 0o600) == 0)
        let process = try start(["many", "pipe"], output: .nullDevice)
        _ = terminal.wait(for: "%\u{1b}[K")
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == signal)
        _ = write(terminal.device, "end", 3)
        #expect(terminal.wait(for: "end").hasSuffix("\r\u{1b}[Kend"))
    }
}
