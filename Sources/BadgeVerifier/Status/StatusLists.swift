/// The listed indexes of one log by state: the plain form that an authority fills and that tools export.
package struct StatusLists: Hashable, Sendable {
    /// Strictly rising indexes, each in one list only.
    package var revoked: [UInt64]
    /// Strictly rising.
    package var superseded: [UInt64]
    /// Strictly rising.
    package var suspended: [UInt64]
    /// Strictly rising.
    package var limited: [UInt64]

    /// Takes the values as they are.
    package init(
        revoked: [UInt64] = [], superseded: [UInt64] = [], suspended: [UInt64] = [], limited: [UInt64] = []
    ) {
        self.revoked = revoked
        self.superseded = superseded
        self.suspended = suspended
        self.limited = limited
    }

    /// The list of a state; empty for `good`, which is never listed.
    package subscript(state: StatusState) -> [UInt64] {
        switch state {
        case .good: []
        case .limited: limited
        case .suspended: suspended
        case .superseded: superseded
        case .revoked: revoked
        }
    }

    /// Items in all lists.
    package var count: Int { revoked.count + superseded.count + suspended.count + limited.count }
}
