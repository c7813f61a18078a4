import Encoding

/// Lengths of time for people: `12 min`, `5 h`, `3 d 4 h`.
package enum DurationText {
    /// The two largest units that say something; a dash for none.
    package static func text(_ seconds: Int64?) -> String {
        guard let seconds else { return "–" }
        if seconds < Timestamp.hour { return "\(max(0, seconds) / Timestamp.minute) min" }
        let hours = seconds / Timestamp.hour
        if hours < 48 { return "\(hours) h" }
        return hours % 24 == 0 ? "\(hours / 24) d" : "\(hours / 24) d \(hours % 24) h"
    }
}
