import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// From a recipe to the bytes.
extension BadgeRecipe {
    /// The TBSCertificate: what is logged and signed.
    func tbs() throws -> [UInt8] {
        let certificate = TBSCertificate(
            serial: serial, algorithm: algorithm, issuer: issuerName, notBefore: notBefore,
            notAfter: notAfter, subject: subjectDER ?? subject.der, spki: spki, extensions: list)
        return try editTBS(certificate.der)
    }

    /// What stands in the log at the badge's place.
    func entry() throws -> [UInt8] { isLogged ? KitLog.badge(try tbs()) : KitLog.filler(index) }

    /// The signed certificate.
    func certificate() throws -> [UInt8] {
        let tbs = try tbs()
        let signature = editSignature(try signer.signature(for: tbs))
        return try editCertificate(
            X509Builder.certificate(tbs: tbs, algorithm: algorithm, signature: signature))
    }

    /// The badge file, once the log has all its entries.
    func file(_ log: KitLog) throws -> [UInt8] {
        let tree = (otherLog ?? log).tree(fork)
        let size = treeSize ?? max(index + 1, KitAuthority.goodSize)
        let checkpoint = try SignedNote.sign(
            editCheckpointText(tree.checkpoint(size).text), by: checkpointSigners, at: cosigned)
        let proof = TLogProof(
            index: proofIndex ?? index,
            hashes: editHashes(try tree.inclusionProof(index, size: size)),
            checkpoint: editCheckpoint(checkpoint))
        let file = BadgeFile(
            badge: try certificate(), issuer: issuingDER, staple: try staple?.note(), proof: proof)
        return try editFile(file.bytes)
    }

    /// Lengthens the street until the certificate's base64 ends in one `=`, whose character before has unused bits.
    mutating func lengthenToPadding() throws {
        for extra in 0..<3 {
            subject.street = "Kade 1" + String(repeating: "a", count: extra)
            if try certificate().count % 3 == 2 { return }
        }
    }
}
