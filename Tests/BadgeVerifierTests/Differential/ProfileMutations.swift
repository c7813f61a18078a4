import BadgeVerifier
import CryptoCore
import Encoding

/// Bends of what a certificate means: version, serial, names, validity, key, extensions. They know where things stand
/// in an unbent TBSCertificate and do nothing to one that an earlier bend took apart.
enum ProfileMutations {
    static let all = fields + keys + extensions + extensionLists

    /// The places of RFC 5280 4.1.
    private enum Field {
        static let version = 0, serial = 1, algorithm = 2, issuer = 3, validity = 4, subject = 5, key = 6
        static let extensions = 7
    }

    private static func field(
        _ name: String, _ index: Int,
        _ change: @escaping @Sendable (inout DERTree, inout SeededGenerator) -> Void
    ) -> Mutation {
        Mutation(name) { tree, random in
            guard tree.children.count == 8 else { return }
            change(&tree.children[index], &random)
        }
    }

    private static func extensionList(
        _ name: String, _ change: @escaping @Sendable (inout [DERTree], inout SeededGenerator) -> Void
    ) -> Mutation {
        field(name, Field.extensions) { element, random in
            guard element.children.count == 1, !element.children[0].children.isEmpty else { return }
            change(&element.children[0].children, &random)
        }
    }

    private static let fields: [Mutation] = [
        field("another version", Field.version) { version, random in
            version = DERTree(DER.explicit(0, [2, 1, random.pick([0, 1, 3, 4, 0x80])]))
        },
        Mutation("no version") { tree, _ in
            if tree.children.count == 8 { tree.children.removeFirst() }
        },
        field("another place in the log", Field.serial) { serial, random in
            serial = DERTree(
                DER.integer(random.pick([1 << 48 | 6, 2 << 48 | 5, 1 << 48, 5, 1 << 63, 0x7FFF << 48 | 5])))
        },
        field("another algorithm", Field.algorithm) { algorithm, random in
            algorithm = DERTree(random.pick(KeyAlgorithm.allCases).signatureAlgorithmDER)
        },
        field("another issuer", Field.issuer) { issuer, random in
            issuer = DERTree(random.pick(names))
        },
        field("another subject", Field.subject) { subject, random in
            subject = DERTree(random.pick(names))
        },
        field("another validity", Field.validity) { validity, random in
            let (from, to) = random.pick(validities)
            let now = VirtualAuthority.now
            validity = DERTree(
                DER.sequence([DER.time(now.adding(seconds: from)), DER.time(now.adding(seconds: to))]))
        },
        Mutation("unique identifiers") { tree, random in
            guard tree.children.count == 8 else { return }
            let tags: [UInt8] = random.pick([[0x81], [0x82], [0x81, 0x82]])
            tree.children.insert(
                contentsOf: tags.map { DERTree(tag: $0, .bytes([0, 1, 2])) }, at: Field.extensions)
        },
        field("another business", Field.subject) { subject, random in
            var other = VirtualAuthority.subject
            other.displayName = random.pick(["Example Airline", "Other Airline", "Äther", "A & B"])
            other.organization = random.pick(["Example Airline B.V.", "Other B.V."])
            other.street = random.once(in: 2) ? nil : "Kade 2"
            other.state = random.once(in: 2) ? nil : "Zeeland"
            subject = DERTree(other.der)
        },
        field("a relative name of two attributes", Field.subject) { subject, random in
            guard subject.children.count > 1 else { return }
            let last = subject.children.removeLast()
            let index = random.below(subject.children.count)
            subject.children[index].children += last.children
        },
    ]

    private static let names: [[UInt8]] = [
        VirtualAuthority.name("Test Root"), VirtualAuthority.name("Test Issuing CA"),
        VirtualAuthority.name("test issuing ca"), VirtualAuthority.name(""), VirtualAuthority.name("A\u{0}"),
        VirtualAuthority.name("A\u{202E}b"), DER.sequence([]), VirtualAuthority.subject.der,
        DistinguishedName([.init(.commonName, "Test Issuing CA", kind: .printable)]).der,
        DistinguishedName([.init(.commonName, "Test Issuing CA", kind: .ia5)]).der,
        DistinguishedName([.init(.organizationName, "Test"), .init(.commonName, "Other CA")]).der,
        DER.sequence([DER.set([])]), DER.sequence([DER.null]),
    ]

    private static let validities: [(Int64, Int64)] = [
        (-Timestamp.day, 50 * Timestamp.day), (-Timestamp.day, 500 * Timestamp.day),
        (-300 * Timestamp.day, 98 * Timestamp.day), (-Timestamp.day, -1), (1, Timestamp.day), (0, 0), (0, 1),
        (-1, 0), (Timestamp.day, -Timestamp.day), (-Timestamp.day, 9000 * Timestamp.day),
        (-29 * Timestamp.day, Timestamp.day), (-31 * Timestamp.day, Timestamp.day),
        (-500 * Timestamp.day, 5000 * Timestamp.day),
    ]

    private static let keys: [Mutation] = [
        field("another good key", Field.key) { key, random in key = DERTree(random.pick(Forge.goodKeys)) },
        field("a bad key", Field.key) { key, random in key = DERTree(random.pick(Forge.badKeys)) },
        field("a bit of the key", Field.key) { key, random in
            guard let count = key.children.last?.primitive?.count, count > 1 else { return }
            key.children[key.children.count - 1].primitive?[random.below(count)] ^=
                1 << UInt8(random.below(8))
        },
    ]

    private static let extensions: [Mutation] = [
        extensionList("another extension in place") { list, random in
            let index = random.below(list.count)
            list[index] = DERTree(random.pick(Forge.otherExtensions).der)
        },
        extensionList("one extension more") { list, random in
            list.insert(DERTree(random.pick(Forge.otherExtensions).der), at: random.below(list.count + 1))
        },
        extensionList("criticality") { list, random in
            let index = random.below(list.count)
            let parts = list[index].children
            if parts.count == 3 {
                list[index].children.remove(at: 1)
            } else if parts.count == 2 {
                list[index].children.insert(
                    DERTree(tag: 1, .bytes([random.pick([0xFF, 0x00, 0x01])])), at: 1)
            }
        },
        extensionList("harmless extensions") { list, random in
            if let other = random.pick(Forge.goodExtensions) { list = other.map { DERTree($0.der) } }
        },
    ]

    private static let extensionLists: [Mutation] = [
        extensionList("no extension of one kind") { list, random in list.remove(at: random.below(list.count))
        },
        extensionList("an extension twice") { list, random in
            list.insert(random.pick(list), at: random.below(list.count + 1))
        },
        extensionList("extensions in another order") { list, random in
            list.swapAt(random.below(list.count), random.below(list.count))
        },
        field("no extensions at all", Field.extensions) { element, random in
            element.children = random.once(in: 2) ? [] : [DERTree(tag: 0x30, .children([]))]
        },
    ]
}
