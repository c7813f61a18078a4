import CryptoCore
import Encoding
import Transparency

/// A badge file divided (DESIGN 4.1). What many files share, the issuing CA and the checkpoint, stands here as the text
/// that it is in the file: it is compared with what was verified before, and read only where it differs.
struct BadgeFileParts: Sendable {
    /// DER of the badge.
    let badge: [UInt8]
    /// The block of the issuing CA.
    let issuer: ArraySlice<UInt8>
    /// The block of the staple.
    let staple: ArraySlice<UInt8>?
    /// The index of the log proof.
    let index: UInt64
    /// The hashes of the log proof.
    let proof: [Digest]
    /// The note with the checkpoint, to the end of the file.
    let checkpoint: ArraySlice<UInt8>

    /// Divides a file. What it accepts and `issuerDER`, `stapleNote` and `SignedNote` accept the parts of is what
    /// `BadgeFile` accepts.
    init(_ file: [UInt8]) throws(BadgeFileError) {
        guard file.count <= Limits.badgeFileBytes else {
            throw BadgeFileError("a badge file has at most \(Limits.badgeFileBytes) bytes, this one has more")
        }
        var offset = 0
        badge = try BadgeFile.certificate(file, at: &offset, BadgeFile.badgePlace)
        var start = offset
        guard BadgeFile.skipCertificate(file, at: &offset) else {
            _ = try BadgeFile.certificate(file, at: &offset, BadgeFile.issuerPlace)
            throw BadgeFileError("\(BadgeFile.issuerPlace): a CERTIFICATE is expected")
        }
        issuer = file[start..<offset]
        start = offset
        if BadgeFile.skipStaple(file, at: &offset) {
            staple = file[start..<offset]
        } else {
            guard try BadgeFile.staple(file, at: &offset) == nil else {
                throw BadgeFileError("third block: a BADGE STATUS or the log proof is expected")
            }
            staple = nil
        }
        let head: TLogProof.Head
        do {
            head = try TLogProof.Head(parsing: file, at: offset)
        } catch {
            throw BadgeFileError("log proof: \(error)")
        }
        index = head.index
        proof = head.hashes
        checkpoint = file[head.end...]
    }

    /// DER of the issuing CA.
    func issuerDER() throws(BadgeFileError) -> [UInt8] {
        var offset = 0
        return try BadgeFile.certificate(Array(issuer), at: &offset, BadgeFile.issuerPlace)
    }

    /// The note with the staple, if the file has one.
    func stapleNote() throws(BadgeFileError) -> SignedNote? {
        guard let staple else { return nil }
        var offset = 0
        return try BadgeFile.staple(Array(staple), at: &offset)
    }

    /// The first line of the checkpoint: the origin of its log, if it is one.
    var origin: ArraySlice<UInt8> { checkpoint.prefix { $0 != 0x0A } }
}
