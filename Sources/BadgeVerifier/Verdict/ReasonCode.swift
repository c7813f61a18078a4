/// Why a verdict is what it is. The raw values are stable and may be stored and compared.
public enum ReasonCode: String, Hashable, Sendable, CaseIterable {
    /// Every step passed; the status decides between `trusted` and `limited`.
    case ok
    /// The file is not a badge file in its one form.
    case malformed
    /// The issuing CA is under no pinned root or is listed in the status, or it is a test authority's.
    case untrustedIssuer = "untrusted-issuer"
    /// The certificate does not keep to the closed profile of badges.
    case wrongProfile = "wrong-profile"
    /// The issuing CA did not sign the badge.
    case badSignature = "bad-signature"
    /// Now is before the validity of the badge, its issuing CA or the root.
    case notYetValid = "not-yet-valid"
    /// Now is after the validity of the badge, its issuing CA or the root.
    case expired
    /// The badge is not proven to stand in a listed log at the place that its serial names.
    case notLogged = "not-logged"
    /// Fewer witnesses signed the checkpoint than the trust file asks for.
    case witnessQuorum = "witness-quorum"
    /// The log signed two trees that cannot both be true.
    case logInconsistent = "log-inconsistent"
    /// The badge is bound to other accounts than the one asked about.
    case accountMismatch = "account-mismatch"
    /// The name asked about is not the badge's.
    case nameMismatch = "name-mismatch"
    /// The trust file accepts no badges for this kind of account or this country.
    case outOfScope = "out-of-scope"
    /// Withdrawn for ever.
    case revoked
    /// Replaced by another badge, for ever.
    case superseded
    /// Out of force until the authority reinstates it.
    case suspended
    /// No snapshot of this log and no staple.
    case statusMissing = "status-missing"
    /// A snapshot of the pack cannot be used, and nothing else answers.
    case statusInvalid = "status-invalid"
    /// The newest status is past its next update or the greatest age.
    case statusStale = "status-stale"
    /// The snapshot is older than the badge.
    case statusNotCovered = "status-not-covered"
    /// The status is older than one that this client has seen.
    case statusRollback = "status-rollback"
    /// The pack's checkpoint does not continue the one that this client has seen.
    case logRollback = "log-rollback"
    /// Now is more than 5 minutes before a time that somebody signed.
    case clockSuspect = "clock-suspect"

    /// The outcome that the reason stands for; `ok` is `trusted` here and becomes `limited` by the status.
    var outcome: Verdict.Outcome {
        switch self {
        case .ok: .trusted
        case .statusMissing, .statusInvalid, .statusStale, .statusNotCovered, .statusRollback, .logRollback,
            .clockSuspect:
            .undetermined
        default: .untrusted
        }
    }
}
