package import Encoding

/// A business's signed request to revoke its badge, as it was taken in.
package struct RevocationRequest: Hashable, Sendable {
    package let serial: BadgeSerial
    /// The X.509 reason code that the business gave.
    package let reason: UInt8
    /// Hex SHA-256 of the file that the business signed.
    package let signed: String
    /// The file itself, sealed as evidence of its case.
    package let document: Document

    package init(serial: BadgeSerial, reason: UInt8, signed: String, document: Document) {
        self.serial = serial
        self.reason = reason
        self.signed = signed
        self.document = document
    }

    /// The kind of its document.
    package static let documentKind = "request-revocation"
}

/// A request for revocation with who took it in and when.
package struct RevocationRequestState: Hashable, Sendable {
    package let request: RevocationRequest
    package let by: PersonID
    package let at: Timestamp
    package let sequence: UInt64
}

extension Badge {
    /// Whether the business itself asked for the change of status; told in letters, in the history and by the audit.
    package func isAskedFor(_ entry: StatusEntry) -> Bool {
        entry.change.state == .revoked && requests.contains { $0.sequence == entry.sequence }
    }
}
