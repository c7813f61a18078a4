import CryptoCore

/// One way to bend a certificate's tree: a name for messages, and what it does.
struct Mutation: Sendable {
    let name: String
    let apply: @Sendable (inout DERTree, inout SeededGenerator) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout DERTree, inout SeededGenerator) -> Void) {
        self.name = name
        self.apply = apply
    }

    /// Changes one element, picked among those that fit; leaves the tree alone where none does.
    static func element(
        _ name: String, where fits: @escaping @Sendable (DERTree) -> Bool = { _ in true },
        _ change: @escaping @Sendable (inout DERTree, inout SeededGenerator) -> Void
    ) -> Mutation {
        Mutation(name) { tree, random in
            let paths = tree.paths.filter { fits(tree[$0]) }
            guard let path = paths.randomElement(using: &random) else { return }
            var element = tree[path]
            change(&element, &random)
            tree[path] = element
        }
    }

    /// Changes the list of elements below one that has some.
    static func list(
        _ name: String, atLeast count: Int = 1,
        _ change: @escaping @Sendable (inout [DERTree], inout SeededGenerator) -> Void
    ) -> Mutation {
        element(name, where: { $0.children.count >= count }) { element, random in
            change(&element.children, &random)
        }
    }

    /// Replaces the contents of a primitive of one of these tags.
    static func contents(
        _ name: String, tags: Set<UInt8>,
        _ change: @escaping @Sendable ([UInt8], inout SeededGenerator) -> [UInt8]
    ) -> Mutation {
        element(name, where: { tags.contains($0.tag) && $0.primitive != nil }) { element, random in
            element.primitive = change(element.primitive ?? [], &random)
        }
    }
}

extension SeededGenerator {
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next() >> 24) }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool { below(count) == 0 }
}
