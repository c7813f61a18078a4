import CryptoCore
import Encoding

/// Step 3: the badge keeps to the profile of DESIGN 5, which is closed (`wrong-profile`).
enum ProfileRule {
    static func check(_ examination: Examination) -> Refusal? {
        guard let issuer = examination.issuer else {
            return Refusal(.untrustedIssuer, "no issuer was established")
        }
        do {
            examination.contents = try contents(
                examination.badge.certificate, issuer: issuer, oids: examination.context.oids)
            return nil
        } catch {
            return Refusal(.wrongProfile, error.reason)
        }
    }

    private static func contents(
        _ certificate: ParsedCertificate, issuer: IssuingAuthority, oids: ProfileOIDs
    ) throws(ProfileError) -> BadgeContents {
        guard let serial = certificate.serial.flatMap({ BadgeSerial(value: $0) }) else {
            throw ProfileError("the serial is not a log number and an index")
        }
        guard certificate.algorithm == issuer.key.algorithm else {
            throw ProfileError(
                "the signature algorithm is not that of the issuing CA (\(issuer.key.algorithm.rawValue))")
        }
        guard serial.logNumber == issuer.serial.logNumber else {
            throw ProfileError(
                "the badge is of log \(serial.logNumber), its CA of log \(issuer.serial.logNumber)")
        }
        try checkValidity(certificate, issuer: issuer)
        guard SubjectKey.isAcceptable(spki: certificate.der[certificate.contents.spkiRange]) else {
            throw ProfileError("the key is not a point of P-256, P-384 or Ed25519 in its one encoding")
        }
        return try BadgeContents(
            certificate, serial: serial, authorityKey: issuer.keyIdentifier, oids: oids)
    }

    private static func checkValidity(
        _ certificate: ParsedCertificate, issuer: IssuingAuthority
    ) throws(ProfileError) {
        let length = certificate.notAfter.seconds - certificate.notBefore.seconds
        guard (0...Limits.badgeValidity).contains(length) else {
            throw ProfileError(
                "valid from \(certificate.notBefore) to \(certificate.notAfter): \(length) s; "
                    + "at most \(Limits.badgeValidity) (398 days and an hour)")
        }
        guard certificate.notAfter <= issuer.certificate.notAfter else {
            throw ProfileError(
                "valid to \(certificate.notAfter), its issuing CA only to \(issuer.certificate.notAfter)")
        }
    }
}
