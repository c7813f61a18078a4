import CryptoCore
import Encoding

/// Bends of the text of a badge file: blocks, lines, base64, notes, proof, and noise.
enum FileMutations {
    typealias Change = @Sendable ([UInt8], inout SeededGenerator) -> [UInt8]

    static let all: [(name: String, change: Change)] = noise + lines + blocks

    private static let noise: [(String, Change)] = [
        (
            "a bit",
            { file, random in
                var file = file
                file[random.below(file.count)] ^= 1 << UInt8(random.below(8))
                return file
            }
        ),
        (
            "a byte",
            { file, random in
                var file = file
                file[random.below(file.count)] = random.byte()
                return file
            }
        ),
        (
            "a byte more",
            { file, random in
                var file = file
                file.insert(
                    random.pick(Array("\n\r \u{0}-=A/+".utf8) + [0xFF]), at: random.below(file.count + 1))
                return file
            }
        ),
        (
            "a byte less",
            { file, random in
                var file = file
                file.remove(at: random.below(file.count))
                return file
            }
        ),
        ("cut off", { file, random in Array(file.prefix(random.below(file.count))) }),
        (
            "a part twice",
            { file, random in
                let start = random.below(file.count)
                let part = file[start..<min(file.count, start + 1 + random.below(200))]
                return Array(file[..<start]) + part + Array(file[start...])
            }
        ),
    ]

    private static let lines: [(String, Change)] = [
        (
            "a line less",
            { change(lines: $0, &$1) { lines, random in lines.remove(at: random.below(lines.count)) } }
        ),
        (
            "a line twice",
            {
                change(lines: $0, &$1) { lines, random in
                    let index = random.below(lines.count)
                    lines.insert(lines[index], at: index)
                }
            }
        ),
        (
            "two lines swapped",
            {
                change(lines: $0, &$1) { lines, random in
                    lines.swapAt(random.below(lines.count), random.below(lines.count))
                }
            }
        ),
        (
            "a line more",
            {
                change(lines: $0, &$1) { lines, random in
                    lines.insert(random.pick(strays), at: random.below(lines.count + 1))
                }
            }
        ),
        (
            "another end of line",
            {
                change(lines: $0, &$1) { lines, random in
                    lines[random.below(lines.count)] += random.pick([[0x0D], [0x20], [0x09], [0x3D]])
                }
            }
        ),
        (
            "two lines joined",
            {
                change(lines: $0, &$1) { lines, random in
                    guard lines.count > 2 else { return }
                    let index = random.below(lines.count - 1)
                    lines[index] += lines.remove(at: index + 1)
                }
            }
        ),
        (
            "a number in another way",
            {
                change(lines: $0, &$1) { lines, random in
                    for (index, line) in lines.enumerated() where line.starts(with: Array("index ".utf8)) {
                        lines[index] = Array(
                            "index \(random.pick(["05", "+5", "5 ", " 5", "6", "4", "-1", "5\t", "", "18446744073709551616", "5.0"]))"
                                .utf8)
                    }
                }
            }
        ),
    ]

    private static let strays: [[UInt8]] = [
        "", " ", "extra AAAA", "index 5", "quorum none", "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "-----BEGIN BADGE STATUS-----", "Proc-Type: 4,ENCRYPTED", "\u{2014} badges.example.org/log1 AAAAAA==",
        "\u{2014} witness.example.net AAAAAAAA", "c2sp.org/tlog-proof@v1",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ].map { Array($0.utf8) }

    private static let blocks: [(String, Change)] = [
        (
            "blocks in another order",
            { file, random in
                var parts = parts(file)
                parts.swapAt(random.below(parts.count), random.below(parts.count))
                return Array(parts.joined())
            }
        ),
        (
            "a block twice",
            { file, random in
                var parts = parts(file)
                parts.insert(random.pick(parts), at: random.below(parts.count + 1))
                return Array(parts.joined())
            }
        ),
        (
            "a block less",
            { file, random in
                var parts = parts(file)
                parts.remove(at: random.below(parts.count))
                return Array(parts.joined())
            }
        ),
        (
            "a block of other columns",
            { file, random in
                var parts = parts(file)
                let index = random.below(parts.count)
                parts[index] = parts[index].filter { $0 != 0x0A || random.once(in: 2) }
                return Array(parts.joined())
            }
        ),
        (
            "DER behind the certificate",
            { file, random in
                var offset = 0
                guard let block = try? PEMBlock.parse(file, at: &offset) else { return file }
                let bytes = block.bytes + random.pick([[0], [0x05, 0x00], [0x30, 0x00]])
                return PEMBlock(label: block.label, bytes: bytes).textBytes + Array(file[offset...])
            }
        ),
    ]

    private static func change(
        lines file: [UInt8], _ random: inout SeededGenerator,
        _ body: (inout [[UInt8]], inout SeededGenerator) -> Void
    ) -> [UInt8] {
        var lines = file.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        body(&lines, &random)
        return Array(lines.joined(separator: [0x0A]))
    }

    /// The PEM blocks and what follows them.
    private static func parts(_ file: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var offset = 0
        while file[offset...].starts(with: Array("-----BEGIN".utf8)) {
            let start = offset
            guard (try? PEMBlock.parse(file, at: &offset)) != nil else { break }
            parts.append(Array(file[start..<offset]))
        }
        return parts + [Array(file[offset...])]
    }
}
