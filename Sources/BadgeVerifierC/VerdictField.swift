import BadgeVerifier

/// The texts of `greenbadge_verdict_info`.
enum VerdictField: Int, CaseIterable {
    case reason, detail, authority, account
    case id, displayName, legalName, country, registrationNumber

    /// Nil where the verdict does not know it.
    func text(of verdict: Verdict) -> String? {
        switch self {
        case .reason: verdict.reason.rawValue
        case .detail: verdict.detail
        case .authority: verdict.authority
        case .account: verdict.account
        case .id: verdict.badge?.id
        case .displayName: verdict.badge?.displayName
        case .legalName: verdict.badge?.legalName
        case .country: verdict.badge?.country
        case .registrationNumber: verdict.badge?.registrationNumber
        }
    }
}
