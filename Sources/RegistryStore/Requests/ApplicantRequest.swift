package import CryptoCore
import Encoding
package import Registry
package import Transparency

/// An application as the business signs it on its own machine: a `.request` file.
///
///     greenbadge/request@v1
///     {"format":"greenbadge/application@v1","displayName":"Example Airline", … ,"agreement":true}
///     MIIBIjCByQIBADBn…
///
///     — applicant Uw2QOjBEAiB…
///
/// Lines: the format, the form as canonical JSON, the PKCS#10 certification request in base64; then one signature by the
/// key in that request. A value of this type exists only where form, proof of possession and signature are in order.
package struct ApplicantRequest: Sendable {
    /// First line of the file.
    package static let format = "greenbadge/request@v1"
    /// Largest file that is read, as for a form (DESIGN section 9).
    package static let maximumBytes = 1 << 20

    /// What the business claims; the rules of the form hold.
    package let form: ApplicationContent
    /// Proves possession of the badge's key.
    package let certificationRequest: CertificationRequest
    /// The whole file.
    package let note: SignedNote

    /// Makes and signs a request with the business's key.
    ///
    /// - Throws: `RequestError.malformed` where the form breaks a rule or the file would be too large, and what the key
    ///   throws.
    package init(signing form: ApplicationContent, with key: any Signing) throws {
        let certificationRequest = try CertificationRequest.make(key: key, subject: Self.subject(of: form))
        let text = [
            Self.format, form.json.canonicalText, Base64.encode(certificationRequest.der), "",
        ].joined(separator: "\n")
        // What was written is read back, so that nobody signs what the authority would refuse.
        try self.init(parsing: ApplicantSignature.sign(text, with: key).bytes)
    }

    /// Reads a file: its form, the rules of the application, proof of possession and signature.
    package init(parsing bytes: [UInt8]) throws(RequestError) {
        let (note, lines) = try RequestLines.read(bytes, format: Self.format, count: 3, what: "a request")
        form = try Self.form(lines[1])
        certificationRequest = try Self.certificationRequest(lines[2])
        self.note = note
        guard ApplicantSignature.isValid(note, by: certificationRequest.publicKey) else {
            throw .notSigned("the key in its certification request")
        }
    }

    static func form(_ line: String) throws(RequestError) -> ApplicationContent {
        let json = try RequestLines.json(line, "the form")
        let form: ApplicationContent
        do {
            form = try ApplicationContent(json: json)
        } catch let error as RuleViolation {
            throw .malformed("the form: \(error.message)\(error.remedy.map { ". \($0)" } ?? "")")
        } catch {
            throw .malformed("the form: \(error)")
        }
        guard sameBytes(form.json.canonicalText, line) else {
            throw .malformed("the form is not written in its one canonical form")
        }
        return form
    }

    private static func certificationRequest(_ line: String) throws(RequestError) -> CertificationRequest {
        guard let der = Base64.decode(line) else {
            throw .malformed("the certification request is not base64")
        }
        do throws(CSRError) {
            return try CertificationRequest(der: der)
        } catch {
            throw .key("\(error)")
        }
    }

    /// For people who look at the request with other tools; nobody trusts it.
    private static func subject(of form: ApplicationContent) -> DistinguishedName {
        DistinguishedName([
            .init(.countryName, form.address.country, kind: .printable),
            .init(.organizationName, form.legalNameAbbreviation ?? form.legalName),
            .init(.commonName, form.displayName),
        ])
    }
}
