import BadgeVerifier
import Encoding
import Registry

/// Sanctions that clients were told of and that the journal lost: they must go on.
///
/// Read from the lost log entries and from the published snapshots; only for the worse, since lifting a sanction takes
/// the approval of people, which is lost as well.
struct LostSanctions {
    private(set) var changes: [BadgeSerial: StatusChange] = [:]
    private let state: RegistryState

    init(_ state: RegistryState) { self.state = state }

    /// In order of the badges' serials.
    var sorted: [StatusChange] { changes.values.sorted { $0.serial < $1.serial } }

    /// Type 2: u64 serial ‖ u8 state ‖ u8 reason ‖ u64 time ‖ u64 successor or 0 (DESIGN 4.2).
    mutating func read(entry: [UInt8]) {
        var reader = ByteReader(entry)
        guard reader.bytes(1) == [2], let value = reader.uint64(), let serial = BadgeSerial(value: value),
            let code = reader.bytes(1)?.first, let badgeState = BadgeState(rawValue: code),
            let reason = reader.bytes(1)?.first, reader.uint64() != nil, let successor = reader.uint64(),
            reader.isAtEnd
        else { return }
        take(
            StatusChange(
                serial: serial, state: badgeState, reason: reason, successor: BadgeSerial(value: successor)))
    }

    mutating func read(_ snapshot: StatusSnapshot, log: UInt16) {
        let lists = snapshot.lists
        let kinds: [([UInt64], BadgeState, UInt8)] = [
            (lists.revoked, .revoked, 0), (lists.superseded, .superseded, 4),
            (lists.suspended, .suspended, StatusReason.hold), (lists.limited, .limited, 0),
        ]
        for (indexes, badgeState, reason) in kinds {
            for index in indexes {
                guard let serial = BadgeSerial(logNumber: log, index: index) else { continue }
                take(StatusChange(serial: serial, state: badgeState, reason: reason, successor: nil))
            }
        }
    }

    private mutating func take(_ change: StatusChange) {
        guard let badge = state.badges[change.serial], !badge.state.isFinal else { return }
        let known = changes[change.serial]?.state ?? badge.state
        guard change.state.rawValue > known.rawValue, !known.isFinal,
            StatusReason.allowed(for: change.state).contains(change.reason)
        else { return }
        changes[change.serial] = change
    }
}
