package import Encoding

/// The content of a timestamped Ed25519 cosignature (C2SP tlog-cosignature): 8 bytes time, 64 bytes signature.
package struct Cosignature: Hashable, Sendable {
    /// When the cosigner had seen no larger consistent tree.
    package let time: Timestamp
    /// The Ed25519 signature over `message(text:time:)`.
    package let signature: [UInt8]

    /// Splits the bytes behind a key id; nil for another length or a time beyond 2^63 − 1.
    package init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == 72, let seconds = reader.uint64(), let time = Int64(exactly: seconds) else {
            return nil
        }
        self.time = Timestamp(secondsSince1970: time)
        signature = reader.rest()
    }

    /// What a cosigner signs. The message does not contain its name: a cosigner's key must have no other use.
    package static func message(text: [UInt8], time: Timestamp) -> [UInt8] {
        Array("cosignature/v1\ntime \(time.seconds)\n".utf8) + text
    }
}
