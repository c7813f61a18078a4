import Testing

@testable import Screening

@Suite struct NameIndexTests {
    private static let words = [
        "golden", "freight", "north", "air", "Bank", "Müller", "rn", "vv", "0ak", "ホテル", "GmbH", "Со", "x",
    ]

    private static func entries(_ count: Int, seed: UInt64) -> [NameEntry] {
        var dice = Dice(seed: seed)
        return (0..<count).map { number in
            let name = (0..<Int(dice.next() % 3 + 1)).map { _ in
                var word = words[Int(dice.next() % UInt64(words.count))]
                if dice.next() % 4 == 0 { word += String("abcdeo0l1".randomElement(using: &dice) ?? "a") }
                return word
            }.joined(separator: " ")
            return NameEntry(
                kind: number % 2 == 0 ? .badge : .application, id: "id \(number)", owner: "\(number % 50)",
                name: name,
                country: number % 3 == 0 ? "NL" : "DE", detail: "detail \(number)",
                identities: ["account:\(number % 97)", "n:\(number)"])
        }
    }

    private static func file(_ entries: [NameEntry], source: String = "head 1") -> [UInt8] {
        var builder = NameIndexBuilder()
        for entry in entries { builder.add(entry) }
        return builder.file(source: source)
    }

    @Test func `A search finds exactly what comparing with every name finds`() throws {
        let entries = Self.entries(600, seed: 1)
        let index = try NameIndex(Self.file(entries))
        #expect(index.count == 600)
        #expect(index.source == "head 1")
        for query in Self.entries(25, seed: 2) {
            let found = try index.search(query.name, country: "NL", owner: "7", limit: 10_000)
            let wanted = entries.filter { $0.owner != "7" }.compactMap {
                NameHit(query.name, country: "NL", $0)
            }
            #expect(Set(found) == Set(wanted), "\(query.name)")
            #expect(found.count == wanted.count)
            #expect(found.map { NameMatchRule.allCases.firstIndex(of: $0.match.rule) ?? 0 }.adjacentPairsRise)
        }
    }

    @Test func `Identities are found exactly, without the owner's own`() throws {
        let entries = Self.entries(500, seed: 3)
        let index = try NameIndex(Self.file(entries))
        #expect(try index.find(identity: "n:321", owner: nil, limit: 9) == [entries[321]])
        #expect(
            try index.find(identity: "account:5", owner: nil, limit: 99)
                == entries.enumerated().filter { $0.offset % 97 == 5 }.map(\.element))
        #expect(try index.find(identity: "n:321", owner: entries[321].owner, limit: 9) == [])
        #expect(try index.find(identity: "n:3210", owner: nil, limit: 9) == [])
    }

    @Test func `An empty index and an empty name find nothing`() throws {
        let index = try NameIndex(Self.file([]))
        #expect(try index.search("Example", country: "NL", owner: nil, limit: 5) == [])
        #expect(
            try NameIndex(Self.file(Self.entries(10, seed: 4))).search(
                "", country: "NL", owner: nil, limit: 5) == [])
    }

    @Test func `The same names give the same bytes`() {
        #expect(Self.file(Self.entries(300, seed: 5)) == Self.file(Self.entries(300, seed: 5)))
    }

    @Test func `Every changed byte is noticed before it is believed`() throws {
        let entries = Self.entries(40, seed: 6)
        let good = Self.file(entries)
        let clean = try NameIndex(good).search("golden freight", country: "NL", owner: nil, limit: 99)
        for place in stride(from: 0, to: good.count, by: 31) {
            var bad = good
            bad[place] ^= 0x41
            // What was not read may be damaged; what is answered is right.
            let answer = try? NameIndex(bad).search("golden freight", country: "NL", owner: nil, limit: 99)
            #expect(answer == nil || answer == clean)
        }
        for length in [0, 8, 255, 256, good.count - 1] {
            #expect(throws: NameIndexError.self) { try NameIndex(Array(good.prefix(length))) }
        }
    }

    @Test func `An index of other tables is known as such`() throws {
        var file = Self.file(Self.entries(5, seed: 7))
        file[80] = UInt8(ascii: "v")
        let checksum = IndexChecksum.of(file[..<248])
        withUnsafeBytes(of: checksum.littleEndian) { file.replaceSubrange(248..<256, with: $0) }
        #expect(throws: NameIndexError.otherTables("v" + ScreeningTables.version.dropFirst())) {
            try NameIndex(file)
        }
    }

    @Test func `The same name elsewhere is a homonym, here a look-alike, and a brand nobody's`() throws {
        let index = try NameIndex(
            Self.file([
                NameEntry(kind: .badge, id: "1-1", owner: "a", name: "Example Airline", country: "NL"),
                NameEntry(
                    kind: .brand, id: "brands line 2", owner: "", name: "Example Airline", country: "NL"),
            ]))
        let abroad = try index.search("Example Airline Ltd", country: "GB", owner: nil, limit: 9)
        #expect(abroad.map(\.isHomonym) == [true, false])
        #expect(
            try index.search("Example Airline", country: "NL", owner: nil, limit: 9).map(\.isHomonym) == [
                false, false,
            ])
        #expect(
            try index.search("Example Airlines", country: "GB", owner: nil, limit: 9).map(\.isHomonym) == [
                false, false,
            ])
    }
}

extension [Int] {
    fileprivate var adjacentPairsRise: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
