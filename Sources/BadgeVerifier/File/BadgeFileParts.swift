import CryptoCore
import Encoding
import Transparency

/// A badge file divided (DESIGN 4.1), as strictly as `BadgeFile` reads it, but for the checkpoint at its end and an
/// issuing CA that is known: those are compared with what was verified before, and read only if they differ.
struct BadgeFileParts: Sendable {
    /// DER of the badge.
    let badge: [UInt8]
    let issuer: Issuer
    /// The note with the staple.
    let staple: SignedNote?
    let index: UInt64
    let proof: [Digest]
    /// The note with the checkpoint, to the end of the file.
    let checkpoint: ArraySlice<UInt8>

    enum Issuer: Sendable {
        case known(IssuingAuthority)
        /// Its DER, and the block as it stands in the file.
        case read(der: [UInt8], text: ArraySlice<UInt8>)
    }

    init(_ file: [UInt8], cache: VerifierCache) throws(BadgeFileError) {
        guard file.count <= Limits.badgeFileBytes else {
            throw BadgeFileError("a badge file has at most \(Limits.badgeFileBytes) bytes, this one has more")
        }
        var offset = 0
        badge = try BadgeFile.certificate(file, at: &offset, BadgeFile.badgePlace)
        if let known = cache.issuer(in: file, at: offset) {
            issuer = .known(known.authority)
            offset += known.length
        } else {
            let start = offset
            let der = try BadgeFile.certificate(file, at: &offset, BadgeFile.issuerPlace)
            issuer = .read(der: der, text: file[start..<offset])
        }
        staple = try BadgeFile.staple(file, at: &offset)
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

    /// The first line of the checkpoint: the name of its log.
    var origin: String { String(decoding: checkpoint.prefix { $0 != 0x0A }, as: UTF8.self) }
}
