package import CryptoCore

/// The public TEST keys of `keys/`. Their private halves are published, so a trust file that does not say `test`
/// must not name one.
package enum TestKeys {
    /// SHA-256 of the SubjectPublicKeyInfo of each.
    package static let spkiDigests: Set<Digest> = Set(hexDigests.compactMap { Digest(hex: $0) })

    /// Those of the files in `keys/`; a test holds the two against each other.
    private static let hexDigests: [String] = [
        // businesses/ed25519.pem
        "53d6d8e4e0d9aa58517e83a826abaf41bf5ecf528daae846d7145884311ea88f",
        // businesses/p256.pem
        "282a5d4813eb4a904b415f02fa670d03592086c33e0e362a71b1f5eb31f440ed",
        // businesses/p384.pem
        "6cf1166e5a03f767ee4a5abdee4c18a5ca24f34184598d2125ad30cf33c2028b",
        // ed25519/issuing.pem
        "d6bcba8461541b8e4df4d35a40a7b38d03e3e75842f83dfd9b4ad02525d4fe32",
        // ed25519/root.pem
        "24c910a86f4769de81a683eaf0bb779f2517b9b1eef2c2a43ea7bdc19c863495",
        // log.pem
        "07b75fdd843ad8db0da0fcb1731aace8015a514ba950f12fae9139d775fef502",
        // p256/issuing.pem
        "f70d6a97e266db9a1289dfd6022f690b97c95e5df5799909a2dececcc0c00bb3",
        // p256/root.pem
        "0926c7ae813b7d0a381d95a9d31242f0dee73dad526a3be46c508a974b8c2a56",
        // people/admin-1.pem
        "16c2d732fa97c990ba567d7c8adf68307c7fc09918efb775d0fdb6dbcd67fa52",
        // people/admin-2.pem
        "e41ebf559239cc0b5816b1b3d2b67e9f342c3308b0befd4013c0da032a10d9ae",
        // people/auditor.pem
        "525ed79c52fe8a42a71a3a0d79d9de300c61e1076b7507fb5a1c9576e29bbd49",
        // people/clerk.pem
        "b71311fe010e19c61c319fc16a25e40a94574ef634b24d06d54b43747825aca6",
        // people/issuer.pem
        "158f1461c04012496463daef504707fa34ae04908728cbff142c5289c67b1406",
        // people/reviewer-1.pem
        "bc65c77c4264cc2d3e216a438a888d9b9d5ec33ccb55cf6126b705d5657024b9",
        // people/reviewer-2.pem
        "ecc8f7f5e0bb7c050cbbe7b8fc9d66a251390465564735dbd034237222e5e6b7",
        // people/reviewer-3.pem
        "a508334bdb21f9ea74ee73b0d810758ee07905eff004f7292375a93b3864494a",
        // status.pem
        "09bca55d5e74c1a962e35874b3ce735f2994e60e000df34325c47b2991127060",
        // trust.pem
        "d5a7679dc16679e866ae809cdb0576364f98aae9cc37897a993013d963ea1de3",
    ]
}
