import Dispatch
import Foundation
import Glibc
import TestSupport

/// What a program left behind.
struct Outcome: Sendable {
    let command: String
    let exitCode: Int32
    let output: [UInt8]
    let errors: [UInt8]

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// Everything a person needs who looks at a failure.
    var report: String {
        func block(_ name: String, _ text: String) -> String {
            text.isEmpty ? "\n\(name): (empty)" : "\n\(name):\n\(text)"
        }
        return "command: \(command)\nexit code: \(exitCode)" + block("stdout", outputText)
            + block("stderr", errorText)
    }
}

/// One program run to its end, in a process group of its own.
///
/// Not Foundation's `Process`: it waits until a socket that every descendant inherits is closed, so a program that leaves
/// a daemon behind, as `ssh-agent` does, would never end for it. The streams are files for the same reason.
struct ChildProcess {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let directory: String
    let input: [UInt8]
    /// A program that hangs must not hang the suite; nothing that works comes near this.
    var deadlineSeconds = 120

    func run() throws -> Outcome {
        let scratch = try TemporaryDirectory()
        try Data(input).write(to: URL(fileURLWithPath: scratch.file("stdin")))
        let code = try wait(for: try start(scratch))
        return Outcome(
            command: ([program.split(separator: "/").last.map(String.init) ?? ""] + arguments)
                .joined(separator: " "),
            exitCode: code, output: try bytes(scratch.file("stdout")),
            errors: try bytes(scratch.file("stderr")))
    }

    private func start(_ scratch: TemporaryDirectory) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let new = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, scratch.file("stdin"), O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, scratch.file("stdout"), new, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, scratch.file("stderr"), new, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads that tests run on block signals, and a child inherits what is blocked and ignored.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        // Glibc hides posix_spawn_file_actions_addchdir_np from Swift; the shell changes the directory instead.
        let words = Strings(
            ["sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", directory, program] + arguments)
        let settings = Strings(environment.map { "\($0)=\($1)" })
        var child: pid_t = 0
        let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, words.pointers, settings.pointers)
        guard failure == 0 else { throw ScriptError("\(program) cannot be run: error \(failure)") }
        return child
    }

    /// The exit code, or 128 and the signal.
    private func wait(for child: pid_t) throws -> Int32 {
        let ended = DispatchSemaphore(value: 0)
        let status = Status()
        // A thread of its own: a waiting test must not take the queue's threads from another one's wait.
        let thread = Thread {
            while waitpid(child, &status.value, 0) < 0 && errno == EINTR {}
            ended.signal()
        }
        thread.start()
        if ended.wait(timeout: .now() + .seconds(deadlineSeconds)) == .timedOut {
            kill(-child, SIGKILL)
            ended.wait()
            throw ScriptError("\(program) was killed: it did not end within \(deadlineSeconds) s")
        }
        let signal = status.value & 0x7F
        return signal == 0 ? status.value >> 8 & 0xFF : 128 + signal
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// What `waitpid` wrote: by one thread before the semaphore, read by the other behind it.
private final class Status: @unchecked Sendable {
    var value: Int32 = 0
}

/// A null-ended array of C strings.
private final class Strings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}

/// The programs that scripts run.
enum Programs {
    /// The program under test: the build puts it beside the test bundle.
    static let greenbadge: String? = {
        let starts = [CommandLine.arguments.first ?? "", "/proc/self/exe"]
        for start in starts {
            var directory = URL(fileURLWithPath: start).resolvingSymlinksInPath().deletingLastPathComponent()
            while directory.path != "/" {
                for name in ["greenbadge", "debug/greenbadge"] {
                    let path = directory.appendingPathComponent(name).path
                    if isProgram(path) { return path }
                }
                directory.deleteLastPathComponent()
            }
        }
        return nil
    }()

    /// A tool in the search path.
    static func tool(_ name: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(name)" }.first(where: isProgram)
    }

    static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"

    private static func isProgram(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && !isDirectory.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
}
