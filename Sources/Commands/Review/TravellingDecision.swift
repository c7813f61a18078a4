import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// Decisions as files (DESIGN 4.5): signed where the registry is only read, cosigned, and brought in by anybody.
enum TravellingDecision {
    static let out = OptionSpec.value(
        "--out", "FILE", "write the signed decision to a file and leave the registry as it is",
        completion: .files)

    /// A decision note is a few lines and one signature a person.
    static let maximumBytes = SignedNote.maximumBytes

    /// Signs the decision into a new file.
    static func write(
        _ verdict: Decision.Verdict, on application: Application, to path: String, _ desk: ReviewDesk
    ) throws -> Int32 {
        let context = desk.context
        let subject = CaseView(application, desk.state, at: desk.time).subject
        let note = try CaseDesk.sign(
            verdict, on: application, store: desk.store, by: desk.actor,
            clock: try context.now(in: desk.store))
        if !context.isDryRun { try context.writeNew(path, note.note.bytes) }
        report(note, path, "signed", context)
        context.note("\(verdict.text): \(subject)")
        context.note(
            "It counts until \(note.decision.expiry), if the case does not change. Next: greenbadge cosign \(visible(path)), or greenbadge accept \(visible(path))"
        )
        return 0
    }

    /// The decision in a file; its signatures are not checked here.
    static func read(_ path: String, _ context: CommandContext) throws -> DecisionNote {
        let bytes = try context.read(path, limit: maximumBytes)
        do {
            return try DecisionNote(parsing: bytes)
        } catch let error as StoreError {
            throw CommandFailure.refused("\(visible(path)): \(error)")
        } catch let error as NoteError {
            throw CommandFailure.refused("\(visible(path)) is not a signed decision: \(error)")
        }
    }

    /// The people whose lines stand under the decision, in their order; every line must be somebody's and verify.
    static func signers(
        _ note: DecisionNote, _ path: String, in store: RegistryStore
    ) throws -> [(key: VerifierKey, person: Person)] {
        var found: [(key: VerifierKey, person: Person)] = []
        for signature in note.note.signatures {
            let named = try store.state.people.values.flatMap { person in
                try person.activeKeys.map { (key: try VerifierKey(parsing: $0), person: person) }
            }.filter { $0.key.isNamed(by: signature) }
            guard !named.isEmpty else {
                throw CommandFailure.refused(
                    "\(visible(path)): the signature of \(visible(signature.name)) is by nobody who works here now"
                )
            }
            let text = note.note.textBytes
            guard let signer = named.first(where: { $0.key.isValid(signature, for: text) }) else {
                throw CommandFailure.refused(
                    "\(visible(path)): the signature of \(visible(signature.name)) is not valid; the file was changed or cut"
                )
            }
            found.append(signer)
        }
        guard !found.isEmpty else { throw CommandFailure.refused("\(visible(path)): nobody signed it") }
        return found
    }

    /// The case that the decision is about, if it is of this registry and still as it was decided on.
    static func application(
        of decision: Decision, _ path: String, _ desk: ReviewDesk
    ) throws -> Application {
        guard sameBytes(decision.registry, desk.state.registryID) else {
            throw CommandFailure.refused(
                "\(visible(path)) is for another registry: \(decision.registry)")
        }
        guard ApplicationID(decision.subject) != nil, RegistryState.travels(decision.verdict) else {
            throw CommandFailure.refused(
                "\(visible(path)): only approvals and rejections of cases travel, not \(decision.verdict.text)"
            )
        }
        let application = try desk.store.application(decision.subject)
        guard desk.time <= decision.expiry else {
            throw CommandFailure.refused(
                "\(visible(path)) counted until \(decision.expiry) (rule \(RuleViolation.Rule.expired.rawValue)). Decide again"
            )
        }
        guard decision.revision == application.revision else {
            let lines = desk.state.differences(of: application, since: decision.revision)
                .map { "\n  \(visible($0))" }.joined()
            throw CommandFailure.refused(
                "\(application.id) changed since this was decided: revision \(decision.revision), now \(application.revision) (rule \(RuleViolation.Rule.revision.rawValue)):\(lines)\nLook at it and decide again: greenbadge show \(application.id)."
            )
        }
        return application
    }

