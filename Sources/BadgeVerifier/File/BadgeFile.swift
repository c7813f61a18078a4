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
        badge = try BadgeFile.certificate(file, at: &offset, BadgeFile.badgePlace)
        issuer = try BadgeFile.certificate(file, at: &offset, BadgeFile.issuerPlace)
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

    static let badgePlace = "first block (the badge)"
    static let issuerPlace = "second block (the issuing CA)"
    private static let certificateFrame = PEMBlock.Frame(label: certificateLabel)
    private static let stapleFrame = PEMBlock.Frame(label: stapleLabel)

    /// The DER of a certificate whose block begins at the offset.
    static func certificate(
        _ file: [UInt8], at offset: inout Int, _ place: String
    ) throws(BadgeFileError) -> [UInt8] {
        let bytes = try content(certificateFrame, file, at: &offset, place) {
            "\(place): a CERTIFICATE is expected, not \($0)"
        }
        guard bytes.count <= Limits.certificateBytes else {
            throw BadgeFileError("\(place): \(bytes.count) bytes; at most \(Limits.certificateBytes)")
        }
        return bytes
    }

    /// The staple whose block begins at the offset; nil where no block does.
    static func staple(_ file: [UInt8], at offset: inout Int) throws(BadgeFileError) -> SignedNote? {
        guard offset < file.count, file[offset] == UInt8(ascii: "-") else { return nil }
        let bytes = try content(stapleFrame, file, at: &offset, "third block (the staple)") {
            "third block: a BADGE STATUS or the log proof is expected, not \($0)"
        }
        do {
            return try SignedNote(
                parsing: bytes, maximumBytes: Limits.noteBytes, maximumSignatures: Limits.noteSignatures)
        } catch {
            throw BadgeFileError("staple: \(error)")
        }
    }

    /// The content of the block at the offset, which must have the frame's label. `other` names another one.
    private static func content(
        _ frame: PEMBlock.Frame, _ file: [UInt8], at offset: inout Int, _ place: String,
        other: (String) -> String
    ) throws(BadgeFileError) -> [UInt8] {
        if let content = PEMBlock.content(frame, file, at: &offset) { return content }
        let block: PEMBlock
        do {
            block = try PEMBlock.parse(file, at: &offset)
        } catch {
            throw BadgeFileError("\(place): \(error)")
        }
        throw BadgeFileError(other(block.label))
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
