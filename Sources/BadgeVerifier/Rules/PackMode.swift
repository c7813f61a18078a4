import CryptoCore
import Encoding
import Transparency

/// Pack mode of DESIGN 7: the tree of the pack's own checkpoint takes the place of the badge's signature (step 4) and of
/// the proof in its file (step 6), and the pack's snapshot is the only source of status. About ten times faster, and it
/// equates the log key with the CA key.
///
/// It answers only where the pack does: the issuing CA stands under a pinned root, the badge keeps to the profile and is
/// in the tree, and the snapshot covers it. Everything else is examined by its signatures, which names the reason.
enum PackMode {
    /// What is left of the steps once the tree vouches for a badge.
    private static let rules: [Rule] = [
        TimeRule.check, AccountRule.check, StatusRule.check, ClockRule.check,
    ]

    static func examine(
        _ file: [UInt8], _ context: PackContext, _ request: Request, allowTest: Bool
    ) -> (Examination, Refusal?)? {
        guard let tree = context.tree, let evidence = context.checkpoint, let log = evidence.log,
            let parts = PackModeParts(file, context.cache),
            let certificate = try? FormRule.parse(parts.badge, "badge certificate")
        else { return nil }
        let examination = Examination(
            context, request, allowTest: allowTest,
            badge: UnverifiedBadge(
                certificate: certificate, issuer: parts.issuer, index: parts.proof.outline.index, proof: [],
                checkpoint: evidence, staple: nil))
        guard IssuerRule.check(examination) == nil, ProfileRule.check(examination) == nil,
            let serial = examination.contents?.serial, serial.logNumber == log.number,
            serial.index == parts.proof.outline.index, log.final.map({ serial.index < $0.size }) ?? true,
            let snapshot = context.snapshot(forLog: log.number)?.snapshot,
            serial.index < snapshot.header.coveredSize,
            tree.answer(
                leaf: LogRule.leafHash(certificate), index: serial.index, proof: parts.proof) == .included
        else { return nil }
        examination.isAuthentic = true
        examination.isLogged = true
        examination.isByPack = true
        if let refusal = LogRule.contradiction(evidence.checkpoint, log, examination) {
            return (examination, refusal)
        }
        let refusal = Rules.firstRefusal(examination, rules: rules)
        StatusRule.establish(examination)
        return (examination, refusal)
    }
}

/// What pack mode reads of a badge file: the certificates, and the proof's beginning. Staple and signature lines are
/// passed over.
private struct PackModeParts {
    let badge: [UInt8]
    let issuer: UnverifiedBadge.Issuer
    let proof: ProofLines

    /// Nil where the file is not of that shape: it is then read in full.
    init?(_ file: [UInt8], _ cache: VerifierCache) {
        guard file.count <= Limits.badgeFileBytes else { return nil }
        var offset = 0
        guard let badge = try? BadgeFile.certificate(file, at: &offset, BadgeFile.badgePlace),
            let issuer = Self.issuer(file, at: &offset, cache),
            let start = Self.behindStaple(file, at: offset),
            let outline = TLogProof.Outline(file, at: start),
            let origin = file[outline.end...].firstIndex(of: 0x0A),
            let end = file[(origin + 1)...].firstIndex(of: 0x0A),
            let size = DecimalText.parse(bytes: file[(origin + 1)..<end])
        else { return nil }
        self.badge = badge
        self.issuer = issuer
        proof = ProofLines(file: file, outline: outline, treeSize: size)
    }

    private static func issuer(
        _ file: [UInt8], at offset: inout Int, _ cache: VerifierCache
    ) -> UnverifiedBadge.Issuer? {
        let start = offset
        if let known = cache.issuer(in: file, at: start) {
            offset += known.length
            return .known(known.authority)
        }
        guard let der = try? BadgeFile.certificate(file, at: &offset, BadgeFile.issuerPlace),
            let certificate = try? FormRule.parse(der, "issuing CA certificate")
        else { return nil }
        return .parsed(certificate, text: file[start..<offset])
    }

    /// The offset behind a PEM block, or the same where there is none. Base64 has no dash, so the next one after the
    /// first line begins the last.
    private static func behindStaple(_ file: [UInt8], at offset: Int) -> Int? {
        guard offset < file.count, file[offset] == UInt8(ascii: "-") else { return offset }
        guard let first = firstPlace(of: 0x0A, in: file, from: offset),
            let last = firstPlace(of: UInt8(ascii: "-"), in: file, from: first + 1),
            let end = firstPlace(of: 0x0A, in: file, from: last)
        else { return nil }
        return end + 1
    }
}
