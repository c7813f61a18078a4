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
        let (pack, cache) = (context.pack, context.cache)
        guard let tree = pack.tree, let evidence = pack.checkpointEvidence, let log = evidence.log,
            let parts = PackModeParts(file, cache),
            let certificate = try? FormRule.parse(parts.badge, "badge certificate")
        else { return nil }
        var examination = Examination(
            context: context, allowTest: allowTest, request: request,
            badge: UnverifiedBadge(
                certificate: certificate, issuer: parts.issuer, index: parts.head.index, proof: [],
                checkpoint: evidence, staple: nil))
        guard IssuerRule.check(&examination) == nil, ProfileRule.check(&examination) == nil,
            let serial = examination.contents?.serial, serial.logNumber == log.number,
            serial.index == parts.head.index, log.final.map({ serial.index < $0.size }) ?? true,
            pack.snapshot(forLog: log.number)?.snapshot.state(of: serial.index) != nil,
            tree.answer(
                leaf: LogRule.leafHash(certificate), index: serial.index, proof: parts.head.hashes,
                proofSize: parts.proofSize) == .included
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
}

/// What pack mode reads of a badge file: the certificates, and the proof's beginning. Staple and signature lines are
/// passed over.
private struct PackModeParts {
    let badge: [UInt8]
    let issuer: UnverifiedBadge.Issuer
    let head: TLogProof.Head
    /// The size of the tree that the proof was made for.
    let proofSize: UInt64

    /// Nil where the file is not of that shape: it is then read in full.
    init?(_ file: [UInt8], _ cache: VerifierCache) {
        guard file.count <= Limits.badgeFileBytes else { return nil }
        var offset = 0
        guard let badge = try? BadgeFile.certificate(file, at: &offset, BadgeFile.badgePlace),
            let issuer = Self.issuer(file, at: &offset, cache),
            let start = Self.behindStaple(file, at: offset),
            let head = try? TLogProof.Head(parsing: file, at: start),
            let origin = file[head.end...].firstIndex(of: 0x0A),
            let end = file[(origin + 1)...].firstIndex(of: 0x0A),
            let size = DecimalText.parse(bytes: file[(origin + 1)..<end])
        else { return nil }
        self.badge = badge
        self.issuer = issuer
        self.head = head
        proofSize = size
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
        guard let first = file[offset...].firstIndex(of: 0x0A),
            let last = file[(first + 1)...].firstIndex(of: UInt8(ascii: "-")),
            let end = file[last...].firstIndex(of: 0x0A)
        else { return nil }
        return end + 1
    }
}
