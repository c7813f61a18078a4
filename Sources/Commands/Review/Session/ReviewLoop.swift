import CommandLineKit
import Encoding
import Glibc
import Registry
import RegistryStore

/// Connects the session with the terminal and the registry.
final class ReviewLoop {
    /// What was typed is kept after so long without a key: a crash or a cut line loses no more than that.
    private static let idleMilliseconds: Int32 = 1000

    private let context: CommandContext
    private let desk: SessionDesk
    private let screen: FullScreen
    private var session: ReviewSession
    private var drafts: SessionDrafts
    /// Why something typed could not be kept; told at the end.
    private var loss: String?

    init(_ context: CommandContext) throws {
        self.context = context
        // The passphrase is asked for here, before the screen is taken over.
        desk = try SessionDesk(context)
        drafts = SessionDrafts(of: desk.person.id, in: desk.store)
        let works = drafts.load(from: desk.store)
        screen = try FullScreen(style: context.style, environment: context.environment)
        session = ReviewSession(
            reviewer: desk.person.name, registry: desk.registryName, size: screen.size, works: works)
    }

    /// Until the reviewer leaves. Returns the exit code, or ends as the signal would have.
    func run() throws -> Int32 {
        var isOver = drive(desk.open(.next))
        var signal: Int32?
        while !isOver {
            screen.show(session.frame())
            switch screen.next(idleAfter: isOutdated ? Self.idleMilliseconds : -1) {
            case .keys(let keys):
                if keys.contains(.control("c")) { signal = SIGINT }
                isOver = take(keys)
            case .resized: isOver = drive(.resized(screen.size))
            case .idle: keep()
            case .ended(let number):
                signal = number ?? SIGHUP
                isOver = true
            }
        }
        keep()
        screen.close()
        tell()
        try context.output.flush()
        try context.errors.flush()
        if let signal { FullScreen.end(by: signal) }
        return 0
    }

    /// Keys that were typed before the page that they would answer was seen are dropped.
    private func take(_ keys: [Key]) -> Bool {
        var keys = keys[...]
        while let key = keys.takeFirst(room: session.roomForText) {
            if drive(.key(key)) { return true }
            if case .confirming = session.mode, key != .control("c") {
                screen.show(session.frame())
                if mustBeSeen {
                    screen.dropTypedAhead()
                    return false
                }
            }
        }
        return false
    }

    /// Whether the page that asks for a signature has just come up.
    private var mustBeSeen = false

    /// Lets the session take an event, does what it wants done, and so on. True where it is over.
    private func drive(_ first: ReviewSession.Event) -> Bool {
        var events = [first]
        var hasActed = false
        mustBeSeen = false
        while !events.isEmpty {
            let before = session.mode
            let effects = session.handle(events.removeFirst())
            if case .confirming = session.mode, session.mode != before { mustBeSeen = true }
            for effect in effects {
                if effect == .leave { return true }
                if let event = perform(effect) { events.append(event) }
                if case .perform = effect { hasActed = true }
            }
        }
        // What is signed now is no draft any more.
        if hasActed { keep() }
        return false
    }

    private func perform(_ effect: ReviewSession.Effect) -> ReviewSession.Event? {
        switch effect {
        case .leave: return nil
        case .open(let move):
            // While it works, Ctrl-C ends the program at once.
            keep()
            screen.show(session.frame(busy: "reading…"))
            return screen.work { desk.open(move) }
        case .perform(let act):
            guard let sheet = session.sheet else { return nil }
            keep()
            screen.show(session.frame(busy: "signing and writing…"))
            let event = screen.work { desk.perform(act, on: sheet) }
            // What is typed while a case is signed is not meant for the next one. A claim comes while people type.
            if act != .claim { screen.dropTypedAhead() }
            return event
        case .edit(let writing, let text):
            return screen.lend { edited(writing, text) }
        case .export(let document, let path):
            guard let sheet = session.sheet else { return nil }
            return desk.export(document, of: sheet, to: path)
        }
    }

    private func edited(_ writing: SessionWork.Writing, _ text: String) -> ReviewSession.Event {
        do {
            let editor = Editor(environment: context.environment)
            return .edited(
                writing, try editor.edit(text, fileName: "\(writing.rawValue).txt", commented: false))
        } catch {
            return .failed(error.description)
        }
    }

    private var isOutdated: Bool { !context.isDryRun && drafts.isOutdated(session.works) }

    private func keep() {
        guard isOutdated else { return }
        do {
            try drafts.save(session.works, desk.store)
            loss = nil
        } catch {
            loss = CommandFailure(error).message
            session.sayToo("what you typed cannot be kept for later: \(loss ?? "")", isBad: true)
        }
    }

    /// What was not signed, and where it is now.
    private func tell() {
        if let message = session.message, message.isBad {
            context.errors.line(visible(message.text, multiline: true))
        }
        for id in session.unsigned {
            guard let work = session.works[id] else { continue }
            guard loss != nil || context.isDryRun else {
                context.note("\(id): not signed and kept: \(work.summary). greenbadge review brings it back")
                continue
            }
            context.errors.line("\(id): not signed and not kept: \(work.summary)")
            for writing in SessionWork.Writing.allCases where !work.isBlank(writing) {
                context.errors.line(
                    "The \(writing.rawValue) was:\n\(visible(work.text(writing), multiline: true))")
            }
        }
    }
}