    static func report(
        _ note: DecisionNote, _ path: String, _ done: String, _ context: CommandContext
    ) {
        if context.wantsJSON {
            context.print([
                "file": .string(path), "done": .string(done), "case": .string(note.decision.subject),
                "decision": .string(note.decision.verdict.text),
                "revision": .integer(Int64(clamping: note.decision.revision)),
                "expires": .string(note.decision.expiry.description),
                "signatures": .integer(Int64(note.note.signatures.count)),
            ])
        } else {
            context.print(context.isDryRun ? "\(visible(path)): would be \(done)" : visible(path))
        }
    }
}

/// `cosign FILE`: one more signature under an approval that travels.
enum Cosign {
    static let verb = Verb(
        "cosign", group: GreenBadgeProgram.Group.review,
        summary: "Add your signature to a decision in a file",
        discussion: """
            The registry is only read: the case must still be as it was decided on, and you must be allowed to \
            approve it after those who signed before you. Nothing counts before greenbadge accept.
            """,
        arguments: [.required("FILE", "what greenbadge approve --out wrote", completion: .files)],
        examples: ["greenbadge cosign A7K-3MB.decision --as reviewer-2.pem"]
    ) { arguments, context in
        let path = try arguments.required("FILE")
        let note = try TravellingDecision.read(path, context)
        let desk = try ReviewDesk(context, readOnly: true)
        let application = try TravellingDecision.application(of: note.decision, path, desk)
        guard note.decision.verdict == .approve else {
            throw CommandFailure.refused("one rejection ends a case; it takes no second signature")
        }
        let before = try TravellingDecision.signers(note, path, in: desk.store)
        let both = try DecisionNote(note, cosignedBy: desk.actor)
        // What the fold will say when the file comes in, said now.
        try desk.store.rehearse(
            [
                .accepted(
                    both.decision, note: both.note.bytes,
                    signers: before.map(\.key.text) + [desk.actor.verifierKey.text])
            ], by: desk.actor, clock: try context.now(in: desk.store))
        let subject = CaseView(application, desk.state, at: desk.time).subject
        try context.confirm(
            "Sign too: \(note.decision.verdict.text) \(subject), signed by \(visible(before.map(\.person.name).joined(separator: ", ")))?"
        )
        if !context.isDryRun {
            try DurableFile.replace(path, both.note.bytes, in: context.fileSystem)
        }
        TravellingDecision.report(both, path, "cosigned", context)
        context.note("Next: greenbadge accept \(visible(path))")
        return 0
    }
}

/// `accept FILE`: brings a decision in that was signed elsewhere.
enum Accept {
    static let verb = Verb(
        "accept", group: GreenBadgeProgram.Group.review,
        summary: "Bring in a decision that was signed elsewhere",
        discussion: """
            Every signature counts for the person who made it; who brings the file in is only its messenger. \
            Refused where the case changed since, the time is over, a signer may not decide it, or it was brought in \
            before.
            """,
        arguments: [.required("FILE", "a signed decision; - for standard input", completion: .files)],
        examples: ["greenbadge accept A7K-3MB.decision --as clerk.pem"]
    ) { arguments, context in
        let path = try arguments.required("FILE")
        let note = try TravellingDecision.read(path, context)
        let desk = try ReviewDesk(context)
        let application = try TravellingDecision.application(of: note.decision, path, desk)
        let signers = try TravellingDecision.signers(note, path, in: desk.store)
        try desk.commit([
            .accepted(note.decision, note: note.note.bytes, signers: signers.map(\.key.text))
        ])
        let names = signers.map(\.person.name)
        desk.report(
            application.id,
            "\(note.decision.verdict.text) by \(names.joined(separator: " and ")), brought in",
            [.init("signedBy", .array(names.map(JSON.string)))])
        return 0
    }
}
