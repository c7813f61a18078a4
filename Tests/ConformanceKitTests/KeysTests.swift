import BadgeVerifier
import ConformanceKit
import CryptoCore
import Encoding
import Foundation
import Testing

/// Which keys make a kit, and what a kit of other keys is.
@Suite struct KeysTests {
    private func pem(_ key: PrivateKey) throws -> [UInt8] { try key.pem(passphrase: nil) }

    private func keys(_ change: (KitKeys.Place) throws -> PrivateKey?) throws -> KitKeys {
        try KitKeys { place in
            if let key = try change(place) { return try pem(key) }
            return Array(try Data(contentsOf: Kit.keys.appending(path: place.rawValue)))
        }
    }

    @Test func `only the kit of the public keys has the case about them`() throws {
        let name = "pack-real-with-test-keys"
        #expect(try Kit.shared.get().manifest.cases.contains { $0.name == name })
        let kit = try ConformanceKit(
            keys { $0 == .log ? try PrivateKey(ed25519Seed: [UInt8](repeating: 9, count: 32)) : nil })
        #expect(!kit.manifest.cases.contains { $0.name == name })
        #expect(kit.manifest.cases.count == (try Kit.shared.get().manifest.cases.count) - 1)
    }

    @Test func `a key of another kind is refused`() throws {
        let p256 = try PrivateKey.generate(.p256)
        for place in KitKeys.Place.allCases where place != .businessP256 {
            #expect(throws: KitError.self, "\(place)") { try keys { $0 == place ? p256 : nil } }
        }
    }

    @Test func `a key of two roles makes no kit`() throws {
        let key = try PrivateKey(ed25519Seed: [UInt8](repeating: 9, count: 32))
        let twice = try keys { [.log, .status].contains($0) ? key : nil }
        #expect(throws: (any Error).self) { try ConformanceKit(twice) }
    }
}
