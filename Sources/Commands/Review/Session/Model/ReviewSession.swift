import CommandLineKit
import Encoding
import Registry

/// The session as a state machine: what happened comes in, what is to be done comes out, and `frame` is what the person
/// sees. It touches neither terminal nor registry, so that every step of it can be tested; `ReviewLoop` connects it.
struct ReviewSession {
    /// The pages of a case.
    enum Page: Int, CaseIterable {
        case summary, hits, checks, documents, changes, history
    }

    /// What the keys mean now.
    enum Mode: Hashable {
        case looking
        /// What will be signed is on the screen.
        case confirming(ReviewAct)
        case writing(SessionWork.Writing)
        /// What is to become of a text that is not finished.
        case puttingAway(SessionWork.Writing)
        case choosingReason(Int)
        /// Where a document is to be written.
        case naming(CaseSheet.DocumentRow, TextField)
        case quitting
        case helping
    }

    /// What happened.
    enum Event {
        case key(Key)
        case resized(ScreenSize)
        /// The case that comes now; nil where the queue has none.
        case opened(CaseSheet?)
        /// There is no case in that direction.
        case atEnd(Move)
        /// The act is in the journal; the case as it is now.
        case done(ReviewAct, String, CaseSheet?)
        /// Nothing was written; the case as it is now, where it could be read.
        case refused(ReviewAct, String, CaseSheet?)
        /// The editor's text.
        case edited(SessionWork.Writing, String)
        case said(String)
        case failed(String)
    }

    /// What is to be done next; each comes back as an event, `leave` excepted.
    enum Effect: Hashable {
        case open(Move)
        case perform(ReviewAct)
        case edit(SessionWork.Writing, String)
        case export(CaseSheet.DocumentRow, path: String)
        case leave
    }

    enum Move: Hashable {
        case next, previous, same
    }

    /// Something to say below the page until the next key.
    struct Message: Hashable {
        let text: String
        let isBad: Bool
    }

    let reviewer: String
    let registry: String
    var size: ScreenSize
    var sheet: CaseSheet?
    var mode = Mode.looking
    var page = Page.summary
    var message: Message?
    /// What is not signed yet, by case.
    var works: [ApplicationID: SessionWork]
    var viewports: [Page: Viewport] = [:]
    /// For what covers the pages: what will be signed, help, reasons.
    var overlay = Viewport()
    /// Whether the last row of what will be signed has been on the screen.
    var hasSeenAll = false
    /// The row of the checks page, and the rows chosen for one result.
    var checkRow = 0
    var chosen: Set<String> = []
    var documentRow = 0
    /// Claims of this session, and those of them that something was done on.
    var claimedHere: Set<ApplicationID> = []
    var worked: Set<ApplicationID> = []
    /// Cases whose claim was refused: it is not tried at every key.
    var unclaimable: Set<ApplicationID> = []

    init(
        reviewer: String, registry: String, size: ScreenSize,
        works: [ApplicationID: SessionWork] = [:]
    ) {
        self.reviewer = reviewer
        self.registry = registry
        self.size = size
        self.works = works
    }

    /// What is unsigned on the case that is shown.
    var work: SessionWork {
        get { sheet.flatMap { works[$0.id] } ?? SessionWork() }
        set {
            guard let id = sheet?.id else { return }
            works[id] = newValue
        }
    }

    /// Cases with something unsigned.
    var unsigned: [ApplicationID] { works.filter { !$0.value.isEmpty }.map(\.key).sorted() }

    /// Takes what happened and says what is to be done.
    mutating func handle(_ event: Event) -> [Effect] {
        defer { lookForTheEnd() }
        switch event {
        case .key(let key): return take(key)
        case .resized(let size): self.size = size
        case .opened(let sheet): open(sheet)
        case .atEnd(let move):
            sayToo(
                move == .previous
                    ? "this is the first case of the queue" : "this is the last case of the queue")
        case .done(let act, let text, let sheet): return finish(act, text, sheet)
        case .refused(let act, let text, let sheet): refuse(act, text, sheet)
        case .edited(let writing, let text):
            var field = work.field(writing)
            field.replace(with: text)
            if field.isFull { fail("that text is too long; the one before is kept") }
            work.texts[writing] = field
        case .said(let text): say(text)
        case .failed(let text): fail(text)
        }
        return []
    }

    mutating func say(_ text: String) { message = Message(text: text, isBad: false) }
    mutating func fail(_ text: String) { message = Message(text: text, isBad: true) }

    /// Says something behind what is said since the last key, which nobody has read: whether something was signed.
    mutating func sayToo(_ text: String, isBad: Bool = false) {
        let before = message?.text ?? ""
        guard !before.hasSuffix(text) else { return }
        message = Message(
            text: before.isEmpty ? text : "\(before)\n\(text)", isBad: isBad || message?.isBad ?? false)
    }

    private mutating func open(_ new: CaseSheet?) {
        let isSame = new?.id == sheet?.id
        sheet = new
        if !isSame {
            mode = .looking
            viewports = [:]
            (checkRow, documentRow, chosen) = (0, 0, [])
            page = .summary
            if !work.isEmpty { sayToo("not signed yet, from before: \(work.summary)") }
        }
        settle()
    }

    /// The case may have fewer rows than before.
    private mutating func settle() {
        checkRow = max(0, min(checkRow, (sheet?.checks.count ?? 0) - 1))
        documentRow = max(0, min(documentRow, (sheet?.documents.count ?? 0) - 1))
        chosen.formIntersection(Set(sheet?.checks.map(\.name) ?? []))
        work.evidence.formIntersection(Set(sheet?.documents.map(\.hash) ?? []))
    }

    private mutating func finish(_ act: ReviewAct, _ text: String, _ new: CaseSheet?) -> [Effect] {
        guard let id = sheet?.id else { return [] }
        say(text)
        works[id]?.clear(after: act)
        switch act {
        case .claim: claimedHere.insert(id)
        case .release: claimedHere.remove(id)
        case .record, .approve, .reject, .ask, .clear, .hold, .resume, .decideAppeal:
            worked.insert(id)
        }
        if let new { sheet = new }
        chosen = []
        settle()
        if act.leavesCase {
            mode = .looking
            return [.open(.next)]
        }
        if case .confirming = mode { mode = .looking }
        return []
    }

    /// What was typed stays; where the case changed meanwhile, the differences come to the front.
    private mutating func refuse(_ act: ReviewAct, _ text: String, _ new: CaseSheet?) {
        let stop = text.last == "." ? "" : "."
        fail(text + (work.isEmpty || act == .claim ? "" : "\(stop) What you typed is kept."))
        if act == .claim, let id = sheet?.id { unclaimable.insert(id) }
        if case .confirming = mode { mode = .looking }
        guard let new, let old = sheet, new.id == old.id else { return }
        sheet = new
        if new.revision != old.revision { page = .changes }
        settle()
    }
}
