/// The Public Suffix List: under which names the public registers (publicsuffix.org, private section included, since
/// customers of one host are different owners).
package enum PublicSuffix {
    /// The day of the list that the table was made from.
    package static var date: String { PublicSuffixTable.date }

    /// The name that its owner registered: the public suffix and one label more; nil where the name is itself a public
    /// suffix. A top level that the list does not know is a suffix of one label.
    package static func registrableDomain(of name: DomainName) -> String? {
        let labels = name.labels
        let count = suffixLength(labels)
        guard labels.count > count else { return nil }
        return labels.suffix(count + 1).joined(separator: ".")
    }

    /// How many labels of a name are its public suffix: the exception, else the longest rule, else one.
    private static func suffixLength(_ labels: [Substring]) -> Int {
        for start in labels.indices {
            let rest = labels[start...]
            if contains("!" + rest.joined(separator: ".")) { return rest.count - 1 }
            if contains(rest.joined(separator: ".")) { return rest.count }
            if rest.count > 1, contains("*." + rest.dropFirst().joined(separator: ".")) { return rest.count }
        }
        return 1
    }

    /// Whether the list has a rule; halves the text and goes back to the beginning of an entry each time.
    static func contains(_ rule: String) -> Bool {
        let text = UnsafeBufferPointer(
            start: PublicSuffixTable.rules.utf8Start, count: PublicSuffixTable.rules.utf8CodeUnitCount)
        let comma = UInt8(ascii: ",")
        let wanted = Array(rule.utf8)
        var (low, high) = (0, text.count)
        while low < high {
            var start = (low + high) / 2
            while start > low, text[start - 1] != comma { start -= 1 }
            let end = text[start...].firstIndex(of: comma) ?? text.count
            let entry = text[start..<end]
            if entry.elementsEqual(wanted) { return true }
            if entry.lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
        }
        return false
    }
}
