/// A step that failed: the reason, and the facts behind it (values compared, limit, what to do).
struct Refusal: Error, Hashable, Sendable {
    let reason: ReasonCode
    let detail: String

    init(_ reason: ReasonCode, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }
}
