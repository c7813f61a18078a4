package import CryptoCore
package import Encoding
package import Transparency

/// The business takes its application back: a `.request-withdrawal` file.
///
///     greenbadge/request-withdrawal@v1
///     A7K-3MB
///     2026-11-22T14:20:00Z
///
///     — applicant Uw2QOjBEAiB…
package struct ApplicantWithdrawal: Sendable {
    /// First line of the file.
    package static let format = "greenbadge/request-withdrawal@v1"

    /// The case.
    package let application: ApplicationID
    /// When it was signed, by the business's clock.
    package let time: Timestamp
    /// The whole file.
    package let note: SignedNote

    /// Makes and signs a withdrawal.
    package init(of application: ApplicationID, at time: Timestamp, signing key: any Signing) throws {
        let lines = [Self.format, application.description, time.description, ""]
        try self.init(
            parsing: ApplicantSignature.sign(lines.joined(separator: "\n"), with: key).bytes,
            signedBy: key.publicKey)
    }

    /// Reads a withdrawal that must be signed by the key of the case's certification request.
    package init(parsing bytes: [UInt8], signedBy key: PublicKey) throws(RequestError) {
        self = try Self.unverified(bytes)
        guard ApplicantSignature.isValid(note, by: key) else { throw .notSigned("the key of the case") }
    }

    private init(application: ApplicationID, time: Timestamp, note: SignedNote) {
        self.application = application
        self.time = time
        self.note = note
    }

    /// What the file says, whoever signed it.
    static func unverified(_ bytes: [UInt8]) throws(RequestError) -> ApplicantWithdrawal {
        let (note, lines) = try RequestLines.read(bytes, format: format, count: 3, what: "a withdrawal")
        let (application, time) = try ApplicantAnswer.caseAndTime(lines)
        return ApplicantWithdrawal(application: application, time: time, note: note)
    }
}
