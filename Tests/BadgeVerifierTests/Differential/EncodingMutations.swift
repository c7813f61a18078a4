import CryptoCore

/// Bends that DER forbids whatever the type: lengths, tags, order, bytes behind, BER spellings.
enum EncodingMutations {
    static let all = structure + spelling

    private static let structure: [Mutation] = [
        .list("delete an element") { list, random in list.remove(at: random.below(list.count)) },
        .list("repeat an element") { list, random in
            let index = random.below(list.count)
            list.insert(list[index], at: random.below(list.count + 1))
        },
        .list("swap two elements", atLeast: 2) { list, random in
            list.swapAt(random.below(list.count), random.below(list.count))
        },
        .list("reverse a list", atLeast: 2) { list, _ in list.reverse() },
        .list("shuffle a list", atLeast: 2) { list, random in list.shuffle(using: &random) },
        .list("insert an element") { list, random in
            list.insert(random.pick(strays), at: random.below(list.count + 1))
        },
        .list("empty a list") { list, _ in list.removeAll() },
        Mutation("move an element elsewhere") { tree, random in
            let paths = tree.paths
            let (from, to) = (random.pick(paths), random.pick(paths))
            let moved = tree[from]
            tree[to] = moved
        },
        .element("wrap an element") { element, random in
            element = DERTree(tag: random.pick([0x30, 0x31, 0xA0, 0xA3, 0x04]), .children([element]))
        },
        .element("unwrap an element", where: { !$0.children.isEmpty }) { element, random in
            element = random.pick(element.children)
        },
        .element("nest deeply") { element, _ in
            for _ in 0..<20 { element = DERTree(tag: 0x30, .children([element])) }
        },
    ]

    private static let spelling: [Mutation] = [
        .element("another tag") { element, random in element.tag = random.byte() },
        .element("constructed or not") { element, _ in element.tag ^= 0x20 },
        .element("another class") { element, random in element.tag ^= random.pick([0x40, 0x80, 0xC0]) },
        .element("a longer length") { element, random in
            element.lengthForm = .padded(1 + random.below(3))
        },
        .element("an indefinite length") { element, _ in element.lengthForm = .indefinite },
        .element("a wrong length") { element, random in
            element.lengthForm = .wrong(random.pick([-2, -1, 1, 2, 128, 65_536]))
        },
        .element("bytes behind") { element, random in
            if element.primitive == nil {
                element.children.append(random.pick(strays))
            } else {
                element.primitive?.append(random.byte())
            }
        },
        .element("a string in chunks", where: { $0.primitive.map { $0.count > 1 } ?? false }) { element, _ in
            let bytes = element.primitive ?? []
            let middle = bytes.count / 2
            let chunks = [Array(bytes[..<middle]), Array(bytes[middle...])]
            element.body = .children(chunks.map { DERTree(tag: element.tag & 0x1F, .bytes($0)) })
            element.tag |= 0x20
        },
        .element("a bit", where: { $0.primitive.map { !$0.isEmpty } ?? false }) { element, random in
            let count = element.primitive?.count ?? 1
            element.primitive?[random.below(count)] ^= 1 << UInt8(random.below(8))
        },
        .element("a byte", where: { $0.primitive.map { !$0.isEmpty } ?? false }) { element, random in
            let count = element.primitive?.count ?? 1
            element.primitive?[random.below(count)] = random.byte()
        },
        .element("cut off", where: { $0.primitive.map { !$0.isEmpty } ?? false }) { element, _ in
            element.primitive?.removeLast()
        },
        .element("empty", where: { $0.primitive != nil }) { element, _ in element.primitive = [] },
    ]

    /// Elements that have no business where they are put.
    static let strays: [DERTree] = [
        DERTree(tag: 0x05, .bytes([])), DERTree(tag: 0x02, .bytes([1])), DERTree(tag: 0x01, .bytes([0xFF])),
        DERTree(tag: 0x01, .bytes([0])), DERTree(tag: 0x0C, .bytes([0x78])),
        DERTree(tag: 0x30, .children([])),
        DERTree(tag: 0x81, .bytes([0, 1])), DERTree(tag: 0x82, .bytes([0, 1])),
        DERTree(tag: 0xA3, .children([])), DERTree(tag: 0x00, .bytes([])), DERTree(tag: 0x1F, .bytes([0x81])),
    ]
}
