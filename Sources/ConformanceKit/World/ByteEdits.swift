import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Small changes of bytes. A change that finds nothing to change throws: else its case would silently be a good one.
enum ByteEdits {
    /// Replaces the first place where `old` stands.
    static func replace(_ old: String, with new: String) -> ([UInt8]) throws -> [UInt8] {
        { try replaced($0, Array(old.utf8), Array(new.utf8), all: false) }
    }

    /// Replaces every place where `old` stands.
    static func replaceAll(_ old: String, with new: String) -> ([UInt8]) throws -> [UInt8] {
        { try replaced($0, Array(old.utf8), Array(new.utf8), all: true) }
    }

    /// Replaces the first place where these bytes stand.
    static func replace(bytes old: [UInt8], with new: [UInt8]) -> ([UInt8]) throws -> [UInt8] {
        { try replaced($0, old, new, all: false) }
    }

    /// The same for texts.
    static func text(_ old: String, _ new: String) -> (String) throws -> String {
        { String(decoding: try replace(old, with: new)(Array($0.utf8)), as: UTF8.self) }
    }

    private static func replaced(
        _ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8], all: Bool
    ) throws -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        var count = 0
        while position < bytes.count {
            if all || count == 0, bytes[position...].starts(with: old) {
                output += new
                position += old.count
                count += 1
            } else {
                output.append(bytes[position])
                position += 1
            }
        }
        guard count > 0 else {
            throw KitError("an edit of the kit found no \"\(String(decoding: old, as: UTF8.self))\"")
        }
        return output
    }
}

/// A badge file as its blocks, to be put together wrongly.
struct FileParts {
    var badge: [UInt8]
    var issuer: [UInt8]
    var staple: [UInt8]
    /// The proof with its checkpoint.
    var proof: [UInt8]

    init(_ file: [UInt8]) throws {
        let parts = try BadgeFile(parsing: file)
        badge = PEMBlock(label: BadgeFile.certificateLabel, bytes: parts.badge).textBytes
        issuer = PEMBlock(label: BadgeFile.certificateLabel, bytes: parts.issuer).textBytes
        staple =
            parts.staple.map { PEMBlock(label: BadgeFile.stapleLabel, bytes: $0.bytes).textBytes } ?? []
        proof = Array(parts.proof.text.utf8)
    }

    /// An edit that puts the blocks of a file together in another way.
    static func assembled(_ body: @escaping (FileParts) throws -> [UInt8]) -> ([UInt8]) throws -> [UInt8] {
        { try body(FileParts($0)) }
    }

    /// An edit of the badge's own certificate: `change` gets its DER.
    static func certificate(
        _ change: @escaping ([UInt8]) throws -> [UInt8]
    ) -> ([UInt8]) throws -> [UInt8] {
        { file in
            let parts = try BadgeFile(parsing: file)
            return BadgeFile(
                badge: try change(parts.badge), issuer: parts.issuer, staple: parts.staple, proof: parts.proof
            ).bytes
        }
    }
}
