package import Encoding
import Registry

/// One letter to a business: what happened, when, and what is to be said of it. How it is said is in a template.
///
/// It holds nothing that is not for the business: no names of people here, no notes, nothing of other businesses.
package struct Letter: Hashable, Sendable {
    package let kind: LetterKind
    /// When what it tells of happened; for reminders and offers, when they became due.
    package let date: Timestamp
    package let application: ApplicationID
    /// The badge that it is about.
    package let badge: BadgeSerial?
    /// By when the business must do what it asks for; nil where nothing is due.
    package let deadline: Timestamp?
    /// The last second for an appeal against what it tells.
    package let appealEnd: Timestamp?
    /// What templates may name; a field without a value is empty.
    package let values: [LetterField: String]

    /// A point in time for people: `2026-12-02 23:59 UTC`, rounded down, so that a deadline is never told too late.
    package static func text(_ time: Timestamp) -> String {
        let text = Array(time.description.utf8)
        return "\(time.dateText) \(String(decoding: text[11..<16], as: UTF8.self)) UTC"
    }
}
