import Encoding

/// The X.509 reason codes that the programme uses and what they mean here (PROGRAMME section 5, RFC 5280 5.3.1).
package enum StatusReason {
    /// Name and code, as `revoke --reason` takes them.
    package static let revocation: [(name: String, code: UInt8, meaning: String)] = [
        ("unspecified", 0, "the business asked, no reason given"),
        ("keyCompromise", 1, "the badge's key leaked"),
        ("affiliationChanged", 3, "name, owner or address changed honestly"),
        ("superseded", 4, "replaced by another badge, or misissued"),
        ("cessationOfOperation", 5, "closed or unreachable"),
        ("privilegeWithdrawn", 9, "false data, broken terms, unwanted marketing"),
    ]

    /// The reasons that a business may give for the revocation of its own badge; broken terms are found by the authority.
    package static let ofBusiness = revocation.filter { $0.code != 9 }

    /// The badge's key leaked: it is never certified again.
    package static let keyCompromise: UInt8 = 1

    /// certificateHold: a suspension.
    package static let hold: UInt8 = 6

    /// The code of a reason by name or number, if a revocation may carry it.
    package static func code(of text: String) -> UInt8? {
        revocation.first { sameBytes($0.name, text) || sameBytes(String($0.code), text) }?.code
    }

    /// `keyCompromise` and so on; `certificateHold` for 6.
    package static func name(of code: UInt8) -> String {
        code == hold ? "certificateHold" : revocation.first { $0.code == code }?.name ?? "reason \(code)"
    }

    /// The codes that a change into `state` may carry.
    package static func allowed(for state: BadgeState) -> Set<UInt8> {
        switch state {
        case .good: [0]
        case .limited: [0, 9]
        case .suspended: [hold, 5, 9]
        case .superseded: [4]
        case .revoked: Set(revocation.map(\.code))
        }
    }
}
