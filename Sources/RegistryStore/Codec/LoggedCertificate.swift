import CryptoCore
import Encoding
import Registry

/// Holds a logged tbsCertificate against the case that it is for, whenever the event is folded.
///
/// Without this an issuer alone could write a badge for another name, key or account into the journal: the approvals
/// are on the case's content, so the certificate must say what was approved.
enum LoggedCertificate {
    /// Refuses an event whose certificate is not that of the case's approved content.
    static func check(_ logging: BadgeLogging, for application: Application?) throws {
        let serial = logging.serial
        let contents = try parse(logging)
        guard contents.serial == serial.value, contents.notBefore == logging.notBefore,
            contents.notAfter == logging.notAfter
        else { throw refused(serial, "serial or validity differ from what the event says") }
        // Where the case's data key was destroyed, what was approved can no longer be read.
        guard let content = application?.content.value else { return }
        let form = content.form
        guard let request = content.certificationRequest,
            try CertificationRequest(der: request).publicKey.spki == contents.spki
        else { throw refused(serial, "its key is not that of the case's certification request") }
        let accounts = X509Builder.subjectAltName(uris: form.accounts)
        guard logging.accounts.elementsEqual(form.accounts, by: { sameBytes($0, $1) }),
            contents.extensions.filter({ $0.oid == accounts.oid }) == [accounts]
        else { throw refused(serial, "its accounts are not those of the case") }
        try checkSubject(try DistinguishedName(der: contents.subject), form, serial)
    }

    private static func parse(_ logging: BadgeLogging) throws -> ParsedCertificate.Contents {
        do {
            return try ParsedCertificate.parseTBS(logging.tbs)
        } catch {
            throw refused(logging.serial, "\(error)")
        }
    }

    private static func checkSubject(
        _ subject: DistinguishedName, _ form: ApplicationContent, _ serial: BadgeSerial
    )
        throws
    {
        let expected: [(ObjectIdentifier, String)] = [
            (.commonName, form.displayName),
            (.organizationName, form.legalNameAbbreviation ?? form.legalName),
            (.serialNumber, form.registrationNumber), (.countryName, form.address.country),
            (.businessCategory, form.businessCategory), (.jurisdictionCountry, form.jurisdiction.country),
        ]
        for (type, value) in expected {
            let found = subject.attributes.filter { $0.type == type }
            guard found.count == 1, sameBytes(found[0].value, value) else {
                throw refused(serial, "its subject's \(type) is not what the case says")
            }
        }
    }

    private static func refused(_ serial: BadgeSerial, _ why: String) -> StoreError {
        .damaged("the tbsCertificate of badge \(serial): \(why)")
    }
}
