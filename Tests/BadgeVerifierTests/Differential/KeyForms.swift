import CryptoCore
import Encoding

/// SubjectPublicKeyInfos of all kinds, right and wrong.
enum KeyForms {
    /// RFC 6979 A.2.5.
    static let p256Point =
        [4]
        + (Hex.decode("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6") ?? [])
        + (Hex.decode("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299") ?? [])

    /// RFC 6979 A.2.6.
    static let p384Point =
        [4]
        + (Hex.decode(
            "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13"
        ) ?? [])
        + (Hex.decode(
            "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720"
        ) ?? [])

    static func p256(_ point: [UInt8]) -> [UInt8] { ec("1.2.840.10045.3.1.7", point) }

    static func p384(_ point: [UInt8]) -> [UInt8] { ec("1.3.132.0.34", point) }

    static func ec(_ curve: String, _ point: [UInt8]) -> [UInt8] {
        let group = ObjectIdentifier(curve).map(DER.oid) ?? DER.null
        let kind = DER.oid(ObjectIdentifier(1, 2, 840, 10045, 2, 1))
        return DER.sequence([DER.sequence([kind, group]), DER.bitString(point)])
    }

    static func ed25519(_ raw: [UInt8]) -> [UInt8] {
        DER.sequence([DER.sequence([DER.oid(ObjectIdentifier(1, 3, 101, 112))]), DER.bitString(raw)])
    }

    /// 2048 bits, though of no use.
    static let rsa = DER.sequence([
        DER.sequence([DER.oid(ObjectIdentifier(1, 2, 840, 113_549, 1, 1, 1)), DER.null]),
        DER.bitString(
            DER.sequence([DER.integer(bigEndian: [UInt8](repeating: 0xC1, count: 256)), DER.integer(65_537)])),
    ])
}
