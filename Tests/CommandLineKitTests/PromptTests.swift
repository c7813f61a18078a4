import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import CommandLineKit

/// Signal handlers belong to the whole process, so what sets them is tested one at a time.
@Suite(.serialized) struct SignalTests {}

extension SignalTests {
    @Suite struct PassphraseTests {
        private func prompt(_ path: String) -> Answer<Result<[UInt8], PromptError>> {
            Answer {
                do throws(PromptError) {
                    return .success(try Passphrase.prompt("Passphrase: ", terminal: path))
                } catch {
                    return .failure(error)
                }
            }
        }

        @Test func theAnswerIsNotShown() async throws {
            let terminal = try PseudoTerminal()
            let answer = prompt(terminal.path)
            #expect(terminal.wait(for: ": ") == "Passphrase: ")
            #expect(!terminal.echoes)
            terminal.type("sécret word\n")
            #expect(await answer.value == .success(Array("sécret word".utf8)))
            #expect(terminal.wait(for: "\n") == "\r\n")
            #expect(terminal.echoes)
        }

        @Test func aSignalPutsTheTerminalBack() async throws {
            for number in [SIGINT, SIGTERM] {
                let terminal = try PseudoTerminal()
                let answer = prompt(terminal.path)
                _ = terminal.wait(for: ": ")
                terminal.type("half")
                kill(getpid(), number)
                #expect(await answer.value == .failure(.interrupted(signal: number)))
                #expect(terminal.echoes)
            }
        }

        @Test func anIgnoredSignalStaysIgnored() async throws {
            let before = signal(SIGHUP, SIG_IGN)
            let terminal = try PseudoTerminal()
            let answer = prompt(terminal.path)
            _ = terminal.wait(for: ": ")
            kill(getpid(), SIGHUP)
            terminal.type("word\n")
            #expect(await answer.value == .success(Array("word".utf8)))
            _ = signal(SIGHUP, before)
        }

        @Test func theEndOfTheInputAndTooMuchAreErrors() async throws {
            let terminal = try PseudoTerminal()
            let ended = prompt(terminal.path)
            _ = terminal.wait(for: ": ")
            terminal.type("\u{4}")
            #expect(await ended.value == .failure(.endOfInput))
            _ = terminal.wait(for: "\n")
            let long = prompt(terminal.path)
            _ = terminal.wait(for: ": ")
            terminal.type(String(repeating: "x", count: 1025) + "\n")
            #expect(await long.value == .failure(.tooLong(limit: 1024)))
            #expect(terminal.echoes)
        }

        @Test func aNewPassphraseIsAskedTwice() async throws {
            for (second, expected) in [
                ("one", Result<[UInt8], PromptError>.success(Array("one".utf8))),
                ("two", .failure(.mismatch)),
            ] {
                let terminal = try PseudoTerminal()
                let path = terminal.path
                let answer = Answer { () -> Result<[UInt8], PromptError> in
                    do throws(PromptError) {
                        return .success(
                            try Passphrase.promptTwice("New: ", repeating: "Again: ", terminal: path))
                    } catch {
                        return .failure(error)
                    }
                }
                _ = terminal.wait(for: "New: ")
                terminal.type("one\n")
                _ = terminal.wait(for: "Again: ")
                terminal.type("\(second)\n")
                #expect(await answer.value == expected)
            }
        }

        @Test func withoutATerminalThereIsNoQuestion() {
            #expect(throws: PromptError.noTerminal) { try Passphrase.prompt("x", terminal: "/nonexistent") }
            #expect(throws: PromptError.noTerminal) { try Passphrase.prompt("x", terminal: "/dev/null") }
        }

        @Test func clearedBytesAreGone() {
            var bytes: [UInt8] = [1, 2, 3]
            Passphrase.clear(&bytes)
            #expect(bytes.isEmpty)
        }
    }

}

@Suite struct ConfirmationTests {
    @Test(arguments: [
        ("y\n", true), ("YES\n", true), (" yes \n", true), ("n\n", false), ("\n", false), ("", false),
        ("yess\n", false), ("y", true), ("да\n", false),
    ])
    func onlyYesIsYes(answer: String, expected: Bool) throws {
        let input = try pipeEnds()
        let shown = try pipeEnds()
        _ = write(input.writing, answer, answer.utf8.count)
        close(input.writing)
        let result = try Confirmation.ask(
            "Revoke?", input: input.reading, output: shown.writing, needsTerminal: false)
        #expect(result == expected)
        close(shown.writing)
        #expect(readAll(shown.reading) == Array("Revoke? [y/N] ".utf8))
        close(input.reading)
        close(shown.reading)
    }

    @Test func aPipeCannotAnswer() throws {
        let input = try pipeEnds()
        #expect(throws: PromptError.noTerminal) { try Confirmation.ask("Revoke?", input: input.reading) }
        close(input.reading)
        close(input.writing)
    }
}

/// Drawing sets handlers too.
extension SignalTests {
    @Suite struct ProgressBarTests {
        @Test func nothingIsDrawnIntoAPipe() throws {
            let ends = try pipeEnds()
            var bar = ProgressBar("Auditing", total: 10, descriptor: ends.writing, environment: [:])
            for step in 0...10 { bar.update(step) }
            bar.finish()
            close(ends.writing)
            #expect(readAll(ends.reading).isEmpty)
            close(ends.reading)
        }

        @Test func aTerminalShowsEachPercentageOnce() throws {
            let terminal = try PseudoTerminal()
            var bar = ProgressBar(
                "Auditing", total: 4, descriptor: terminal.device, environment: ["COLUMNS": "40"])
            for step in [0, 0, 2, 2, 4] { bar.update(step) }
            bar.finish()
            let shown = terminal.wait(for: "100%\u{1b}[K\r\u{1b}[K")
            #expect(
                shown.split(separator: "\r")
                    == [
                        "Auditing  [                     ]    0%\u{1b}[K",
                        "Auditing  [##########           ]   50%\u{1b}[K",
                        "Auditing  [#####################]  100%\u{1b}[K", "\u{1b}[K",
                    ].map { $0[...] })
        }

        @Test func withoutATotalStepsAreCounted() {
            let bar = ProgressBar("Reading", total: nil, descriptor: -1, width: 20, isShown: true)
            #expect(
                [0, 7, 999, 1000, 1009, 1010, 123_456].map { bar.line(done: $0) }
                    == ["0", "7", "999", "1000", "1000", "1010", "123000"].map { "Reading  \($0)" })
            let narrow = ProgressBar("Reading", total: nil, descriptor: -1, width: 10, isShown: true)
            #expect(narrow.line(done: 123_456).count == 9)
        }

        @Test func itCanMakeRoomAndComeBack() throws {
            let terminal = try PseudoTerminal()
            var bar = ProgressBar("x", total: 2, descriptor: terminal.device, environment: ["COLUMNS": "12"])
            bar.update(1)
            bar.finish()
            bar.finish()
            bar.update(1)
            bar.finish()
            _ = write(terminal.device, "end", 3)
            let once = "\rx   50%\u{1b}[K\r\u{1b}[K"
            #expect(terminal.wait(for: "end") == once + once + "end")
        }

        @Test func quietDrawsNothing() throws {
            let terminal = try PseudoTerminal()
            var bar = ProgressBar("x", total: 1, isQuiet: true, descriptor: terminal.device, environment: [:])
            bar.update(1)
            bar.finish()
            _ = write(terminal.device, "end", 3)
            #expect(terminal.wait(for: "end") == "end")
        }
    }
}
