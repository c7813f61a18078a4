import Glibc
import TestSupport
import Testing

/// The runner itself: a script that should fail must fail, at its line and with its reason.
@Suite struct RunnerTests {
    private static func failure(_ text: String) -> ScriptFailure? {
        do {
            try ScriptRunner().run(Script(text: text, path: "test.txt"))
            return nil
        } catch let failure as ScriptFailure {
            return failure
        } catch {
            return ScriptFailure(path: "", line: .init(number: 0, text: ""), reason: "\(error)", last: nil)
        }
    }

    @Test(arguments: [
        "exit 0 greenbadge version", "exec greenbadge version",
        "exit 2 greenbadge nonsense\nstderr 'unknown'",
        "greenbadge version\n! stderr .\nstderr-lines\nstdout '^greenbadge '\n! stdout 'red badge'",
        "greenbadge version\nsave v\ngreenbadge --version\nstdout-is v\ncmp v v",
        "greenbadge version\ncapture V ' (\\S+)'\nstdout-lines 'greenbadge '$V\nstdout '^greenbadge ${V@R}$'",
        "# only a comment\n\n   # and another", "exists a\n! exists b\ngrep '^x$' a\n! grep y a\n-- a --\nx",
        "mkdir d\ncopy a d/e/f\ncmp a d/e/f\nremember d\nunchanged d\n-- a --\nx",
        "chmod 0600 a\nmode 0600 a\nedit a append y\nmode 0600 a\n-- a --\nx",
        "edit a flip 0 0\ngrep '^y' a\nedit a flip -2 0\ngrep '^x$' a\n-- a --\nx",
        "edit a replace 'b(.)d' '$1\\n'\ncmp a b\nedit a cut 2\nedit a cut -1\nedit a append '\\n'\ncmp a c\n-- a --\nabcde\n-- b --\nac\ne\n-- c --\na",
        "env A='b c' D=e\nexists $A ${D} 'f${D}'\n-- b c --\n-- e --\n-- fe --",
        "stdin a\ngreenbadge version\n-- a --",
        "env K=1 \\\n  L=2\nexists $K$L\n-- 12 --", "exists 'it''s' $WORK\n-- it's --",
        "cd d\nexists e\n-- d/e --",
    ])
    func `a script that holds`(_ text: String) {
        let failure = Self.failure(text)
        #expect(failure == nil, "\(failure.map { "\($0)" } ?? "")")
    }

    @Test(arguments: [
        ("greenbadge nonsense", 1, "exit code 2 where 0 was expected"),
        ("\nexit 3 greenbadge version", 2, "exit code 0 where 3 was expected"),
        ("exit x greenbadge version", 1, "exit takes a number"),
        ("nonsense", 1, "there is no command nonsense"),
        ("! greenbadge version", 1, "! does not go with greenbadge"),
        ("stdout x", 1, "no program has run yet"),
        ("greenbadge version\nstdout xyzzy", 2, "stdout does not match 'xyzzy'"),
        ("greenbadge version\n! stdout greenbadge", 2, "stdout matches 'greenbadge'"),
        ("greenbadge version\nstdout '('", 2, "'(' is no regular expression"),
        ("greenbadge version\nstdout-lines x", 2, "stdout is not what was expected"),
        ("greenbadge version\nstderr-lines x", 2, "stderr is not what was expected"),
        ("greenbadge version\njson", 2, "no JSON object"),
        ("greenbadge version\ncapture A x(y)", 2, "nothing matches"),
        ("exists $NOTHING", 1, "there is no $NOTHING"), ("exists 'a", 1, "a quote is not closed"),
        ("exists a", 1, "a is not there"), ("! exists a\n-- a --", 1, "a is there"),
        ("cmp a b\n-- a --\nx\n-- b --\ny", 1, "a and b differ"), ("! cmp a a\n-- a --", 1, "are the same"),
        ("grep y a\n-- a --\nx", 1, "a does not match 'y'"), ("mode 0600 a\n-- a --", 1, "a has mode 0644"),
        ("remember d\nedit d/a append x\nunchanged d\n-- d/a --", 3, "d was changed: a"),
        ("remember d\nmkdir d/e\nunchanged d\n-- d/a --", 3, "d was changed: e"),
        ("remember d\nchmod 0600 d/a\nunchanged d\n-- d/a --", 3, "d was changed: a"),
        ("unchanged d\n-- d/a --", 1, "remember d comes first"),
        ("edit a flip 9\n-- a --\nx", 1, "there are 2 bytes"),
        ("edit a replace y z\n-- a --\nx", 1, "nothing matches 'y'"), ("run ls", 1, "run needs a line"),
        ("stdin a", 1, "a cannot be read"), ("include nothing", 1, "nothing"),
        ("env A", 1, "env takes K=V"), ("exec ls", 1, "exec runs greenbadge"),
    ])
    func `a script that does not hold`(_ text: String, _ line: Int, _ reason: String) throws {
        let failure = try #require(Self.failure(text))
        #expect(failure.line.number == line)
        #expect(failure.reason.contains(reason), "\(failure)")
    }

    @Test func `a failure tells the place, the command and what the program said`() throws {
        let failure = try #require(Self.failure("greenbadge version\nstdout xyzzy"))
        let lines = failure.description.split(separator: "\n")
        #expect(lines.first == "test.txt:2: stdout xyzzy")
        #expect(lines.contains("command: greenbadge version"))
        #expect(lines.contains("exit code: 0"))
        #expect(lines.contains("stderr: (empty)"))
    }

    @Test func `the environment is clean`() throws {
        let runner = try ScriptRunner()
        #expect(runner.environment.keys.allSatisfy { !$0.hasPrefix("GREENBADGE_") })
        #expect(runner.environment["HOME"] == runner.work.path)
        #expect(runner.environment["TZ"] == "UTC")
    }

    @Test func `a missing tool skips, or fails where tools are required`() {
        let failure = Self.failure("tool there-is-no-such-tool\nnonsense")
        #expect(failure?.reason.contains("there-is-no-such-tool") == true)
    }

    private func sleeper(_ script: String, deadline: Int) -> ChildProcess {
        ChildProcess(
            program: "/bin/sh", arguments: ["-c", script], environment: [:], directory: "/", input: [],
            deadlineSeconds: deadline)
    }

    @Test func `a program that hangs is killed`() {
        #expect(throws: ScriptError.self) { try sleeper("sleep 1000", deadline: 0).run() }
    }

    @Test func `a program that leaves another one behind has ended`() throws {
        let outcome = try sleeper("sleep 1000 >&2 & echo $!", deadline: 60).run()
        let child = try #require(Int32(outcome.outputText.dropLast()))
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test func `a signal is an exit code above 128`() throws {
        #expect(try sleeper("kill -TERM $$", deadline: 60).run().exitCode == 128 + SIGTERM)
    }
}
