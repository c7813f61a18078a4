import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore

/// `attach ID KIND FILE`: a document as evidence, or the certification request of a case that was filed on behalf.
enum Attach {
    static let verb = Verb(
        "attach", group: GreenBadgeProgram.Group.intake, summary: "Add a document to a case",
        discussion: """
            The document is sealed with the case's own key and kept in evidence/. KIND says what it shows, such as \
            register-extract; checks name it by the hash that is printed.

            KIND csr takes a PKCS#10 request (PEM or DER) and makes its key the one that the badge will certify. \
            Only cases that were filed on behalf take one: a signed request brings its own.
            """,
        arguments: [
            .required("ID", "the case, or the beginning of its id"),
            .required("KIND", "what the document shows: lower-case words with hyphens"),
            .required("FILE", "the document; - for standard input", completion: .files),
        ],
        examples: [
            "greenbadge attach A7K-3MB register-extract extract.pdf",
            "greenbadge attach A7K-3MB csr business.csr",
        ]
    ) { arguments, context in
        let kind = try arguments.required("KIND")
        let path = try arguments.required("FILE")
        try check(kind, arguments)
        let store = try context.openToWrite()
        let application = try store.application(try arguments.required("ID"))
        let limit = Int(clamping: store.state.policy[.maximumDocumentBytes])
        if path != "-", try context.fileSystem.size(of: path) > UInt64(limit) {
            throw CommandFailure.refused(
                "\(visible(path)) has more than the \(limit) bytes that policy \(store.state.policy.version) takes (rule evidence)"
            )
        }
        let bytes = try context.read(path, limit: limit)
        guard !bytes.isEmpty else { throw CommandFailure.usage("\(visible(path)) is empty") }
        if sameBytes(kind, csr) {
            try attachKey(bytes, path, to: application, store, context)
        } else {
            try attachDocument(bytes, kind, path, to: application, store, context)
        }
        return 0
    }

    private static let csr = "csr"

    private static func check(_ kind: String, _ arguments: ParsedArguments) throws {
        let isWord = kind.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isWord, (1...64).contains(kind.utf8.count), kind.utf8.first != UInt8(ascii: "-") else {
            throw arguments.usageError(
                "KIND: \(quoted(kind)) must be lower-case letters, digits and hyphens, such as register-extract"
            )
        }
        guard !RequestKind.allCases.contains(where: { sameBytes($0.documentKind, kind) }) else {
            throw arguments.usageError(
                "KIND: \(kind) is what apply, answer and withdraw keep; it cannot be attached")
        }
    }

    private static func attachDocument(
        _ bytes: [UInt8], _ kind: String, _ path: String, to application: Application,
        _ store: RegistryStore, _ context: CommandContext
    ) throws {
        let name = path == "-" ? "standard input" : visible(FilePath.name(of: path))
        let document = try IntakeBatch.perform(store, context) { batch in
            let made = try batch.attach(bytes, kind: kind, name: name, case: application.id)
            batch.add([made.event])
            return made.document
        }
        Voided.report(application, in: store, context)
        if context.wantsJSON {
            context.print([
                "case": .string(application.id.description),
                // Sealed anew each time, so a rehearsal's hash is nobody's.
                "document": context.isDryRun ? .null : .string(document.hash),
                "kind": .string(kind), "size": .integer(document.size),
            ])
        } else {
            guard !context.isDryRun else {
                return context.print("\(visible(path)): would be attached")
            }
            context.print(document.hash)
            context.note(
                "Next: greenbadge check \(application.id) CHECK=pass --evidence \(document.hash.prefix(8))")
        }
    }

    private static func attachKey(
        _ bytes: [UInt8], _ path: String, to application: Application, _ store: RegistryStore,
        _ context: CommandContext
    ) throws {
        let id = application.id
        let request: CertificationRequest
        do throws(CSRError) {
            request =
                bytes.first == 0x30
                ? try CertificationRequest(der: bytes) : try CertificationRequest(pem: bytes)
        } catch {
            throw CommandFailure.refused("\(visible(path)): \(error)")
        }
        try SignedForCase.refuseTestKey(request, path, store)
        guard application.channel == .onBehalf else {
            throw CommandFailure.refused(
                "\(id) came as a signed request, whose key only the business can change. It may withdraw and apply again with another key"
            )
        }
        guard let form = application.form else {
            throw CommandFailure.damaged("\(store.keyLoss(of: id)); the case cannot change")
        }
        let person = try IntakeBatch.perform(store, context) { batch in
            batch.add([
                try store.contentChange(of: id, to: form, certificationRequest: request.der, onBehalf: true),
                try batch.screen(form, request: request.der, case: id),
            ])
            return batch.person
        }
        let notices = IntakeNotice.all(
            for: form, key: request.publicKey, case: id, in: store, at: try context.now(in: store)
        ).filter { $0.kind == "key" }
        IntakeNotice.report(notices, for: id.description, context)
        Voided.report(application, in: store, context)
        SpeaksForBusiness.report(person, application, in: store, context)
        if context.wantsJSON {
            context.print([
                "case": .string(id.description), "kind": .string(csr),
                "algorithm": .string(request.publicKey.algorithm.rawValue),
                "keyHash": .string(request.publicKey.spkiDigest.hex),
                "notices": .array(notices.map(\.json)),
            ])
        } else {
            context.print(
                "\(id): the badge's key \(context.isDryRun ? "would be" : "is") \(request.publicKey.spkiDigest.hex)"
            )
        }
    }
}

/// Says that approvals were given for what the case no longer is.
enum Voided {
    /// - Parameter before: the case as it was.
    static func report(_ before: Application, in store: RegistryStore, _ context: CommandContext) {
        let count = before.approvals.filter { $0.decision.revision == before.revision }.count
        guard count > 0, !context.isDryRun else { return }
        context.note(
            "notice: \(before.id) changed, so \(count == 1 ? "an approval" : "\(count) approvals") no longer count\(count == 1 ? "s" : "")"
        )
    }
}

/// Says that somebody who could have decided a case cannot any more, because they spoke for the business.
enum SpeaksForBusiness {
    /// - Parameter before: the case as it was.
    static func report(
        _ person: Person, _ before: Application, in store: RegistryStore, _ context: CommandContext
    ) {
        guard person.roles.contains(.reviewer), !store.state.isOwn(before, person) else { return }
        let future = context.isDryRun ? "would speak" : "speaks now"
        context.note(
            "notice: \(visible(person.name)) \(future) for the business of \(before.id) and does not decide the case"
        )
    }
}
