import CryptoCore
import Encoding
package import Registry

/// The bytes of a public log entry: type byte ‖ body, integers big-endian, exact length (DESIGN 4.2).
package struct LogEntry: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(_ record: LogRecord) {
        switch record {
        case .null: bytes = [0]
        case .badge(let tbs): bytes = [1] + tbs
        case .status(let change, let time):
            bytes =
                [2] + bigEndian(change.serial.value, count: 8) + [change.state.rawValue, change.reason]
                + bigEndian(UInt64(clamping: time.seconds), count: 8)
                + bigEndian(change.successor?.value ?? 0, count: 8)
        case .snapshot(let sequence, let hash):
            bytes = [3] + bigEndian(sequence, count: 8) + (Hex.decode(hash) ?? [])
        case .issuingCA(let tbs): bytes = [4] + tbs
        case .lost(let entry): bytes = entry
        case .anchor(let sequence, let hash):
            bytes = [5] + bigEndian(sequence, count: 8) + (Hex.decode(hash) ?? [])
        }
    }
}
