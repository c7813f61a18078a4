package import CryptoCore
package import Encoding
package import Transparency

/// What a client holds of an authority: `trust.json`, got out of band (DESIGN 4.4).
///
/// Making one checks it as reading does, so an authority cannot write what clients refuse.
package struct TrustFile: Sendable {
    /// Value of `format`.
    package static let formatLine = "greenbadge/trust-file@v1"

    /// What badges are accepted for.
    package struct Scope: Hashable, Sendable {
        /// At least one.
        package let accountKinds: [AccountURI.Kind]
        /// ISO 3166-1 alpha-2, rising; an empty list is every country.
        package let countries: [String]

        /// Takes the values as they are.
        package init(accountKinds: [AccountURI.Kind], countries: [String] = []) {
            self.accountKinds = accountKinds
            self.countries = countries
        }
    }

    /// A log whose badges are accepted. Its origin is the name of its key.
    package final class Log: Sendable {
        /// 1...32767, the upper bits of its serials.
        package let number: UInt16
        /// The key that signs its checkpoints.
        package let key: VerifierKey
        /// Witnesses and quorum; its only log is `key`.
        package let policy: TLogPolicy
        /// The policy as written.
        package let policyText: String
        /// Where a frozen log ends: only indexes below the size count.
        package let final: Final?

        /// Log key first, then the witnesses: the order of signature lines in badge files.
        package let signatureOrder: [VerifierKey]

        /// Reads the policy, which must name exactly this log.
        package init(
            number: UInt16, key: VerifierKey, policyText: String, final: Final? = nil
        ) throws(PackError) {
            do {
                policy = try TLogPolicy(parsing: policyText)
            } catch {
                throw TrustFile.error("policy of log \(number): \(error)")
            }
            guard policy.logs == [key] else {
                throw TrustFile.error("policy of log \(number): it must name exactly the log's own key")
            }
            self.number = number
            self.key = key
            self.policyText = policyText
            self.final = final
            signatureOrder = [key] + policy.witnessKeys
        }

        /// The log origin.
        package var origin: String { key.name }
    }

    /// The last size and root of a frozen log.
    package struct Final: Hashable, Sendable {
        /// Number of entries.
        package let size: UInt64
        /// Root of the tree of that size.
        package let root: Digest

        /// Takes the values as they are.
        package init(size: UInt64, root: Digest) {
            self.size = size
            self.root = root
        }
    }

    /// A key that signs snapshots and staples.
    package struct StatusKey: Hashable, Sendable {
        /// The key, of type 01.
        package let key: VerifierKey
        /// Numbers of the logs it speaks for.
        package let logs: [UInt16]
        /// From then on it signs nothing more: statements issued later are refused. They are all stale once
        /// `maxStatusAge` has passed, so a stolen retired key cannot make a badge green by dating back.
        package let retired: Timestamp?

        /// Takes the values as they are.
        package init(key: VerifierKey, logs: [UInt16], retired: Timestamp? = nil) {
            self.key = key
            self.logs = logs
            self.retired = retired
        }
    }

    /// Higher in each next file; `pack fetch` goes up one at a time.
    package let version: UInt64
    /// SHA-256 of the registry's genesis text.
    package let registry: Digest
    /// Name of the authority, for people.
    package let name: String
    /// Its badges mean nothing; `trusted` needs `allowTest`.
    package let isTest: Bool
    /// One person alone may have decided (DESIGN D10).
    package let isSingleOperator: Bool
    /// The object identifiers under its arc.
    package let oids: ProfileOIDs
    /// What its badges are accepted for.
    package let scope: Scope
    /// The pinned roots.
    package let roots: [TrustedRoot]
    /// The logs, by rising number.
    package let logs: [Log]
    /// The keys that sign snapshots and staples.
    package let statusKeys: [StatusKey]
    /// How many of `trustKeys` must sign the next trust file.
    package let trustThreshold: Int
    /// The keys that sign trust files.
    package let trustKeys: [VerifierKey]
    /// Seconds after issue at which a status statement is stale, whatever its next update says.
    package let maxStatusAge: Int64

    /// Checks everything that reading checks.
    package init(
        version: UInt64, registry: Digest, name: String, isTest: Bool, isSingleOperator: Bool,
        arc: ObjectIdentifier, scope: Scope, roots: [TrustedRoot], logs: [Log], statusKeys: [StatusKey],
        trustThreshold: Int, trustKeys: [VerifierKey], maxStatusAge: Int64
    ) throws(PackError) {
        self.version = version
        self.registry = registry
        self.name = name
        self.isTest = isTest
        self.isSingleOperator = isSingleOperator
        oids = ProfileOIDs(arc)
        self.scope = scope
        self.roots = roots
        self.logs = logs
        self.statusKeys = statusKeys
        self.trustThreshold = trustThreshold
        self.trustKeys = trustKeys
        self.maxStatusAge = maxStatusAge
        try validate()
    }

    /// The log with this number.
    package func log(number: UInt16) -> Log? { logs.first { $0.number == number } }

    /// The log with this origin, compared by bytes.
    package func log(origin: String) -> Log? { logs.first { sameBytes($0.origin, origin) } }

    /// The keys that may sign status statements about a log, issued at a time.
    package func statusKeys(for log: Log, issued: Timestamp) -> [VerifierKey] {
        statusKeys.filter { key in
            key.logs.contains(log.number) && key.retired.map { issued <= $0 } ?? true
        }.map(\.key)
    }

    static func error(_ reason: String) -> PackError { PackError("trust.json", reason) }
}
