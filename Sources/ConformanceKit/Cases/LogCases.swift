import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 6: the badge stands in a listed log at the place that its serial names, and enough witnesses saw that log.
enum LogCases {
    static func add(to list: inout CaseList) throws {
        list.group = "log"
        try addPlace(to: &list)
        try addProof(to: &list)
        try addSigners(to: &list)
        try addFrozen(to: &list)
        try addWitnesses(to: &list)
    }

    private static func addPlace(to list: inout CaseList) throws {
        try list.add(
            "log-not-logged", .notLogged, "The CA signed it, and the log has something else at its place."
        ) {
            $0.badge.subject.displayName = "Example Bank"
            $0.badge.isLogged = false
        }
        try list.add("log-other-serial", .notLogged, "Its serial names the next place of the log.") {
            $0.badge.serial += 1
        }
        try list.add(
            "log-other-index", .notLogged, "The proof names the place before, with a staple for that place."
        ) {
            $0.badge.proofIndex = $0.index - 1
            $0.badge.staple?.index -= 1
        }
        try list.add(
            "log-another-badge", .notLogged,
            "The CA signed two badges with one serial; the log has the other one."
        ) {
            let key = $0.badge.signer
            $0.badge.editCertificate = { der in
                let tbs = try ByteEdits.replaceAll("Example Airline", with: "Example Airways")(
                    ParsedCertificate(der: der).tbs)
                return X509Builder.certificate(
                    tbs: tbs, algorithm: .ed25519, signature: try key.signature(for: tbs))
            }
        }
    }

    private static func addProof(to list: inout CaseList) throws {
        func add(_ name: String, _ why: String, _ edit: @escaping ([Digest]) -> [Digest]) throws {
            try list.add("log-\(name)", .notLogged, why) { $0.badge.editHashes = edit }
        }
        try add("proof-empty", "A proof without a hash.") { _ in [] }
        try add("proof-short", "The last hash of the proof is missing.") { $0.dropLast() }
        try add("proof-long", "A hash more than the proof needs.") { $0 + [SHA256.hash([])] }
        try add("proof-reversed", "The hashes in the other order.") { $0.reversed() }
        try add("proof-other-hash", "One hash of the proof is another one.") {
            [SHA256.hash([])] + $0.dropFirst()
        }
    }

    private static func addSigners(to list: inout CaseList) throws {
        let next = try Others.nextLog()
        let otherLog = KitLog.unimportant(next)
        try list.add(
            "log-unknown", .notLogged, "The checkpoint is of a log that the trust file does not list."
        ) {
            $0.badge.otherLog = otherLog
            $0.badge.checkpointSigners = [next]
            $0.badge.staple = nil
        }
        try list.add(
            "log-second-log", .notLogged,
            "The proof is of the authority's second log, the serial of the first."
        ) {
            try $0.secondLog()
            $0.badge.otherLog = otherLog
            $0.badge.checkpointSigners = [next]
            $0.badge.staple?.origin = next.verifierKey.name
        }
        try list.add("log-unsigned", .notLogged, "Only a witness signed the checkpoint, the log did not.") {
            try $0.witnesses(1, quorum: "w1", signed: [1])
            $0.badge.checkpointSigners.removeFirst()
        }
    }

    private static func addFrozen(to list: inout CaseList) throws {
        let tree = list.completePrefix
        let checkpoint = try tree.checkpoint(KitAuthority.goodSize)
        for (name, why, size, root) in [
            (
                "beyond", "The log was frozen before the badge's place: it was added later.",
                KitAuthority.goodIndex, try tree.checkpoint(KitAuthority.goodIndex).root
            ),
            (
                "root", "The badge's checkpoint has the size of the frozen log and another root.",
                checkpoint.size, SHA256.hash([])
            ),
        ] {
            try list.add("log-frozen-\(name)", .notLogged, why) {
                try $0.secondLog(final: .init(size: size, root: root))
                $0.pack.frozen[1] = $0.pack.snapshot
                $0.pack.snapshot = nil
                $0.pack.checkpointSize = nil
            }
        }
    }

    private static func addWitnesses(to list: inout CaseList) throws {
        let two = ["group g 2 w1 w2 w3"]
        try list.add("witness-none", .witnessQuorum, "A witness is asked for, and none cosigned.") {
            try $0.witnesses(1, quorum: "w1", signed: [])
        }
        try list.add(
            "witness-one-of-two", .witnessQuorum, "Two witnesses of three are asked for, one cosigned."
        ) {
            try $0.witnesses(3, quorum: "g", groups: two, signed: [2])
        }
        try list.add(
            "witness-the-other", .witnessQuorum, "The second witness is asked for, only the first cosigned."
        ) {
            try $0.witnesses(2, quorum: "w2", signed: [1])
        }
        try list.add(
            "witness-group-of-groups", .witnessQuorum,
            "One of each group is asked for; both cosigners are of the first."
        ) {
            try $0.witnesses(
                4, quorum: "g", groups: ["group a any w1 w2", "group b any w3 w4", "group g all a b"],
                signed: [1, 2])
        }
        try list.add(
            "witness-before-account", .witnessQuorum,
            "No quorum, and another account: the first failing step names the reason."
        ) {
            try $0.witnesses(1, quorum: "w1", signed: [])
            $0.account = "tel:+12025550199"
        }
    }
}
