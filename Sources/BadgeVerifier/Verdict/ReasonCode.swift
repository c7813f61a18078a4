/// Why a verdict is what it is (DESIGN 7). The raw values are stable and may be stored and compared.
public enum ReasonCode: String, Hashable, Sendable, CaseIterable {
    case ok
    case malformed
    case untrustedIssuer = "untrusted-issuer"
    case wrongProfile = "wrong-profile"
    case badSignature = "bad-signature"
    case notYetValid = "not-yet-valid"
    case expired
    case notLogged = "not-logged"
    case witnessQuorum = "witness-quorum"
    case logInconsistent = "log-inconsistent"
    case accountMismatch = "account-mismatch"
    case nameMismatch = "name-mismatch"
    case outOfScope = "out-of-scope"
    case revoked
    case superseded
    case suspended
    case statusMissing = "status-missing"
    case statusInvalid = "status-invalid"
    case statusStale = "status-stale"
    case statusNotCovered = "status-not-covered"
    case statusRollback = "status-rollback"
    case logRollback = "log-rollback"
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
