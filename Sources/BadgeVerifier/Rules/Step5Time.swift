import CryptoCore
import Encoding

/// Step 5: now lies in the validity of the badge, of its issuing CA and of the root, both ends included
/// (`not-yet-valid`, `expired`; RFC 5280 4.1.2.5). The badge comes first: its own dates are what the business can mend.
enum TimeRule {
    static func check(_ examination: Examination) -> Refusal? {
        let now = examination.request.now
        if let refusal = problem(
            examination.badge.certificate, "the badge", at: now,
            remedy: "Ask the business for its current badge")
        {
            return refusal
        }
        guard let issuer = examination.issuer else { return nil }
        let remedy = "The authority must renew it"
        return problem(issuer.certificate, "the issuing CA \(issuer.serial)", at: now, remedy: remedy)
            ?? problem(issuer.root.certificate, "the root", at: now, remedy: remedy)
    }

    private static func problem(
        _ certificate: ParsedCertificate, _ what: @autoclosure () -> String, at now: Timestamp,
        remedy: String
    ) -> Refusal? {
        let (notBefore, notAfter) = (certificate.notBefore, certificate.notAfter)
        if now < notBefore {
            return Refusal(
                .notYetValid,
                "\(what()) is valid from \(notBefore), now is \(now). Check the clock of this device")
        }
        if now > notAfter {
            return Refusal(.expired, "\(what()) was valid until \(notAfter), now is \(now). \(remedy)")
        }
        return nil
    }
}
