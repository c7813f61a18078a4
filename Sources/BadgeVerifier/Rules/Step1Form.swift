import CryptoCore
import Encoding
import Transparency

/// A badge file whose form is right: every part parses strictly, its parts belong together, and every signature line is
/// by a listed key and verifies. Nothing about the badge itself is verified.
final class UnverifiedBadge: Sendable {
    let certificate: ParsedCertificate
    let issuer: Issuer
    let index: UInt64
    let proof: [Digest]
    let checkpoint: CheckpointEvidence
    let staple: StapleEvidence?

    init(
        certificate: ParsedCertificate, issuer: Issuer, index: UInt64, proof: [Digest],
        checkpoint: CheckpointEvidence, staple: StapleEvidence?
    ) {
        self.certificate = certificate
        self.issuer = issuer
        self.index = index
        self.proof = proof
        self.checkpoint = checkpoint
        self.staple = staple
    }

    /// The issuing CA as found: verified in an earlier run, or only parsed.
    enum Issuer: Sendable {
        case known(IssuingAuthority)
        /// With its block as it stands in the file.
        case parsed(ParsedCertificate, text: ArraySlice<UInt8>)
    }
}

/// A checkpoint and whose signatures on it verified.
final class CheckpointEvidence: Sendable {
    let checkpoint: Checkpoint
    /// The listed log of its origin; nil where there is none, and then nothing on it was verified.
    let log: TrustFile.Log?
    let signers: [VerifierKey]
    /// Times in the witnesses' signatures.
    let times: [Timestamp]
    /// What proofs have shown of its tree.
    let paths: MerklePaths
    /// The log itself is among the signers.
    let isSignedByLog: Bool
    /// The log's policy is satisfied.
    let hasQuorum: Bool

    init(checkpoint: Checkpoint, log: TrustFile.Log?, signers: [VerifierKey], times: [Timestamp]) {
        self.checkpoint = checkpoint
        self.log = log
        self.signers = signers
        self.times = times
        paths = MerklePaths(size: checkpoint.size, root: checkpoint.root)
        isSignedByLog = log.map { signers.contains($0.key) } ?? false
        hasQuorum = log?.policy.isSatisfied(by: Set(signers)) ?? false
    }
}

/// A staple and the first status key that signed it.
final class StapleEvidence: Sendable {
    let staple: Staple
    let key: VerifierKey

    init(staple: Staple, key: VerifierKey) {
        self.staple = staple
        self.key = key
    }
}

/// Step 1: size and form (`malformed`).
///
/// In a badge file each signature line is by a key that the trust file lists, once, in its order, and verifies; that is
/// stricter than C2SP, and together with strict DER, base64 and low-S signatures it means that no single bit of the
/// file can change unnoticed. Lines under a log that is not listed cannot be judged: step 6 refuses those.
enum FormRule {
    /// The parts of a file, with what is known of its issuing CA.
    static func parts(_ file: [UInt8], _ cache: VerifierCache) throws(Refusal) -> BadgeFileParts {
        do {
            return try BadgeFileParts(file, cache: cache)
        } catch {
            throw malformed("\(error)")
        }
    }

    static func read(
        _ parts: BadgeFileParts, _ context: PackContext
    ) throws(Refusal) -> UnverifiedBadge {
        let certificate = try parse(parts.badge, "badge certificate")
        let issuer: UnverifiedBadge.Issuer
        switch parts.issuer {
        case .known(let authority): issuer = .known(authority)
        case .read(let der, let text): issuer = .parsed(try parse(der, "issuing CA certificate"), text: text)
        }
        let checkpoint = try self.checkpoint(parts.checkpoint, context)
        guard parts.index < checkpoint.checkpoint.size else {
            throw malformed("index \(parts.index) is not below the tree size \(checkpoint.checkpoint.size)")
        }
        let staple = try parts.staple.map { note throws(Refusal) in
            try self.staple(note, index: parts.index, checkpoint: checkpoint, context)
        }
        return UnverifiedBadge(
            certificate: certificate, issuer: issuer, index: parts.index, proof: parts.proof,
            checkpoint: checkpoint, staple: staple ?? nil)
    }

    static func malformed(_ detail: String) -> Refusal {
        Refusal(.malformed, detail + ". Ask the business for its badge file again, unchanged")
    }

    static func parse(_ der: [UInt8], _ what: String) throws(Refusal) -> ParsedCertificate {
        let certificate: ParsedCertificate
        do {
            certificate = try ParsedCertificate(der: der)
        } catch {
            throw malformed("\(what): \(error)")
        }
        // An algorithm that is not ours has no form to keep to; steps 2 and 3 refuse it.
        guard certificate.algorithm?.isWellFormed(signature: certificate.signature) != false else {
            throw malformed(
                "\(what): the signature is not in its one form (64 bytes for Ed25519; minimal DER with low s for ECDSA)"
            )
        }
        return certificate
    }

    private static func checkpoint(
        _ text: ArraySlice<UInt8>, _ context: PackContext
    ) throws(Refusal) -> CheckpointEvidence {
        if let known = context.cache.checkpoint(text) { return known }
        let note: SignedNote
        let checkpoint: Checkpoint
        do {
            note = try SignedNote(parsing: Array(text))
        } catch {
            throw malformed("log proof: \(error)")
        }
        do {
            checkpoint = try Checkpoint(text: note.text)
        } catch {
            throw malformed("checkpoint: \(error)")
        }
        guard let log = context.pack.trust.log(origin: checkpoint.origin) else {
            return CheckpointEvidence(checkpoint: checkpoint, log: nil, signers: [], times: [])
        }
        let signers = try verify(note, by: log.signatureOrder, "checkpoint")
        let evidence = CheckpointEvidence(
            checkpoint: checkpoint, log: log, signers: signers,
            times: signers.compactMap { note.cosignatureTime(of: $0) })
        context.cache.keep(evidence, text: text)
        return evidence
    }

    private static func staple(
        _ note: SignedNote, index: UInt64, checkpoint: CheckpointEvidence, _ context: PackContext
    ) throws(Refusal) -> StapleEvidence? {
        guard let staple = Staple(parsing: note.text) else {
            throw malformed("the staple's lines are not well formed")
        }
        guard sameBytes(staple.origin, checkpoint.checkpoint.origin), staple.index == index else {
            throw malformed(
                "the staple is of \(staple.origin), index \(staple.index); the proof of "
                    + "\(checkpoint.checkpoint.origin), index \(index)")
        }
        guard let log = checkpoint.log else { return nil }
        let keys = context.pack.trust.statusKeys(for: log, issued: staple.issued)
        guard let key = try verify(note, by: keys, "staple").first else {
            throw malformed("the staple is not signed")
        }
        return StapleEvidence(staple: staple, key: key)
    }

    private static func verify(
        _ note: SignedNote, by keys: [VerifierKey], _ what: String
    ) throws(Refusal) -> [VerifierKey] {
        do {
            return try note.verifiedStrictly(by: keys)
        } catch {
            throw malformed("\(what): \(error)")
        }
    }
}
