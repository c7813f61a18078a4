package import CryptoCore
package import Encoding
import Registry
package import Transparency

/// The business's appeal against the rejection of its application: a `.request-appeal` file.
///
///     greenbadge/request-appeal@v1
///     A7K-3MB
///     2026-11-22T14:20:00Z
///     {"text":"The extract that we sent shows the new address."}
///
///     — applicant Uw2QOjBEAiB…
///
/// Lines: the format, the case, the time on the business's clock, and why the decision is wrong.
package struct ApplicantAppeal: Sendable {
    /// First line of the file.
    package static let format = "greenbadge/request-appeal@v1"

    /// The case.
    package let application: ApplicationID
    /// When it was signed, by the business's clock.
    package let time: Timestamp
    /// Why the business thinks the decision wrong; as long as an answer may be.
    package let text: String
    /// The whole file.
    package let note: SignedNote

    /// Makes and signs an appeal.
    package init(
        _ text: String, against application: ApplicationID, at time: Timestamp, signing key: any Signing
    ) throws {
        let json = JSON.object([.init("text", .string(text))])
        let lines = [Self.format, application.description, time.description, json.canonicalText, ""]
        try self.init(
            parsing: ApplicantSignature.sign(lines.joined(separator: "\n"), with: key).bytes,
            signedBy: key.publicKey)
    }

    /// Reads an appeal that must be signed by the key of the case's certification request.
    package init(parsing bytes: [UInt8], signedBy key: PublicKey) throws(RequestError) {
        self = try Self.unverified(bytes)
        guard ApplicantSignature.isValid(note, by: key) else { throw .notSigned("the key of the case") }
    }

    /// What is wrong with an appeal's text; nil when nothing is.
    package static func problem(in text: String) -> String? {
        ApplicantAnswer.problem(in: text, what: "the appeal")
    }

    private init(application: ApplicationID, time: Timestamp, text: String, note: SignedNote) {
        self.application = application
        self.time = time
        self.text = text
        self.note = note
    }

    /// What the file says, whoever signed it.
    static func unverified(_ bytes: [UInt8]) throws(RequestError) -> ApplicantAppeal {
        let (note, lines) = try RequestLines.read(bytes, format: format, count: 4, what: "an appeal")
        let (application, time) = try ApplicantAnswer.caseAndTime(lines)
        return ApplicantAppeal(
            application: application, time: time, text: try Self.text(lines[3]), note: note)
    }

    private static func text(_ line: String) throws(RequestError) -> String {
        let text: String
        do throws(JSONError) {
            var reader = try ObjectReader(try RequestLines.object(line))
            text = try reader.string("text")
            try reader.finish()
        } catch {
            throw .malformed("the appeal: \(error)")
        }
        if let problem = problem(in: text) { throw .malformed(problem) }
        return text
    }
}
