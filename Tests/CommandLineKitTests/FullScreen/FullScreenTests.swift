import Glibc
import TestSupport
import Testing

@testable import CommandLineKit

extension SignalTests {
    /// The terminal as a page, with a person at the other end.
    @Suite struct FullScreenTests {
        private let terminal: PseudoTerminal
        private let screen: FullScreen
        private static let entering = "\u{1b}[?1049h\u{1b}[?7l\u{1b}[?2004h\u{1b}[?25l"

        init() throws {
            terminal = try PseudoTerminal()
            screen = try FullScreen(
                style: .plain, environment: ["COLUMNS": "40", "LINES": "5"], terminal: terminal.path)
        }

        @Test func theModeIsPutBackAndTheUsualScreenShown() {
            #expect(terminal.wait(for: Self.entering) == Self.entering)
            #expect(!terminal.echoes)
            screen.show(Frame([ScreenLine("a case")]))
            #expect(terminal.wait(for: "a case").contains("\u{1b}[1;1Ha case"))
            screen.close()
            screen.close()
            #expect(terminal.echoes)
            #expect(terminal.wait(for: "\u{1b}[?1049l").contains("\u{1b}[?25h"))
        }

        @Test func keysComeInOrderAndTypedAheadOnesCanBeDropped() {
            terminal.type("n\u{1b}[B\u{3}")
            #expect(screen.next() == .keys([.character("n"), .down, .control("c")]))
            #expect(screen.next(idleAfter: 1) == .idle)
            terminal.type("\u{1b}")
            #expect(screen.next() == .keys([.escape]))
            terminal.type("y")
            screen.dropTypedAhead()
            terminal.type("n")
            #expect(screen.next() == .keys([.character("n")]))
        }

        @Test func signalsComeAsTheyAreMeant() {
            // Neither is forgotten for the other, whichever thread the system chooses for it.
            kill(getpid(), SIGWINCH)
            kill(getpid(), SIGTERM)
            let inputs = Set([screen.next(), screen.next()])
            #expect(inputs == [.ended(signal: SIGTERM), .resized])
            #expect(!terminal.echoes)
        }

        @Test func whatBorrowsTheTerminalHasItAsItWas() {
            let echoes = screen.lend { terminal.echoes }
            #expect(echoes)
            #expect(!terminal.echoes)
            let stillEchoes = screen.work { terminal.echoes }
            #expect(!stillEchoes)
        }

        @Test func whereNothingTellsTheSizeTheEnvironmentDoes() {
            #expect(screen.size == ScreenSize(columns: 40, rows: 5))
        }

        @Test func aTerminalThatCannotIsNotAskedTo() {
            #expect(!FullScreen.isPossible(environment: ["TERM": "dumb"]))
            #expect(!FullScreen.isPossible(environment: [:]))
            #expect(throws: PromptError.noTerminal) {
                try FullScreen(style: .plain, environment: [:], terminal: "/dev/null")
            }
        }
    }
}
