import Encoding
import Testing

@Suite struct PEMTests {
    private let block = PEMBlock(label: "CERTIFICATE", bytes: Array(0..<100))

    @Test func `Blocks of every length come back from their text`() throws {
        var dice = Dice(3)
        for count in 1..<200 {
            let block = PEMBlock(label: "BADGE STATUS", bytes: dice.bytes(count))
            try #require(try PEMBlock.parseAll(Array(block.text.utf8)) == [block])
        }
    }

    @Test func `A block is read where it stands, and what follows is left alone`() throws {
        let text = Array((block.text + block.text + "index 5\n").utf8)
        var offset = 0
        _ = try PEMBlock.parse(text, at: &offset)
        let second = try PEMBlock.parse(text, at: &offset)
        #expect(second == block)
        #expect(text[offset...].elementsEqual("index 5\n".utf8))
        #expect(throws: PEMError.self) { try PEMBlock.parseAll(text) }
    }

    @Test func `No changed, removed or added byte gives the same block`() throws {
        let text = block.textBytes
        for index in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[index] ^= 1 << UInt8(bit)
                try #require((try? PEMBlock.parseAll(changed)) != [block])
            }
            var shorter = text
            shorter.remove(at: index)
            try #require((try? PEMBlock.parseAll(shorter)) != [block])
            for added in [0x0A, 0x0D, 0x20, 0x2D, 0x3D, 0x41] as [UInt8] {
                var longer = text
                longer.insert(added, at: index)
                try #require((try? PEMBlock.parseAll(longer)) != [block])
            }
        }
    }

    @Test(arguments: [
        "", "\n", "text\n", "-----BEGIN A-----\n", "-----BEGIN A-----\n-----END A-----\n",
        "-----BEGIN A-----",
        "-----BEGIN -----\nAAAA\n-----END -----\n", "-----BEGIN A-----\nAAAA\n-----END A-----",
        "-----BEGIN A-----\nAAAA\n-----END B-----\n", "-----BEGIN A-----\n\nAAAA\n-----END A-----\n",
        "-----BEGIN A-----\nAAAA\n\n-----END A-----\n", "-----BEGIN A-----\nAA\nAA\n-----END A-----\n",
        "-----BEGIN A-----\r\nAAAA\r\n-----END A-----\r\n", "-----BEGIN A-----\nAAB=\n-----END A-----\n",
        "-----BEGIN A  B-----\nAAAA\n-----END A  B-----\n", "-----BEGIN a-----\nAAAA\n-----END a-----\n",
        "-----BEGIN A-----\nK: v\n\nAAAA\n-----END A-----\n", " -----BEGIN A-----\nAAAA\n-----END A-----\n",
        "-----BEGIN A-----\nAAAA\n-----END A-----\n\n", "-----BEGIN A-----\nAAAA\n-----END A----- \n",
    ])
    func `Text that is not canonical is refused`(_ text: String) {
        #expect(throws: PEMError.self) { try PEMBlock.parseAll(Array(text.utf8)) }
    }

    @Test func `Files of other tools are read leniently`() throws {
        let text =
            "Bag attributes: x\r\n-----BEGIN A-----\r\nAA\r\nAA \r\n-----END A-----\r\ntail\n-----BEGIN B-----\nAQ==\n-----END B-----"
        let blocks = try PEMBlock.parseLenient(Array(text.utf8))
        #expect(blocks == [PEMBlock(label: "A", bytes: [0, 0, 0]), PEMBlock(label: "B", bytes: [1])])
        #expect(try PEMBlock.parseLenient(block.textBytes) == [block])
    }

    @Test(arguments: [
        ("", 1), ("nothing\nhere\n", 1), ("-----BEGIN A-----\nAAAA\n", 1),
        ("x\n-----BEGIN A-----\nAAAA\n-----END B-----\n", 4),
        ("-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END A-----\n", 2),
        ("-----BEGIN A-----\nA*AA\n-----END A-----\n", 1),
        ("-----BEGIN A-----\n-----BEGIN A-----\n", 2), ("-----BEGIN A\nAAAA\n-----END A-----\n", 1),
        ("-----BEGIN A-----\n-----END A-----\n", 1),
    ])
    func `A lenient reading still says where a file is broken`(_ text: String, _ line: Int) {
        let error = #expect(throws: PEMError.self) { try PEMBlock.parseLenient(Array(text.utf8)) }
        #expect(error?.line == line)
    }
}
