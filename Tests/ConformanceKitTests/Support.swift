import BadgeVerifier
import ConformanceKit
import CryptoCore
import Encoding
import Foundation

/// The kit of the repository's keys, made once.
enum Kit {
    static let keys = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "keys")

    static func make() throws -> ConformanceKit {
        try ConformanceKit(
            KitKeys { place in Array(try Data(contentsOf: keys.appending(path: place.rawValue))) })
    }

    static let shared = Result { try make() }
}
