import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// What one command takes in: transactions to be, with the case keys and sealed documents that were made for them.
///
/// Nothing stays behind of what is not taken in: neither a case's key nor a document. With `--dry-run` none is written.
struct IntakeBatch {
    /// Who takes it in.
    let person: Person
    private let store: RegistryStore
    private let context: CommandContext
    private var drafts: [[Event]] = []
    private var cases: [ApplicationID] = []
    private var documents: [Document] = []
    /// Opened with the first case that is screened.
    private var screening: ScreeningDesk?

    private init(_ store: RegistryStore, _ person: Person, _ context: CommandContext) {
        self.person = person
        self.store = store
        self.context = context
    }

    /// A case that was filed, and what its screening found.
    struct Filed {
        let id: ApplicationID
        let screening: ScreeningRecord?
    }

    /// Files a case, screened, with the signed file that it came as.
    mutating func file(
        _ form: ApplicationContent, request: CertificationRequest?, signed: SignedNote?
    ) throws -> Filed {
        let (id, event) = try store.newCase(
            form, certificationRequest: request?.der, channel: signed == nil ? .onBehalf : .request,
            signed: signed?.bytes, rehearsal: context.isDryRun)
        cases.append(id)
        var events = [event]
        if let signed { events.append(try keep(signed, as: .request, case: id)) }
        let screened = try screen(form, request: request?.der, case: id)
        add(events + [screened])
        guard case .screened(_, let record) = screened else { return Filed(id: id, screening: nil) }
        return Filed(id: id, screening: record)
    }

    /// The screening of a form that comes in, to be recorded in the same transaction.
    ///
    /// - Throws: `.refused` with what the applicant has to mend before anybody looks at it.
    mutating func screen(
        _ form: ApplicationContent, request: [UInt8]?, case id: ApplicationID
    ) throws -> Event {
        let time = try store.transactionTime(clock: try context.now(in: store))
        var desk = try screening ?? ScreeningDesk(store, at: time, isRehearsal: context.isDryRun)
        let event = try desk.event(screening: form, request: request, case: id)
        screening = desk
        return event
    }

    /// The signed file of an applicant as evidence of what was asked for, so that an audit can check it again.
    mutating func keep(_ note: SignedNote, as kind: RequestKind, case id: ApplicationID) throws -> Event {
        try attach(note.bytes, kind: kind.documentKind, name: "\(id).\(kind.documentKind)", case: id).event
    }

    /// Seals a document.
    mutating func attach(
        _ bytes: [UInt8], kind: String, name: String, case id: ApplicationID
    ) throws -> (document: Document, event: Event) {
        let made = try store.newDocument(
            bytes, kind: kind, name: name, case: id, rehearsal: context.isDryRun)
        documents.append(made.document)
        return made
    }

    /// One transaction more.
    mutating func add(_ events: [Event]) { drafts.append(events) }

    /// Makes the batch with `body` and appends it under one sync, all of it or nothing.
    static func perform<Result>(
        _ store: RegistryStore, _ context: CommandContext, _ body: (inout IntakeBatch) throws -> Result
    ) throws -> Result {
        let actor = try context.actor(in: store)
        // Before anything is sealed for somebody who may take nothing in.
        var batch = IntakeBatch(store, try context.person(actor, in: store), context)
        do {
            let result = try body(&batch)
            try batch.commit(by: actor)
            return result
        } catch {
            batch.discard(after: error)
            throw error
        }
    }

    private func commit(by actor: NoteSigner) throws {
        let clock = try context.now(in: store)
        if context.isDryRun {
            for events in drafts { try store.rehearse(events, by: actor, clock: clock) }
            context.note("dry run: nothing was changed")
        } else {
            try store.append(drafts.map { Draft($0, by: actor) }, clock: clock)
        }
    }

    private func discard(after error: any Error) {
        // Where the disk failed under the journal, the transaction may be there after all: then its key must be, too.
        if let error = error as? StoreError, error.isUncertain { return }
        guard !context.isDryRun else { return }
        for document in documents { store.discardDocument(document) }
        for id in cases { store.discardCase(id) }
    }
}

extension RequestKind {
    /// The kind of the document that the signed file is kept as; `attach` does not take these names.
    var documentKind: String {
        switch self {
        case .request: "request"
        case .answer: "request-answer"
        case .withdrawal: "request-withdrawal"
        case .appeal: "request-appeal"
        case .revocation: RevocationRequest.documentKind
        }
    }
}
