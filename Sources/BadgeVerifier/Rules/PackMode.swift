import CryptoCore
import Encoding
import Transparency

/// Pack mode of DESIGN 7: the tree of the pack's own checkpoint takes the place of the badge's signature (step 4) and of
/// the proof in its file (step 6), and the pack's snapshot is the only source of status. About ten times faster, and it
/// equates the log key with the CA key.
///
/// It answers only where the pack does: the issuing CA stands under a pinned root, the badge is in the tree, and the
/// snapshot covers it. Everything else is examined by its signatures, which names the reason.
enum PackMode {
    /// Steps 2, 3, 5, 7, 8 and 9; what this mode leaves out is done before them.
    private static let rules: [Rule] = [
        TimeRule.check, AccountRule.check, StatusRule.check, ClockRule.check,
    ]

    static func examine(
        _ parts: BadgeFileParts, _ context: PackContext, _ request: Request, allowTest: Bool
    ) -> (Examination, Refusal?)? {
        let (pack, cache) = (context.pack, context.cache)
        guard let tree = pack.tree, let evidence = pack.checkpointEvidence, let log = evidence.log,
            let badge = try? unverified(parts, evidence, cache)
        else { return nil }
        var examination = Examination(
            context: context, allowTest: allowTest, request: request, badge: badge)
        guard IssuerRule.check(&examination) == nil, ProfileRule.check(&examination) == nil,
            let serial = examination.contents?.serial, serial.logNumber == log.number,
            serial.index == parts.index, log.final.map({ serial.index < $0.size }) ?? true,
            isIncluded(badge.certificate.contents, parts, tree, cache),
            pack.snapshot(forLog: log.number)?.snapshot.state(of: serial.index) != nil
        else { return nil }
        examination.isAuthentic = true
        examination.isLogged = true
        examination.isByPack = true
        if let refusal = LogRule.contradiction(evidence.checkpoint, log, examination) {
            return (examination, refusal)
        }
        let refusal = Rules.firstRefusal(&examination, rules: rules)
        StatusRule.establish(&examination)
        return (examination, refusal)
    }

    /// The badge as steps 2 and 3 need it. Its checkpoint is the pack's, and it has no staple.
    private static func unverified(
        _ parts: BadgeFileParts, _ evidence: CheckpointEvidence, _ cache: VerifierCache
    ) throws(Refusal) -> UnverifiedBadge {
        UnverifiedBadge(
            certificate: try FormRule.parse(parts.badge, "badge certificate"),
            issuer: try FormRule.issuer(parts, cache), index: parts.index, proof: [], checkpoint: evidence,
            staple: nil)
    }

    private static func isIncluded(
        _ contents: ParsedCertificate.Contents, _ parts: BadgeFileParts, _ tree: PackTree,
        _ cache: VerifierCache
    ) -> Bool {
        guard let size = cache.statedSize(parts.checkpoint) else { return false }
        let leaf = MerkleTree.leafHash(type: LogRule.badgeEntry, contents.slice(contents.tbsRange))
        return tree.answer(leaf: leaf, index: parts.index, proof: parts.proof, proofSize: size) == .included
    }
}
