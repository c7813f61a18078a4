import CryptoCore
import Encoding
package import Transparency

/// `trust.sig`: the note that lets `pack fetch` replace a trust file by the next one.
///
///     greenbadge/trust@v1
///     2                                version
///     <64 hex digits>                  SHA-256 of trust.json
package enum TrustSignature {
    /// First line of the format.
    package static let formatLine = "greenbadge/trust@v1"

    /// The text to sign.
    package static func text(for trust: TrustFile) -> String {
        "\(formatLine)\n\(trust.version)\n\(trust.digest.hex)\n"
    }

    /// Signs a trust file by the given trust keys.
    package static func make(for trust: TrustFile, signers: [NoteSigner]) throws -> SignedNote {
        try SignedNote.sign(text(for: trust), by: signers, at: nil)
    }

    /// Checks that a note signs this trust file by the threshold of its own trust keys and, if it replaces another, of
    /// that one's as well, that it is the same registry's and the very next version.
    package static func check(
        _ note: [UInt8], of trust: TrustFile, replacing old: TrustFile?
    ) throws(PackError) {
        let signed: SignedNote
        do {
            signed = try SignedNote(parsing: note)
        } catch {
            throw PackError("trust.sig", "\(error)")
        }
        guard sameBytes(signed.text, text(for: trust)) else {
            throw PackError(
                "trust.sig", "it signs another file than this trust.json (version \(trust.version))")
        }
        try checkThreshold(signed, of: trust, "the new")
        guard let old else { return }
        guard old.registry == trust.registry else {
            throw PackError("trust.sig", "trust.json is of another registry than the present one")
        }
        guard trust.version == old.version + 1 else {
            throw PackError(
                "trust.sig",
                "version \(trust.version) does not follow \(old.version): fetch one version at a time")
        }
        try checkThreshold(signed, of: old, "the present")
    }

    private static func checkThreshold(
        _ note: SignedNote, of trust: TrustFile, _ which: String
    ) throws(PackError) {
        let signers: [VerifierKey]
        do {
            signers = try note.verified(by: trust.trustKeys)
        } catch {
            throw PackError("trust.sig", "trust keys of \(which) file: \(error)")
        }
        guard Set(signers).count >= trust.trustThreshold else {
            throw PackError(
                "trust.sig",
                "\(Set(signers).count) of the trust keys of \(which) file signed; \(trust.trustThreshold) must"
            )
        }
    }
}
