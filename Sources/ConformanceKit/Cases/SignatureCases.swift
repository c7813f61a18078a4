import BadgeVerifier
import CryptoCore
import Encoding

/// Step 4: the issuing CA signed exactly this badge.
enum SignatureCases {
    static func add(to list: inout CaseList) throws {
        list.group = "signature"
        let stranger = try KitKeys.derived("stranger issuing")
        try list.add("signature-by-a-stranger", .badSignature, "Another key signed it.") {
            $0.badge.signer = stranger
        }
        try list.add("signature-by-the-root", .badSignature, "The root signed it, past the issuing CA.") {
            $0.badge.signer = $0.badge.authority.rootKey
        }
        try list.add("signature-zero", .badSignature, "64 zero bytes.") {
            $0.badge.editSignature = { _ in [UInt8](repeating: 0, count: 64) }
        }
        try list.add("signature-bit", .badSignature, "One bit of the signature is changed.") {
            $0.badge.editSignature = { [$0[0] ^ 1] + $0.dropFirst() }
        }
        try list.add(
            "signature-high-s", .badSignature,
            "An Ed25519 signature whose s has the group's order added (RFC 8032 5.1.7)."
        ) {
            $0.badge.editSignature = { $0.prefix(32) + withOrderAdded(Array($0.suffix(32))) }
        }
        try list.add(
            "signature-of-another-badge", .badSignature, "The good badge's signature under another badge."
        ) {
            $0.badge.subject.displayName = "Example Bank"
            let good = try BadgeRecipe($0.badge.authority, index: KitAuthority.goodIndex)
            let signature = try good.signer.signature(for: good.tbs())
            $0.badge.editSignature = { _ in signature }
        }
        try list.add(
            "signature-name-changed", .badSignature, "The display name was changed after the CA signed."
        ) {
            $0.badge.editCertificate = ByteEdits.replaceAll("Example Airline", with: "Example Airways")
        }
        try list.add(
            "signature-account-changed", .badSignature, "The account was changed after the CA signed."
        ) {
            $0.badge.editCertificate = ByteEdits.replace(KitAuthority.account, with: "tel:+12025550199")
            $0.account = "tel:+12025550199"
        }
    }

    /// s + L as 32 bytes, little-endian; L = 2^252 + 27742317777372353535851937790883648493.
    private static func withOrderAdded(_ s: [UInt8]) -> [UInt8] {
        let order: [UInt8] =
            [0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14]
            + [UInt8](repeating: 0, count: 15) + [0x10]
        var carry = 0
        return zip(s, order).map { left, right in
            let sum = Int(left) + Int(right) + carry
            carry = sum >> 8
            return UInt8(truncatingIfNeeded: sum)
        }
    }
}
