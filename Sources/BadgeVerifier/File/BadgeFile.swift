import Encoding
package import Transparency

/// A badge file taken apart, nothing in it verified (DESIGN 4.1).
///
/// Two certificates and an optional staple as canonical PEM, then the C2SP tlog-proof text to the end of the file.
package struct BadgeFile: Sendable {
    /// PEM label of both certificates.
    package static let certificateLabel = "CERTIFICATE"
    /// PEM label of the staple.
    package static let stapleLabel = "BADGE STATUS"

    /// DER of the badge.
    package let badge: [UInt8]
    /// DER of the issuing CA.
    package let issuer: [UInt8]
    /// The note with the staple.
    package let staple: SignedNote?
    /// The proof with its checkpoint.
    package let proof: TLogProof

    /// Takes the values as they are.
    package init(badge: [UInt8], issuer: [UInt8], staple: SignedNote?, proof: TLogProof) {
        self.badge = badge
        self.issuer = issuer
        self.staple = staple
        self.proof = proof
    }

    /// Reads a file strictly: what it accepts, `bytes` gives again byte for byte, since each of its parts does.
    package init(parsing file: [UInt8]) throws(BadgeFileError) {
        guard file.count <= Limits.badgeFileBytes else {
            throw BadgeFileError("a badge file has at most \(Limits.badgeFileBytes) bytes, this one has more")
        }
        var offset = 0
        badge = try BadgeFile.certificate(file, at: &offset, "first block (the badge)")
        issuer = try BadgeFile.certificate(file, at: &offset, "second block (the issuing CA)")
        staple = try BadgeFile.staple(file, at: &offset)
        do {
            proof = try TLogProof(parsing: Array(file[offset...]))
        } catch {
            throw BadgeFileError("log proof: \(error)")
        }
        guard proof.hashes.count <= Limits.proofHashes else {
            throw BadgeFileError("the proof has \(proof.hashes.count) hashes; at most \(Limits.proofHashes)")
        }
    }

    private static func certificate(
        _ file: [UInt8], at offset: inout Int, _ place: String
    ) throws(BadgeFileError) -> [UInt8] {
        let block = try block(file, at: &offset, place)
        guard sameBytes(block.label, certificateLabel) else {
            throw BadgeFileError("\(place): a CERTIFICATE is expected, not \(block.label)")
        }
        guard block.bytes.count <= Limits.certificateBytes else {
            throw BadgeFileError("\(place): \(block.bytes.count) bytes; at most \(Limits.certificateBytes)")
        }
        return block.bytes
    }

    private static func staple(_ file: [UInt8], at offset: inout Int) throws(BadgeFileError) -> SignedNote? {
        guard file[offset...].first == UInt8(ascii: "-") else { return nil }
        let block = try block(file, at: &offset, "third block (the staple)")
        guard sameBytes(block.label, stapleLabel) else {
            throw BadgeFileError(
                "third block: a BADGE STATUS or the log proof is expected, not \(block.label)")
        }
        do {
            return try SignedNote(
                parsing: block.bytes, maximumBytes: Limits.noteBytes, maximumSignatures: Limits.noteSignatures
            )
        } catch {
            throw BadgeFileError("staple: \(error)")
        }
    }

    private static func block(
        _ file: [UInt8], at offset: inout Int, _ place: String
    ) throws(BadgeFileError) -> PEMBlock {
        do {
            return try PEMBlock.parse(file, at: &offset)
        } catch {
            throw BadgeFileError("\(place): \(error)")
        }
    }

    /// The file.
    package var bytes: [UInt8] {
        var output = PEMBlock(label: BadgeFile.certificateLabel, bytes: badge).textBytes
        output += PEMBlock(label: BadgeFile.certificateLabel, bytes: issuer).textBytes
        if let staple { output += PEMBlock(label: BadgeFile.stapleLabel, bytes: staple.bytes).textBytes }
        output += proof.text.utf8
        return output
    }
}

/// Why bytes are not a badge file: where, and what was expected.
package struct BadgeFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let reason: String

    /// Takes the values as they are.
    package init(_ reason: String) {
        self.reason = reason
    }

    /// The error for people.
    package var description: String { reason }
}
