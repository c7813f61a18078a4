package import CryptoCore
import Encoding

/// The logo of a badge (RFC 9399): one direct subject logo with the SHA-256 of the image, which travels beside the
/// badge. A client shows an image only if its hash is this one.
package struct Logotype: Hashable, Sendable {
    /// `image/svg+xml` or `image/png`.
    package let mediaType: String
    /// SHA-256 of the image.
    package let digest: Digest
    /// Where the image may be fetched: https, visible ASCII.
    package let uri: String

    /// The image formats that clients are asked to show.
    package static let mediaTypes = ["image/svg+xml", "image/png"]

    /// id-sha256 as AlgorithmIdentifier without parameters (RFC 5754 section 2).
    private static let sha256 = DER.sequence([DER.oid(ObjectIdentifier(2, 16, 840, 1, 101, 3, 4, 2, 1))])

    /// Nil for another media type or an address that is not https.
    package init?(mediaType: String, digest: Digest, uri: String) {
        guard Logotype.mediaTypes.contains(where: { sameBytes($0, mediaType) }), TextRule.isSecureLink(uri),
            uri.utf8.count <= 512
        else { return nil }
        self.mediaType = mediaType
        self.digest = digest
        self.uri = uri
    }

    /// LogotypeExtn { subject [2] EXPLICIT { direct [0] { image { details { type, hash, URI } } } } }
    package var encoded: CertificateExtension {
        let hash = DER.sequence([Logotype.sha256, DER.octetString(digest.bytes)])
        let details = DER.sequence([DER.ia5(mediaType), DER.sequence([hash]), DER.sequence([DER.ia5(uri)])])
        let data = DER.implicit(0, elements: [DER.sequence([DER.sequence([details])])])
        return CertificateExtension(
            oid: .logotype, critical: false, value: DER.sequence([DER.explicit(2, data)]))
    }

    /// Reads the extension: what `encoded` builds and nothing else.
    package init(_ item: CertificateExtension) throws(ProfileError) {
        let parts = try? DERReader.read(item.value) { (reader) throws(DERError) in
            try reader.sequence { (logo) throws(DERError) in
                try logo.explicit(2) { (subject) throws(DERError) in
                    try subject.explicit(0) { (data) throws(DERError) in
                        try data.sequence { (images) throws(DERError) in
                            try images.sequence { (image) throws(DERError) in
                                try image.sequence { (details) throws(DERError) in
                                    try Logotype.details(&details)
                                }
                            }
                        }
                    }
                }
            }
        }
        guard let parts, let digest = Digest(bytes: parts.hash),
            let logotype = Logotype(mediaType: parts.type, digest: digest, uri: parts.uri),
            logotype.encoded == item
        else {
            throw ProfileError(
                "the logotype is not one direct subject logo with a SHA-256, or not in its place")
        }
        self = logotype
    }

    private static func details(
        _ details: inout DERReader
    ) throws(DERError) -> (type: String, hash: [UInt8], uri: String) {
        let type = try details.ia5String()
        let hash = try details.sequence { (hashes) throws(DERError) in
            try hashes.sequence { (value) throws(DERError) in
                _ = try value.rawElement()
                return try value.octetString()
            }
        }
        let uri = try details.sequence { (addresses) throws(DERError) in try addresses.ia5String() }
        return (type, hash, uri)
    }
}
