extension JSON {
    /// What differs from `earlier`, a line each: `address.street: "A" → "B"`.
    ///
    /// Objects are compared field by field where both have the same fields in the same order; everything else, and a
    /// list whose members are no objects, as a whole.
    package func differences(from earlier: JSON) -> [String] { Self.differences(earlier, self, path: "") }

    private static func differences(_ before: JSON, _ after: JSON, path: String) -> [String] {
        guard before != after else { return [] }
        if case .object(let old) = before, case .object(let new) = after, old.count == new.count {
            return zip(old, new).flatMap { old, new in
                differences(old.value, new.value, path: path.isEmpty ? new.name : "\(path).\(new.name)")
            }
        }
        return ["\(path): \(before.canonicalText) → \(after.canonicalText)"]
    }
}
