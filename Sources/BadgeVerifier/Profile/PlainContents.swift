package import CryptoCore
import Encoding

/// Where in a badge that stands which a verification compares. That it exists means that the badge keeps to the profile,
/// as `BadgeExtensions` and `BadgeSubject` define it.
package struct PlainContents: Sendable {
    let subject: PlainSubject
    let extensions: PlainExtensions

    /// Nil where the general readers refuse, or only they can tell, or the badge names another authority key.
    package init?(_ certificate: ParsedCertificate, authorityKey: [UInt8], oids: ProfileOIDs) {
        let bytes = certificate.der
        guard
            let extensions = PlainExtensions(
                bytes, certificate.contents.extensionFields, oids, authorityKey: authorityKey),
            let subject = PlainSubject(bytes.span, certificate.contents.subjectRange)
        else { return nil }
        self.extensions = extensions
        self.subject = subject
    }

    /// Whether `BadgeProfile(parsing:)` reads these bytes, as far as can be told where they stand.
    package static func isGoodProfile(_ bytes: [UInt8]) -> Bool {
        PlainProfile.isGood(bytes.span, 0..<bytes.count)
    }
}
