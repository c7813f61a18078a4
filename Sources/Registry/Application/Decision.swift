package import Encoding

/// What somebody decided on one revision of a case, or of a badge: the text that they sign (DESIGN 4.5).
///
/// The note `greenbadge/decision@v1` has these lines: registry id, subject, revision, content hash, policy version,
/// verdict, time, expiry. It counts while the revision is current and before its expiry.
package struct Decision: Hashable, Sendable {
    /// What is decided.
    package enum Verdict: Hashable, Sendable {
        case approve
        /// With one of the programme's rejection codes.
        case reject(reason: String)
        /// A suspended badge may be good again.
        case reinstate
        /// An appeal changes nothing: the rejection stands.
        case uphold
        /// An appeal is right: the rejection falls, and the case is reviewed again.
        case reverse
        /// An admin approves alone, where the quorum cannot be had.
        case breakGlass

        /// `approve`, `reject CODE`, `reinstate`, `uphold`, `reverse` or `break-glass`.
        package var text: String {
            switch self {
            case .approve: "approve"
            case .reject(let reason): "reject \(reason)"
            case .reinstate: "reinstate"
            case .uphold: "uphold"
            case .reverse: "reverse"
            case .breakGlass: "break-glass"
            }
        }

        package init?(text: String) {
            switch text {
            case "approve": self = .approve
            case "reinstate": self = .reinstate
            case "uphold": self = .uphold
            case "reverse": self = .reverse
            case "break-glass": self = .breakGlass
            default:
                let parts = text.split(separator: " ", omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0] == "reject", RejectionReason(code: String(parts[1])) != nil
                else {
                    return nil
                }
                self = .reject(reason: String(parts[1]))
            }
        }
    }

    /// Hex SHA-256 of transaction 0.
    package let registry: String
    /// An application's id or a badge's `LOG-INDEX`.
    package let subject: String
    package let revision: UInt64
    /// Hex SHA-256 of the content decided on; for a badge, of its tbsCertificate.
    package let contentHash: String
    package let policyVersion: Int64
    package let verdict: Verdict
    package let time: Timestamp
    package let expiry: Timestamp

    package init(
        registry: String, subject: String, revision: UInt64, contentHash: String, policyVersion: Int64,
        verdict: Verdict, time: Timestamp, expiry: Timestamp
    ) {
        self.registry = registry
        self.subject = subject
        self.revision = revision
        self.contentHash = contentHash
        self.policyVersion = policyVersion
        self.verdict = verdict
        self.time = time
        self.expiry = expiry
    }

    /// Format line.
    package static let format = "greenbadge/decision@v1"

    /// The note's text.
    package var text: String {
        [
            Self.format, registry, subject, String(revision), contentHash, String(policyVersion),
            verdict.text,
            time.description, expiry.description, "",
        ].joined(separator: "\n")
    }

    /// Reads the note's text; nil unless it is canonical.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 10, lines[0] == Self.format, lines[9].isEmpty,
            let revision = UInt64(lines[3]), let policyVersion = Int64(lines[5]),
            let verdict = Verdict(text: lines[6]), let time = Timestamp(lines[7]),
            let expiry = Timestamp(lines[8])
        else { return nil }
        self.init(
            registry: lines[1], subject: lines[2], revision: revision, contentHash: lines[4],
            policyVersion: policyVersion, verdict: verdict, time: time, expiry: expiry)
        guard sameBytes(self.text, text) else { return nil }
    }
}
