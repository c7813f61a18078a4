import Foundation
import TestSupport

// The language of the scripts in Scripts/*.txt, after Go's testscript and age's cmd/age/testdata.
//
// A script is lines of commands, then files, each begun by a line `-- NAME --`. It runs in a temporary directory of its
// own ($WORK), which holds the files ($ROOT: the repository, $PROGRAM: the program), with a clean environment: HOME=$WORK, PATH, TZ=UTC, LC_ALL=C.UTF-8, and no
// GREENBADGE_*. The first line that fails ends it. There is no clock and no sleeping.
//
// Words are separated by blanks; 'single quotes' group and '' inside them is one quote. ${NAME} and, for use in a regular
// expression, ${NAME@R} are replaced everywhere, $NAME outside quotes. # begins a comment; a line ending in \ goes on.
// Regular expressions are Swift's; ^ and $ match at lines.
//
//   greenbadge ARG…             run the program under test; it must exit with 0 (also: exec greenbadge ARG…)
//   exit N greenbadge ARG…      it must exit with N
//   tool NAME                   NAME must be in PATH: else the rest is skipped, or fails under GREENBADGE_REQUIRE_TOOLS=1
//   run NAME ARG…               run such a tool; exit 0 or, behind `exit N`, N
//   stdin FILE                  the next program reads FILE (else it reads nothing)
//   [!] stdout 'REGEX'          the last program's stdout matches [does not match]
//   [!] stderr 'REGEX'          the same for stderr
//   stdout-is FILE              stdout is exactly FILE; stdout-lines 'A' 'B' …: exactly these lines (none: empty)
//   stderr-is, stderr-lines     the same for stderr
//   json [PATH VALUE…]          each line of stdout is a JSON object [and one has VALUE at each dotted PATH]
//   capture NAME 'REGEX'        $NAME becomes the first group (or the whole) of the match in the last stdout
//   capture-file NAME 'REGEX' F the same from a file
//   save FILE                   write the last stdout to FILE
//   [!] cmp A B                 the files hold the same bytes
//   [!] exists FILE…            each is there [none is there]
//   mode 0600 FILE              its permissions
//   [!] grep 'REGEX' FILE       the file has a match
//   remember DIR                keep what the directory holds; `unchanged DIR`: names, permissions, bytes are the same
//   env K=V …                   set variables for the programs and for $K
//   cd DIR                      where programs run and relative names begin
//   mkdir DIR…, remove PATH…, chmod 0600 FILE
//   copy A B                    a file or a directory; makes the directory of B
//   edit FILE flip OFFSET [BIT] flip a bit of a byte; offsets below 0 count from the end
//   edit FILE cut LENGTH        keep the first LENGTH bytes, or drop the last -LENGTH
//   edit FILE replace 'RE' TEXT replace the first match; it must be there. TEXT may hold \n and $1
//   edit FILE append TEXT       add to the end
//   defer COMMAND…              do that at the end, whatever happens
//   include NAME                run Scripts/Shared/NAME.txt here

/// Why a script line fails.
struct ScriptError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The failing line, with what the last program said.
struct ScriptFailure: Error, CustomStringConvertible {
    let path: String
    let line: Script.Line
    let reason: String
    let last: Outcome?

    var description: String {
        let place = "\(path.split(separator: "/").last ?? ""):\(line.number)"
        return "\(place): \(line.text)\n\(reason)\(last.map { "\n\($0.report)" } ?? "")"
    }
}

/// The rest of a script needs a tool that is not here.
struct ScriptSkip: Error {
    let reason: String
}

/// Runs one script.
final class ScriptRunner {
    let work: TemporaryDirectory
    var directory: String
    var environment: [String: String]
    /// What `capture` found; the environment is visible as well.
    var captured: [String: String] = ["ROOT": ScriptRunner.checkout, "PROGRAM": Programs.greenbadge ?? ""]
    /// The repository, where scripts outside the program lie.
    private static let checkout = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../..").standardized.path
    var input: [UInt8] = []
    var last: Outcome?
    var tools: [String: String] = [:]
    var remembered: [String: Tree] = [:]
    private var deferred: [[String]] = []

    init() throws {
        work = try TemporaryDirectory()
        directory = work.path
        environment = [
            "HOME": work.path, "WORK": work.path, "PATH": Programs.searchPath, "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
        ]
        // A sanitized or instrumented build takes its own options along.
        for name in ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
    }

    /// - Throws: a `ScriptFailure` at the first line that fails, a `ScriptSkip` where a tool is missing.
    func run(_ script: Script) throws {
        defer { for words in deferred.reversed() { try? perform(words) } }
        try play(script)
    }

    private func play(_ script: Script) throws {
        for file in script.files { try write(file.name, file.content) }
        for line in script.lines {
            do {
                try perform(try Words.split(line.text, variables: variables))
            } catch let error as ScriptFailure {
                throw error
            } catch let error as ScriptSkip {
                throw error
            } catch {
                throw ScriptFailure(path: script.path, line: line, reason: "\(error)", last: last)
            }
        }
    }

    private func perform(_ words: [String]) throws {
        guard let first = words.first else { return }
        let isNegated = first == "!"
        let rest = Array(isNegated ? words.dropFirst() : words[...])
        guard let name = rest.first else { throw ScriptError("! stands before a command") }
        let arguments = Array(rest.dropFirst())
        if let check = Self.checks[name] { return try check(self)(arguments, !isNegated) }
        guard !isNegated else { throw ScriptError("! does not go with \(name)") }
        switch name {
        case "include": try play(try Script.shared(try one(arguments)))
        case "defer": deferred.append(arguments)
        default:
            guard let action = Self.actions[name] else { throw ScriptError("there is no command \(name)") }
            try action(self)(arguments)
        }
    }

    var variables: [String: String] { environment.merging(captured) { $1 } }

    func one(_ words: [String]) throws -> String {
        guard words.count == 1 else { throw ScriptError("it takes one word") }
        return words[0]
    }

    func two(_ words: [String]) throws -> (String, String) {
        guard words.count == 2 else { throw ScriptError("it takes two words") }
        return (words[0], words[1])
    }

    /// An absolute path of a name in the script.
    func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(directory)/\(name)" }

    func read(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(name)) else {
            throw ScriptError("\(name) cannot be read")
        }
        return [UInt8](data)
    }

    private func write(_ name: String, _ content: String) throws {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: url)
    }
}
