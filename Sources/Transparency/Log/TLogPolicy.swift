import Encoding

/// Which logs are accepted, and which witnesses must have cosigned (C2SP tlog-policy).
package struct TLogPolicy: Equatable, Sendable {
    /// A log and where it is.
    package struct Log: Sendable {
        /// The key that signs its checkpoints.
        package let key: VerifierKey
        /// Where to reach it, if that is said. Not used for verifying.
        package let url: String?
    }

    /// A witness, its name in this policy and where it is.
    package struct Witness: Sendable {
        /// The name in this policy, which means nothing outside.
        package let name: String
        /// The key of its cosignatures.
        package let key: VerifierKey
        /// Where to reach it, if that is said. Not used for verifying.
        package let url: String?
    }

    /// Witnesses and groups of which at least `threshold` must have cosigned.
    package struct Group: Sendable {
        /// The name in this policy.
        package let name: String
        /// How many members are needed, at least 1.
        package let threshold: Int
        /// Names of witnesses and groups that stand before this one.
        package let members: [String]
    }

    /// The accepted logs with their addresses.
    package let logEntries: [Log]
    /// The witnesses.
    package let witnesses: [Witness]
    /// The groups, each behind its members.
    package let groups: [Group]
    /// The witness or group that is needed; nil for none.
    package let quorum: String?

    init(logs: [Log], witnesses: [Witness], groups: [Group], quorum: String?) {
        logEntries = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = quorum
    }

    /// The policy that accepts these logs and asks for no witness.
    package init(logs: [VerifierKey]) {
        self.init(logs: logs.map { Log(key: $0, url: nil) }, witnesses: [], groups: [], quorum: nil)
    }

    /// The keys of the accepted logs, in the order of the policy.
    package var logs: [VerifierKey] { logEntries.map(\.key) }

    /// The keys of the witnesses, in the order of the policy.
    package var witnessKeys: [VerifierKey] { witnesses.map(\.key) }

    /// Whether keys that verified on one checkpoint satisfy the policy: one of its logs (where it lists any) and the
    /// quorum of witnesses.
    package func isSatisfied(by verified: Set<VerifierKey>) -> Bool {
        (logEntries.isEmpty || logs.contains(where: verified.contains)) && hasQuorum(verified)
    }

    /// Whether the keys that verified are a quorum of witnesses, whatever log signed.
    package func hasQuorum(_ verified: Set<VerifierKey>) -> Bool {
        guard let quorum else { return true }
        var agreed: Set<ByteString> = []
        for witness in witnesses where verified.contains(witness.key) {
            agreed.insert(ByteString(witness.name))
        }
        // A group stands behind its members, so one pass decides all.
        for group in groups
        where group.members.count(where: { agreed.contains(ByteString($0)) }) >= group.threshold {
            agreed.insert(ByteString(group.name))
        }
        return agreed.contains(ByteString(quorum))
    }

    /// The policy as text: logs, witnesses, groups and the quorum, one a line.
    package var text: String {
        let address = { (url: String?) in url.map { " \($0)" } ?? "" }
        return
            (logEntries.map { "log \($0.key.text)\(address($0.url))" }
            + witnesses.map { "witness \($0.name) \($0.key.text)\(address($0.url))" }
            + groups.map { "group \($0.name) \(TLogPolicy.rule($0)) \($0.members.joined(separator: " "))" }
            + ["quorum \(quorum ?? "none")"]).map { $0 + "\n" }.joined()
    }

    /// Whether both have the same text.
    package static func == (a: TLogPolicy, b: TLogPolicy) -> Bool { sameBytes(a.text, b.text) }

    private static func rule(_ group: Group) -> String {
        group.threshold == group.members.count
            ? "all" : group.threshold == 1 ? "any" : String(group.threshold)
    }
}
