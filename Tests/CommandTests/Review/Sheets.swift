import CommandLineKit
import Encoding
import Registry

@testable import Commands

/// A session without terminal and registry: what is done is remembered, and answered as the test says.
struct Sitting {
    var session: ReviewSession
    /// Everything that the session wanted done, in order.
    private(set) var effects: [ReviewSession.Effect] = []

    init(
        columns: Int = 80, rows: Int = 24, works: [ApplicationID: SessionWork] = [:],
        sheet: CaseSheet? = .sample()
    ) {
        session = ReviewSession(
            reviewer: "reviewer-1", registry: "Example Authority",
            size: ScreenSize(columns: columns, rows: rows), works: works)
        _ = session.handle(.opened(sheet))
    }

    /// Types keys; characters as text, others by themselves.
    mutating func type(_ text: String) {
        press(text.unicodeScalars.map { $0 == "\n" ? .enter : .character($0) })
    }

    mutating func press(_ keys: [Key]) {
        for key in keys { effects += session.handle(.key(key)) }
    }

    mutating func press(_ keys: Key...) { press(keys) }

    /// Lets an event happen and returns what the session wants done after it.
    @discardableResult mutating func happen(_ event: ReviewSession.Event) -> [ReviewSession.Effect] {
        let next = session.handle(event)
        effects += next
        return next
    }

    /// What was wanted since the last call.
    mutating func taken() -> [ReviewSession.Effect] {
        defer { effects = [] }
        return effects
    }

    var screen: String { session.frame().text }
    var message: String { session.message?.text ?? "" }
}

extension CaseSheet {
    static let first = ApplicationID(random: [0, 0, 0, 1])
    static let second = ApplicationID(random: [0, 0, 0, 2])

    /// A case with three open checks, one that is passed, and a document.
    static func sample(
        _ id: ApplicationID = first, revision: UInt64 = 15, claim: Claim = .mine(until: "2026-12-01"),
        open: Bool = true
    ) -> CaseSheet {
        var sheet = CaseSheet(
            id: id, revision: revision, name: "Example Airline", country: "NL", state: "inReview")
        sheet.subject = "\(id) \"Example Airline\", NL 12345678, revision \(revision)"
        sheet.summary = (1...30).map { CaseLine("line", "number \($0)") }
        sheet.checks = [
            CheckRow(name: "legal-existence", standing: "missing", isOpen: open, waiver: nil),
            CheckRow(name: "legal-name", standing: "missing", isOpen: open, waiver: nil),
            CheckRow(name: "operation", standing: "missing", isOpen: open, waiver: "government"),
            CheckRow(name: "contact", standing: "pass by reviewer-2", isOpen: false, waiver: nil),
        ]
        sheet.documents = [
            DocumentRow(hash: "aabbccddeeff", kind: "register-extract", size: 6, name: "extract.pdf")
        ]
        sheet.claim = claim
        sheet.terms = [CaseLine("content", "SHA-256 0011"), CaseLine("policy", "version 1")]
        (sheet.position, sheet.count) = (1, 2)
        return sheet
    }
}
