import BadgeVerifier
import CryptoCore
import Encoding
import Registry

/// Statuses as they stood before some transaction: what a snapshot and a revocation list say, derived from the fold, so
/// that every publication can be rebuilt byte for byte.
struct StatusBook {
    let state: RegistryState
    /// Changes in this transaction and later ones are left out.
    let before: UInt64

    /// The four lists of a log's snapshot over its first `size` entries.
    func lists(log: UInt16, size: UInt64) -> StatusLists {
        var lists = StatusLists()
        for (serial, badge) in entries(log: log) where serial.index < size {
            switch badge.change.state {
            case .revoked: lists.revoked.append(serial.index)
            case .superseded: lists.superseded.append(serial.index)
            case .suspended: lists.suspended.append(serial.index)
            case .limited: lists.limited.append(serial.index)
            case .good: break
            }
        }
        // What the journal lost of a frozen log is never answered with good.
        if let final = state.logs[log]?.final, final.sequence < before, final.known < min(size, final.size) {
            lists.revoked += final.known..<min(size, final.size)
        }
        return lists
    }

    /// The entries of the revocation list of a log's issuing CA: suspended is certificateHold, limited is not listed,
    /// and an entry leaves one list past its expiry.
    ///
    /// - Parameter lastIssued: when the list before this one was issued; nil for the first.
    func revocations(log: UInt16, lastIssued: Timestamp?) -> [RevocationList.Entry] {
        let listed: [RevocationList.Entry] = entries(log: log).compactMap { serial, entry in
            let isListed = entry.change.state.isFinal || entry.change.state == .suspended
            guard isListed, let badge = state.badges[serial] else { return nil }
            if let lastIssued, badge.logging.notAfter < lastIssued { return nil }
            // A reason that can be taken back is a hold, whatever it is for: RFC 5280 lets no other one end.
            let reason = entry.change.state == .suspended ? StatusReason.hold : entry.change.reason
            // RFC 5280 5.3.1: unspecified is said by leaving the reason out.
            return RevocationList.Entry(
                serial: serial.value, date: entry.at, reason: reason == 0 ? nil : reason)
        }
        return listed + lost(log: log, besides: Set(listed.map(\.serial)))
    }

    /// What the journal lost of a frozen log, all of it: which of its entries were badges nobody may know.
    private func lost(log: UInt16, besides listed: Set<UInt64>) -> [RevocationList.Entry] {
        guard let final = state.logs[log]?.final, final.sequence < before, final.known < final.size else {
            return []
        }
        return (final.known..<final.size).compactMap { index in
            guard let serial = BadgeSerial(logNumber: log, index: index), !listed.contains(serial.value)
            else {
                return nil
            }
            return RevocationList.Entry(serial: serial.value, date: final.time, reason: nil)
        }
    }

    private func entries(log: UInt16) -> [(BadgeSerial, Badge.StatusEntry)] {
        state.badges.compactMap { serial, badge in
            guard serial.logNumber == log, let entry = badge.status(before: before) else { return nil }
            return (serial, entry)
        }.sorted { $0.0 < $1.0 }
    }
}
