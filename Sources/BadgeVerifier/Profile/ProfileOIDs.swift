package import CryptoCore

/// The object identifiers of one authority, all under its arc (DESIGN 5).
package final class ProfileOIDs: Hashable, Sendable {
    /// The arc of the authority.
    package let arc: ObjectIdentifier
    /// `arc.1`: the only extended key usage of a badge.
    package let badgeUsage: ObjectIdentifier
    /// `arc.2`: certificate policies are `arc.2.<programme version>`.
    package let policies: ObjectIdentifier
    /// `arc.3`: the badge profile extension.
    package let profile: ObjectIdentifier
    /// The three critical extensions, the same in every badge of an authority.
    let fixedExtensions: [CertificateExtension]
    /// Their encodings.
    let fixedDER: [[UInt8]]
    /// The same, one behind another as they stand in a badge.
    let fixedBytes: [UInt8]

    /// All identifiers under an arc.
    package init(_ arc: ObjectIdentifier) {
        self.arc = arc
        badgeUsage = arc.appending(1)
        policies = arc.appending(2)
        profile = arc.appending(3)
        fixedExtensions = [
            X509Builder.basicConstraints(ca: false), X509Builder.keyUsage([.digitalSignature]),
            X509Builder.extendedKeyUsage([badgeUsage]),
        ]
        fixedDER = fixedExtensions.map(\.der)
        fixedBytes = fixedDER.flatMap(\.self)
    }

    /// Whether both are under one arc.
    package static func == (left: ProfileOIDs, right: ProfileOIDs) -> Bool { left.arc == right.arc }

    /// Feeds the arc to a hasher.
    package func hash(into hasher: inout Hasher) { hasher.combine(arc) }

    /// `arc.2.<version>`.
    package func policy(version: UInt64) -> ObjectIdentifier { policies.appending(version) }

    /// The arc for documentation (RFC 5612), whose use marks a test authority.
    package static let documentationArc = ObjectIdentifier(1, 3, 6, 1, 4, 1, 32473)

    /// True if the arc is, or lies under, the documentation arc.
    package var isDocumentation: Bool {
        arc == ProfileOIDs.documentationArc || arc.isUnder(ProfileOIDs.documentationArc)
    }
}
