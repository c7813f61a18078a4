import Encoding
import Testing

@Suite struct IdentifierTests {
    private let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ")

    @Test func `Identifiers come back from every form in which people write them`() throws {
        var dice = Dice(6)
        for _ in 0..<2000 {
            let id = ApplicationID(random: dice.bytes(4))
            let text = id.description
            try #require(text.utf8.count == 7)
            try #require(ApplicationID(text) == id)
            try #require(ApplicationID(text.lowercased()) == id)
            try #require(ApplicationID(id.compact) == id)
            try #require(ApplicationID(id.compact.lowercased()) == id)
        }
    }

    @Test func `Every wrong symbol and every swap of neighbours is found`() throws {
        var dice = Dice(7)
        for _ in 0..<300 {
            let symbols = Array(ApplicationID(random: dice.bytes(4)).compact)
            for index in symbols.indices {
                for symbol in alphabet where symbol != symbols[index] {
                    var changed = symbols
                    changed[index] = symbol
                    try #require(ApplicationID(String(changed)) == nil)
                }
                if index > 0, symbols[index] != symbols[index - 1] {
                    var swapped = symbols
                    swapped.swapAt(index, index - 1)
                    try #require(ApplicationID(String(swapped)) == nil)
                }
            }
        }
    }

    @Test func `Every random value makes a valid identifier, the extremes included`() throws {
        for random in [
            [0, 0, 0, 0], [255, 255, 255, 255], [], [1], [1, 114, 206, 223], [1, 114, 206, 224],
        ] as [[UInt8]] {
            let id = ApplicationID(random: random)
            #expect(ApplicationID(id.description) == id)
        }
        // Neighbouring values cover the case without a check symbol.
        for value in 0..<100 as Range<UInt64> {
            let id = ApplicationID(random: bigEndian(value, count: 4))
            try #require(ApplicationID(id.description) == id)
        }
    }

    @Test func `Identifiers order as their texts do`() {
        var dice = Dice(8)
        let ids = (0..<200).map { _ in ApplicationID(random: dice.bytes(4)) }
        #expect(ids.sorted().map(\.compact) == ids.map(\.compact).sorted())
    }

    @Test func `A prefix is brought into the compact form`() {
        #expect(ApplicationID.normalizedPrefix("a7k-3") == "A7K3")
        #expect(ApplicationID.normalizedPrefix("a7k-") == "A7K")
        #expect(ApplicationID.normalizedPrefix("a") == "A")
        for text in [
            "", "-", "a-7", "A7K--3", "A7K3-MQ", "A0", "O", "1", "I", "L", "U", "A7K-3MQ2", "A7K3MQ2", "ä",
            "A 7",
        ] {
            #expect(ApplicationID.normalizedPrefix(text) == nil, "\(text)")
        }
    }

    @Test func `A badge number is read as people, openssl and JSON write it`() throws {
        let serial = try #require(BadgeSerial(logNumber: 1, index: 42))
        #expect(serial.value == 0x0001_0000_0000_002A)
        #expect(serial.description == "1-42")
        #expect(serial.hex16 == "000100000000002a")
        for text in [
            "1-42", "000100000000002a", "000100000000002A", "100000000002A", "01:00:00:00:00:00:2a",
            "0x100000000002a", "00000100000000002A",
        ] {
            #expect(BadgeSerial(text) == serial, "\(text)")
        }
        #expect(BadgeSerial(value: serial.value) == serial)
        #expect(BadgeSerial("32767-281474976710655")?.value == .max >> 1)
    }

    @Test(arguments: [
        "", "-", "1-", "-1", "0-1", "1-0", "32768-1", "1-281474976710656", "01-1", "1-01", "1-1-1", "1 - 1",
        "42", "0x",
        "8000000000000001", "10000000000000000000", "1:0:0", "01::02", "0001000000000000", "1-+1", "g", "１-1",
    ])
    func `Numbers outside the range or in another form are refused`(_ text: String) {
        #expect(BadgeSerial(text) == nil)
    }
}
