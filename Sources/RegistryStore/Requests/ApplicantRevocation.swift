package import CryptoCore
package import Encoding
import Registry
package import Transparency

/// The business asks that its badge be revoked: a `.request-revocation` file, signed by the badge's own key.
///
///     greenbadge/request-revocation@v1
///     1-42
///     keyCompromise
///     2026-11-22T14:20:00Z
///
///     — applicant Uw2QOjBEAiB…
///
/// Lines: the format, the badge, one of the reasons that a business may give, the time on its clock. Where the key leaked
/// the signature is itself the proof: whoever could make it holds the key, and a badge whose key somebody else holds is
/// to be revoked.
package struct ApplicantRevocation: Sendable {
    /// First line of the file.
    package static let format = "greenbadge/request-revocation@v1"

    /// The badge.
    package let badge: BadgeSerial
    /// The X.509 reason code: one of `StatusReason.ofBusiness`.
    package let reason: UInt8
    /// When it was signed, by the business's clock.
    package let time: Timestamp
    /// The whole file.
    package let note: SignedNote

    /// Makes and signs a request.
    package init(
        of badge: BadgeSerial, for reason: UInt8, at time: Timestamp, signing key: any Signing
    ) throws {
        let lines = [
            Self.format, badge.description, StatusReason.name(of: reason), time.description, "",
        ]
        try self.init(
            parsing: ApplicantSignature.sign(lines.joined(separator: "\n"), with: key).bytes,
            signedBy: key.publicKey)
    }

    /// Reads a request that must be signed by the key that the badge certifies.
    package init(parsing bytes: [UInt8], signedBy key: PublicKey) throws(RequestError) {
        self = try Self.unverified(bytes)
        guard ApplicantSignature.isValid(note, by: key) else {
            throw .notSigned("the key that the badge certifies")
        }
    }

    private init(badge: BadgeSerial, reason: UInt8, time: Timestamp, note: SignedNote) {
        self.badge = badge
        self.reason = reason
        self.time = time
        self.note = note
    }

    /// What the file says, whoever signed it.
    static func unverified(_ bytes: [UInt8]) throws(RequestError) -> ApplicantRevocation {
        let (note, lines) = try RequestLines.read(
            bytes, format: format, count: 4, what: "a request for revocation")
        guard let badge = BadgeSerial(lines[1]), sameBytes(badge.description, lines[1]) else {
            throw .malformed("its second line is not a badge such as 1-42")
        }
        guard let reason = StatusReason.ofBusiness.first(where: { sameBytes($0.name, lines[2]) }) else {
            throw .malformed(
                "its third line is none of the reasons that a business may give: \(StatusReason.ofBusiness.map(\.name).joined(separator: ", "))"
            )
        }
        guard let time = Timestamp(lines[3]) else {
            throw .malformed("its fourth line is not a time such as 2026-11-22T14:20:00Z")
        }
        return ApplicantRevocation(badge: badge, reason: reason.code, time: time, note: note)
    }
}
