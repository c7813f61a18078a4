import CryptoCore
import Encoding
import Transparency

/// Step 6: the badge stands in a listed log at the place its serial names (`not-logged`), and enough witnesses saw that
/// state of the log (`witness-quorum`).
enum LogRule {
    /// Type byte of a badge entry; the exact TBSCertificate follows (DESIGN 4.2).
    static let badgeEntry: UInt8 = 1

    static func check(_ examination: Examination) -> Refusal? {
        let evidence = examination.badge.checkpoint
        guard let serial = examination.contents?.serial else { return refusal("the badge was not read") }
        guard let log = evidence.log else {
            return refusal(
                "the log \(evidence.checkpoint.origin) is not listed. Is this the right client pack?")
        }
        if let problem = placeProblem(serial, index: examination.badge.index, log, evidence.checkpoint) {
            return refusal(problem)
        }
        guard evidence.isSignedByLog else {
            return refusal("the log \(log.origin) did not sign the checkpoint")
        }
        guard evidence.hasQuorum else {
            return Refusal(
                .witnessQuorum,
                "\(evidence.signers.count - 1) listed witnesses signed the checkpoint of size "
                    + "\(evidence.checkpoint.size); that is not the quorum. Ask for a newer badge file")
        }
        let leaf = leafHash(examination.badge.certificate)
        guard evidence.paths.isIncluded(leaf: leaf, index: serial.index, proof: examination.badge.proof)
        else { return refusal("the proof does not lead from badge \(serial) to the checkpoint's root") }
        examination.isLogged = true
        return contradiction(evidence.checkpoint, log, examination)
    }

    /// The hash of a badge's entry: its type and its exact TBSCertificate.
    static func leafHash(_ certificate: ParsedCertificate) -> Digest {
        MerkleTree.leafHash(type: badgeEntry, certificate.tbsSlice)
    }

    /// A log that signed two trees of one size, or other trees than a client remembers, answers for nothing any more.
    static func contradiction(
        _ checkpoint: Checkpoint, _ log: TrustFile.Log, _ examination: Examination
    ) -> Refusal? {
        let mark = examination.request.highWater
        if let problem = fork(checkpoint, log.number, examination.context.state(ofLog: log.number)) {
            return problem
        }
        guard !mark.isEmpty else { return nil }
        if let problem = fork(checkpoint, log.number, mark.log(log.key.text)) { return problem }
        guard case .contradicts(let problem) = examination.context.pack.continuity(of: log, from: mark) else {
            return nil
        }
        return Refusal(.logInconsistent, "\(problem). Tell the authority and its witnesses")
    }

    private static func fork(
        _ checkpoint: Checkpoint, _ log: UInt16, _ other: HighWaterMark.LogSize?
    ) -> Refusal? {
        guard let other, other.size == checkpoint.size, other.root != checkpoint.root else { return nil }
        return Refusal(
            .logInconsistent,
            "log \(log) signed two trees of size \(other.size): root \(checkpoint.root) in the badge file, "
                + "\(other.root) elsewhere. Tell the authority and its witnesses")
    }

    private static func refusal(_ detail: String) -> Refusal { Refusal(.notLogged, detail) }

    private static func placeProblem(
        _ serial: BadgeSerial, index: UInt64, _ log: TrustFile.Log, _ checkpoint: Checkpoint
    ) -> String? {
        guard serial.logNumber == log.number, serial.index == index else {
            return "the serial says \(serial), the proof is for \(log.number)-\(index)"
        }
        guard let final = log.final else { return nil }
        guard index < final.size else {
            return "log \(log.number) ends at \(final.size); index \(index) is not below it"
        }
        guard checkpoint.size != final.size || checkpoint.root == final.root else {
            return "the checkpoint differs from the last one of log \(log.number)"
        }
        return nil
    }
}
