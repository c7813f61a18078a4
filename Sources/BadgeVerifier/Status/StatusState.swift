/// What the authority says about one badge. The raw values stand in staples, verdicts and exports.
package enum StatusState: String, Hashable, Sendable, CaseIterable {
    case good
    /// In force, but the business may not market.
    case limited
    /// Out of force until reinstated.
    case suspended
    /// Replaced by another badge, for ever.
    case superseded
    /// Withdrawn, for ever.
    case revoked

    /// The order of the four lists in a snapshot (DESIGN 4.3).
    package static let listed: [StatusState] = [.revoked, .superseded, .suspended, .limited]

    /// Greater is worse. Decides where two equally new sources disagree.
    package var severity: Int {
        switch self {
        case .good: 0
        case .limited: 1
        case .suspended: 2
        case .superseded: 3
        case .revoked: 4
        }
    }

    /// True if nothing newer can take it back.
    package var isFinal: Bool { self == .revoked || self == .superseded }
}
