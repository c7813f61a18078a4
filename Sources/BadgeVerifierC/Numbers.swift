import BadgeVerifier
import CGreenBadge

extension Verdict.Outcome {
    /// The number in the header.
    var number: greenbadge_outcome {
        switch self {
        case .trusted: GREENBADGE_TRUSTED
        case .limited: GREENBADGE_LIMITED
        case .untrusted: GREENBADGE_UNTRUSTED
        case .undetermined: GREENBADGE_UNDETERMINED
        }
    }
}

extension ReasonCode {
    /// The number in the header. A reason without one does not compile.
    var number: greenbadge_reason {
        switch self {
        case .ok: GREENBADGE_REASON_OK
        case .malformed: GREENBADGE_REASON_MALFORMED
        case .untrustedIssuer: GREENBADGE_REASON_UNTRUSTED_ISSUER
        case .wrongProfile: GREENBADGE_REASON_WRONG_PROFILE
        case .badSignature: GREENBADGE_REASON_BAD_SIGNATURE
        case .notYetValid: GREENBADGE_REASON_NOT_YET_VALID
        case .expired: GREENBADGE_REASON_EXPIRED
        case .notLogged: GREENBADGE_REASON_NOT_LOGGED
        case .witnessQuorum: GREENBADGE_REASON_WITNESS_QUORUM
        case .logInconsistent: GREENBADGE_REASON_LOG_INCONSISTENT
        case .accountMismatch: GREENBADGE_REASON_ACCOUNT_MISMATCH
        case .nameMismatch: GREENBADGE_REASON_NAME_MISMATCH
        case .outOfScope: GREENBADGE_REASON_OUT_OF_SCOPE
        case .revoked: GREENBADGE_REASON_REVOKED
        case .superseded: GREENBADGE_REASON_SUPERSEDED
        case .suspended: GREENBADGE_REASON_SUSPENDED
        case .statusMissing: GREENBADGE_REASON_STATUS_MISSING
        case .statusInvalid: GREENBADGE_REASON_STATUS_INVALID
        case .statusStale: GREENBADGE_REASON_STATUS_STALE
        case .statusNotCovered: GREENBADGE_REASON_STATUS_NOT_COVERED
        case .statusRollback: GREENBADGE_REASON_STATUS_ROLLBACK
        case .logRollback: GREENBADGE_REASON_LOG_ROLLBACK
        case .clockSuspect: GREENBADGE_REASON_CLOCK_SUSPECT
        }
    }
}

extension VerificationMode {
    /// The mode with a number of the header.
    init(_ number: greenbadge_mode) throws(CallError) {
        switch number {
        case GREENBADGE_SIGNATURES: self = .signatures
        case GREENBADGE_PACK_INCLUSION: self = .packInclusion
        default:
            throw .argument(
                "options.mode is \(number.rawValue), which this version of the library does not know")
        }
    }
}
