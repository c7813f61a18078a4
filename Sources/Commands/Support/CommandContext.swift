import CommandLineKit
import CryptoCore
import Encoding
import Files

/// A command of this program: its declaration and its work; returns the exit code.
typealias Verb = Command<CommandContext, Int32>

/// What a command is given: the globals, the streams, and everything that is injected (clock, randomness, files).
struct CommandContext {
    let arguments: ParsedArguments
    let environment: [String: String]
    let fileSystem: any FileSystem
    let random: RandomSource
    /// The system's clock.
    let systemTime: @Sendable () -> Timestamp
    /// Results.
    let output: TextOutput
    /// Everything else.
    let errors: TextOutput
    let style: Style
    let errorStyle: Style
    /// Columns of the terminal; nil where the output goes to a file or pipe.
    let width: Int?
    /// What was unlocked already.
    var opened = OpenedKeys()

    var wantsJSON: Bool { arguments.flag("--json") }
    var isDryRun: Bool { arguments.flag("--dry-run") }
    var isQuiet: Bool { arguments.flag("--quiet") }

    /// A result line.
    func print(_ text: String = "") { output.line(text) }

    /// A result object: one line of canonical JSON. A rehearsal's says that it is one.
    func print(_ json: JSON) {
        if isDryRun, case .object(let members) = json {
            output.line(JSON.object(members + [.init("dryRun", .bool(true))]).canonicalText)
        } else {
            output.line(json.canonicalText)
        }
    }

    /// Something worth saying that is not the result; not with `--quiet`.
    func note(_ text: String) {
        if !isQuiet { errors.line(text) }
    }

    /// Says what is about to be done, before it is: a note that does not wait for the end of the command.
    func announce(_ text: String) {
        note(text)
        // What cannot be written now is told at the end.
        try? errors.flush()
    }

    /// Whether somebody is asked before what cannot be undone. A command that asks looks at everything first and locks
    /// the registry afterwards: others can work while a question is open.
    var asks: Bool { !arguments.flag("--yes") && !isDryRun }

    /// Asks before what cannot be undone; without a terminal it takes `--yes`.
    func confirm(_ question: String) throws {
        guard asks else { return }
        do {
            try output.flush()
            try errors.flush()
            guard try Confirmation.ask(question) else { throw CommandFailure.negative("Nothing was done.") }
        } catch PromptError.noTerminal {
            throw CommandFailure.usage("\(question) Say --yes where no terminal can ask.")
        }
    }

    /// The time of `--now`, of whose use the caller has made sure, else the system's.
    func time(allowingGiven isTest: Bool) throws -> Timestamp {
        guard let text = arguments.value("--now") else { return systemTime() }
        guard isTest else {
            throw CommandFailure.refused(
                "--now is for test authorities; this one is real and takes the system's time")
        }
        guard let time = Timestamp(dateOrTime: text) else {
            throw CommandFailure.usage(
                "--now: \"\(visible(text))\" is not a time such as 2026-11-22T14:20:00Z")
        }
        return time
    }

    /// A file that a person named, within a budget; `-` is standard input.
    func read(_ path: String, limit: Int) throws -> [UInt8] {
        if path == "-" { return try StandardInput.read(limit: limit) }
        return try fileSystem.read(path, limit: limit)
    }

    /// Writes a new file for a person; an existing one is kept.
    func writeNew(_ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o644) throws {
        guard try !fileSystem.exists(path) else {
            throw CommandFailure.environment("\(visible(path)) exists already; it was not touched")
        }
        try DurableFile.create(path, bytes, permissions: permissions, in: fileSystem)
    }
}
