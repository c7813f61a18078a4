import BadgeVerifier
import CommandLineKit
import CryptoCore
import Encoding
import Files
import RegistryStore
import Transparency

/// `inspect FILE`: what a file says, without judging it.
enum Inspect {
    static let verb = Verb(
        "inspect", group: GreenBadgeProgram.Group.clients,
        summary: "Show what a file says, without judging it",
        discussion: """
            Takes a badge file, a client pack's directory, trust.json, trust.sig, status.snapshot, a checkpoint, a \
            log proof, a certificate, a .request or any other file that a business signs, or the --state file of \
            verify. No signature is checked and nothing is compared \
            with the clock: only verify tells whether a badge may be shown.

            Exit 1: the file is malformed; it says where.
            """,
        arguments: [
            .required("FILE", "a file or a pack's directory; - reads standard input", completion: .files)
        ],
        examples: ["greenbadge inspect shop.badge", "greenbadge inspect pack --json"]
    ) { arguments, context in
        let file = try arguments.required("FILE")
        do {
            let inspection = try inspect(file, context)
            if context.wantsJSON {
                context.print(inspection.json(file: file))
            } else {
                context.output.write(inspection.text(file: file, width: context.width, style: context.style))
            }
            return 0
        } catch let failure as InspectionFailure {
            guard context.wantsJSON else {
                throw CommandFailure.negative("\(visible(file)): \(visible(failure.reason))")
            }
            context.print([
                "file": .string(file), "kind": "malformed", "verified": false,
                "reason": .string(failure.reason),
            ])
            return 1
        }
    }

    private static func inspect(_ path: String, _ context: CommandContext) throws -> Inspection {
        if path != "-", try context.fileSystem.isDirectory(path) {
            return try PackInspection.directory(path, context)
        }
        let bytes = try context.readStart(of: path, count: Limits.snapshotBytes + 1)
        var inspection = try FileInspection.inspect(bytes)
        inspection.sections.append(
            .init(
                key: "bytes", title: "File",
                facts: [
                    .init("size", "bytes", UInt64(bytes.count)),
                    .init("sha256", "SHA-256", SHA256.hash(bytes).hex),
                ]))
        return inspection
    }
}

/// Tells by its first bytes what a file wants to be, and reads it as that.
enum FileInspection {
    static func inspect(_ bytes: [UInt8]) throws -> Inspection {
        guard !bytes.isEmpty else { throw InspectionFailure(reason: "it is empty") }
        if begins(bytes, "-----BEGIN CERTIFICATE-----") { return try certificates(bytes) }
        if begins(bytes, "{") { return try PackInspection.trust(bytes) }
        if begins(bytes, StatusSnapshot.formatLine) { return try PackInspection.snapshot(bytes) }
        if begins(bytes, TrustSignature.formatLine) { return try NoteInspection.trustSignature(bytes) }
        if begins(bytes, Staple.formatLine) { return try NoteInspection.staple(bytes) }
        if begins(bytes, TLogProof.header) { return try NoteInspection.proof(bytes) }
        if let kind = RequestKind(bytes) { return try RequestInspection.inspect(bytes, kind) }
        if begins(bytes, HighWaterMark.formatLine) { return try NoteInspection.highWater(bytes) }
        guard let note = try? SignedNote(parsing: bytes) else {
            throw InspectionFailure(
                reason:
                    "it is none of the files that this program knows: badge, certificate, trust.json, trust.sig, "
                    + "status.snapshot, checkpoint, log proof, request, state")
        }
        return NoteInspection.note(note)
    }

    private static func begins(_ bytes: [UInt8], _ text: String) -> Bool { bytes.starts(with: text.utf8) }

    /// A badge file; a certificate where there is one block and nothing else.
    private static func certificates(_ bytes: [UInt8]) throws -> Inspection {
        var offset = 0
        if let block = try? PEMBlock.parse(bytes, at: &offset), offset == bytes.count {
            let certificate = try parse("certificate", block.bytes)
            return Inspection(
                kind: "certificate", title: "a certificate",
                sections: CertificateFacts(certificate).sections(key: "certificate", title: "Certificate"))
        }
        return try reading("badge file") { try BadgeInspection.inspect(BadgeFile(parsing: bytes)) }
    }

    static func parse(_ what: String, _ der: [UInt8]) throws -> ParsedCertificate {
        try reading(what) { try ParsedCertificate(der: der) }
    }

    /// Any error of a reader as the file's fault.
    static func reading<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as InspectionFailure {
            throw failure
        } catch {
            throw InspectionFailure(reason: "malformed \(what): \(error)")
        }
    }
}
