package import CryptoCore
package import Encoding
package import Registry
package import Transparency

/// The business's signed answer to a question about its case: a `.request-answer` file.
///
///     greenbadge/request-answer@v1
///     A7K-3MB
///     2026-11-22T14:20:00Z
///     {"text":"Our new office is open since March.","form":null}
///
///     — applicant Uw2QOjBEAiB…
///
/// Lines: the format, the case, the time on the business's clock, and the answer with a corrected form or null.
package struct ApplicantAnswer: Sendable {
    /// First line of the file.
    package static let format = "greenbadge/request-answer@v1"
    /// Unicode scalars an answer can have; longer things are documents.
    package static let maximumText = 10_000

    /// The case.
    package let application: ApplicationID
    /// When it was signed, by the business's clock.
    package let time: Timestamp
    /// What the business says; empty only beside a form.
    package let text: String
    /// The form that takes the place of the old one.
    package let form: ApplicationContent?
    /// The whole file.
    package let note: SignedNote

    /// Makes and signs an answer.
    package init(
        _ text: String, form: ApplicationContent?, to application: ApplicationID, at time: Timestamp,
        signing key: any Signing
    ) throws {
        let json = Self.json(text, form)
        let lines = [Self.format, application.description, time.description, json.canonicalText, ""]
        try self.init(
            parsing: ApplicantSignature.sign(lines.joined(separator: "\n"), with: key).bytes,
            signedBy: key.publicKey)
    }

    /// Reads an answer that must be signed by the key of the case's certification request.
    package init(parsing bytes: [UInt8], signedBy key: PublicKey) throws(RequestError) {
        self = try Self.unverified(bytes)
        guard ApplicantSignature.isValid(note, by: key) else { throw .notSigned("the key of the case") }
    }

    private init(
        application: ApplicationID, time: Timestamp, text: String, form: ApplicationContent?, note: SignedNote
    ) {
        self.application = application
        self.time = time
        self.text = text
        self.form = form
        self.note = note
    }

    /// What the file says, whoever signed it.
    static func unverified(_ bytes: [UInt8]) throws(RequestError) -> ApplicantAnswer {
        let (note, lines) = try RequestLines.read(bytes, format: format, count: 4, what: "an answer")
        let (application, time) = try caseAndTime(lines)
        let (text, form) = try content(lines[3])
        return ApplicantAnswer(application: application, time: time, text: text, form: form, note: note)
    }

    /// What is wrong with an answer's text; nil when nothing is. Line ends and tabs are fine, other controls are not.
    package static func problem(
        in text: String, what: String = "the answer", mayBeEmpty: Bool = false
    ) -> String? {
        if !text.utf8.contains(where: { $0 > 0x20 }) { return mayBeEmpty ? nil : "\(what) is empty" }
        let isClean = text.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
        }
        guard isClean else { return "\(what) has control characters" }
        let count = UnicodeText.scalarCount(text)
        return count > maximumText
            ? "\(what) has \(count) characters; at most \(maximumText) fit. Send the rest as a document"
            : nil
    }

    /// The second and third line, which a withdrawal has as well.
    static func caseAndTime(_ lines: [String]) throws(RequestError) -> (ApplicationID, Timestamp) {
        guard let id = ApplicationID(lines[1]), sameBytes(id.description, lines[1]) else {
            throw .malformed("its second line is not a case id such as A7K-3MB")
        }
        guard let time = Timestamp(lines[2]) else {
            throw .malformed("its third line is not a time such as 2026-11-22T14:20:00Z")
        }
        return (id, time)
    }

    private static func json(_ text: String, _ form: ApplicationContent?) -> JSON {
        .object([.init("text", .string(text)), .init("form", form?.json ?? .null)])
    }

    private static func content(_ line: String) throws(RequestError) -> (String, ApplicationContent?) {
        let text: String
        let value: JSON
        do throws(JSONError) {
            var reader = try ObjectReader(try RequestLines.object(line))
            text = try reader.string("text")
            value = try reader.value("form")
            try reader.finish()
        } catch {
            throw .malformed("the answer: \(error)")
        }
        let form = value == .null ? nil : try ApplicantRequest.form(value.canonicalText)
        if let problem = problem(in: text, mayBeEmpty: form != nil) { throw .malformed(problem) }
        return (text, form)
    }
}

extension RequestLines {
    /// A line of canonical JSON, with the parser's own error.
    static func object(_ line: String) throws(JSONError) -> JSON {
        try JSON.parseCanonical(Array(line.utf8))
    }
}
