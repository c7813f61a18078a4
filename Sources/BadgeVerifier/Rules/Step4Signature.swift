import CryptoCore

/// Step 4: the badge is signed by the issuing CA (`bad-signature`).
enum SignatureRule {
    static func check(_ examination: Examination) -> Refusal? {
        let certificate = examination.badge.certificate
        guard let issuer = examination.issuer,
            issuer.key.isValid(signature: certificate.signature, for: certificate.tbsSlice)
        else {
            return Refusal(.badSignature, "the issuing CA did not sign this badge")
        }
        examination.isAuthentic = true
        return nil
    }
}
