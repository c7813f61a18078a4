import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

@Suite struct SnapshotTests {
    private let signer: NoteSigner
    private let issued = VirtualAuthority.now

    init() throws { signer = try NoteSigner(name: "status.example", key: VirtualAuthority.key(2)) }

    private func header(_ covered: UInt64) -> StatusSnapshot.Header {
        .init(
            origin: "log.example", sequence: 1, issued: issued, nextUpdate: issued.adding(seconds: 1),
            coveredSize: covered)
    }

    private func make(_ lists: StatusLists, covered: UInt64) throws -> StatusSnapshot {
        try StatusSnapshot.make(header(covered), lists: lists, signers: [signer])
    }

    private func payload(_ snapshot: StatusSnapshot) throws -> [UInt8] {
        let end = try #require(snapshot.bytes.firstIndex(of: 0))
        return Array(snapshot.bytes[(end + 1)...])
    }

    /// A file with this payload, well signed.
    private func file(_ payload: [UInt8], covered: UInt64 = 1000) throws -> [UInt8] {
        try SignedNote.sign(StatusSnapshot.text(header(covered), payload: payload), by: [signer], at: nil)
            .bytes + [0]
            + payload
    }

    /// Four rising lists without a common index; `density` of the indexes below `size` are listed.
    private func randomLists(_ size: UInt64, density: Double, seed: UInt64) -> StatusLists {
        var generator = SeededGenerator(seed: seed)
        var lists = StatusLists()
        for index in 0..<size where Double.random(in: 0..<1, using: &generator) < density {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: lists.limited.append(index)
            case 1: lists.suspended.append(index)
            case 2: lists.superseded.append(index)
            default: lists.revoked.append(index)
            }
        }
        return lists
    }

    private func array(_ lists: StatusLists) -> [[UInt64]] { StatusState.listed.map { lists[$0] } }

    @Test(arguments: [0.0, 0.0005, 0.01, 0.2, 0.9, 1.0])
    func `encoder, decoder and a naive decoder agree`(_ density: Double) throws {
        for seed in UInt64(1)...4 {
            let size: UInt64 = 4000
            let lists = randomLists(size, density: density, seed: seed)
            let snapshot = try make(lists, covered: size)
            #expect(NaiveSnapshot.decode(try payload(snapshot)) == array(lists))
            let read = try StatusSnapshot(parsing: snapshot.bytes)
            #expect(read.lists == lists)
            #expect(read.bytes == snapshot.bytes)
            let again = try make(read.lists, covered: size)
            #expect(again.bytes == snapshot.bytes)
            for index in 0..<size {
                let expected = StatusState.listed.first { lists[$0].contains(index) } ?? .good
                if seed == 1 || index % 37 == 0 { #expect(read.state(of: index) == expected) }
            }
            #expect(read.state(of: size) == nil)
            #expect(read.state(of: .max) == nil)
        }
    }

    @Test func `wide and narrow gaps are exact up to the last of 48 bits`() throws {
        let last: UInt64 = 1 << 48 - 1
        for items in [
            [0], [last], [0, last], [0, 1, last - 1, last], [0, 1 << 47, last], Array(0..<600) + [last],
        ] {
            let snapshot = try make(.init(suspended: items), covered: last + 1)
            #expect(try StatusSnapshot(parsing: snapshot.bytes).lists.suspended == items)
            #expect(NaiveSnapshot.decode(try payload(snapshot)) == [[], [], items, []])
            for item in items { #expect(snapshot.state(of: item) == .suspended) }
        }
        // Long runs of ones: one far item among many near ones makes a small k and a long quotient.
        let skewed = Array(0..<250).map { UInt64($0) } + [5_000, 100_000]
        let snapshot = try make(.init(revoked: skewed), covered: 1 << 20)
        #expect(try StatusSnapshot(parsing: snapshot.bytes).lists.revoked == skewed)
        #expect(NaiveSnapshot.decode(try payload(snapshot))?.first == skewed)
    }

    @Test func `k is the smallest that gives the shortest block`() throws {
        var generator = SeededGenerator(seed: 3)
        for turn in 0..<300 {
            let count = Int.random(in: 1...256, using: &generator)
            let scale = UInt64(1) << UInt64(turn % 20)
            var items: [UInt64] = [0]
            while items.count < count {
                let gap =
                    UInt64.random(in: 0...scale, using: &generator)
                    * UInt64.random(in: 0...2, using: &generator)
                items.append((items.last ?? 0) + gap + 1)
            }
            let gaps = zip(items.dropFirst(), items).map { $0 - $1 - 1 }
            let sizes = (0..<48).map { NaiveSnapshot.blockBytes(gaps, k: $0) }
            let bytes = try payload(make(.init(revoked: items), covered: 1 << 40))
            let k = Int(bytes[4 + 6])
            #expect(sizes[k] == sizes.min())
            #expect(sizes[..<k].allSatisfy { $0 > sizes[k] })
        }
    }

    @Test func `another parameter than the encoder's is refused`() throws {
        // 0, 1, 2 ... with k = 1 instead of 0: the same items in a longer block.
        let items: [UInt64] = Array(0..<9)
        let good = try payload(make(.init(revoked: items), covered: 1000))
        #expect(good[10] == 0)
        let empty: [UInt8] = [0, 0, 0, 0]
        let longer: [UInt8] =
            [0, 0, 0, 9] + [UInt8](repeating: 0, count: 6) + [1, 0, 0] + empty + empty + empty
        #expect(NaiveSnapshot.decode(longer)?.first == items)
        #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: file(longer)) }
        // A single item has no codes: its k is 0.
        for k in UInt8(0)...255 {
            let single: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 7, k] + empty + empty + empty
            if k == 0 {
                #expect(try StatusSnapshot(parsing: file(single)).lists.revoked == [7])
            } else {
                #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: file(single)) }
            }
        }
    }

    @Test func `a payload that is not the encoder's is refused`() throws {
        let lists = StatusLists(
            revoked: Array(stride(from: 0, to: 900, by: 3)), superseded: [1], suspended: [4],
            limited: [7, 10])
        let good = try payload(make(lists, covered: 1000))
        #expect(try StatusSnapshot(parsing: file(good)).lists == lists)
        var accepted: [Int] = []
        for bit in 0..<good.count * 8 {
            var changed = good
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let read = try? StatusSnapshot(parsing: file(changed)) else { continue }
            // Another list may come out, but only one that encodes to these very bytes.
            accepted.append(bit)
            #expect(try payload(make(read.lists, covered: 1000)) == changed)
        }
        #expect(accepted.count < good.count * 8)
        for length in 0..<good.count {
            #expect(throws: SnapshotError.self) {
                try StatusSnapshot(parsing: file(Array(good.prefix(length))))
            }
        }
        #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: file(good + [0])) }
        #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: file(good, covered: 897)) }
        #expect(throws: SnapshotError.self) {
            try StatusSnapshot(parsing: file([0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 40)))
        }
    }

    @Test func `noise as a payload is refused or canonical`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let size = Int.random(in: 0...200, using: &generator)
            var noise = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for place in [0, 1, 2] where noise.count > place { noise[place] = 0 }
            guard let read = try? StatusSnapshot(parsing: file(noise, covered: 1 << 48)) else { continue }
            #expect(try payload(make(read.lists, covered: 1 << 48)) == noise)
        }
    }

    @Test func `lists that do not rise, overlap or reach the covered size are not encoded`() throws {
        for lists in [
            StatusLists(revoked: [2, 1]), .init(revoked: [1, 1]), .init(revoked: [1], limited: [1]),
            .init(superseded: Array(0..<500), suspended: [499]), .init(revoked: [1000]),
        ] {
            #expect(throws: SnapshotError.self) { try make(lists, covered: 1000) }
        }
    }

    @Test func `an overlap deep inside two long lists is found`() throws {
        let even = Array(stride(from: UInt64(0), to: 20_000, by: 2))
        let odd = Array(stride(from: UInt64(1), to: 20_000, by: 2))
        #expect(try make(.init(revoked: even, limited: odd), covered: 20_000).count(of: .limited) == 10_000)
        for place in [0, 5_000, 9_999] {
            var overlapping = odd
            overlapping[place] = even[place]
            #expect(throws: SnapshotError.self) {
                try make(.init(revoked: even, limited: overlapping), covered: 20_000)
            }
        }
    }

    @Test func `a note that says anything else is refused`() throws {
        let snapshot = try make(.init(revoked: [3]), covered: 10)
        let body = try payload(snapshot)
        let text = StatusSnapshot.text(header(10), payload: body)
        let changes: [(String, String)] = [
            ("@v1", "@v2"), ("\n1\n", "\n01\n"), ("\n1\n", "\n-1\n"), ("2026", "1926"), ("Z\n", "z\n"),
            ("\n10\n", "\n3\n"), ("\n10\n", "\n281474976710657\n"),
            ("\n\(body.count)\n", "\n\(body.count + 1)\n"),
            ("log.example", ""), ("\n10\n", "\n10\nextra\n"), ("\n1\n", "\n9223372036854775808\n"),
        ]
        for (old, new) in changes {
            let note = try SignedNote.sign(text.replacing(old, with: new), by: [signer], at: nil)
            #expect(throws: SnapshotError.self, "\(old) \(new)") {
                try StatusSnapshot(parsing: note.bytes + [0] + body)
            }
        }
        #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: snapshot.note.bytes + body) }
        #expect(throws: SnapshotError.self) {
            try StatusSnapshot(parsing: [UInt8](repeating: 65, count: 200_000))
        }
        var changed = snapshot.bytes
        changed[changed.count - 1] ^= 1
        #expect(throws: SnapshotError.self) { try StatusSnapshot(parsing: changed) }
    }

    @Test func `one percent of a million takes at most 1.05 of the information bound`() throws {
        var generator = SeededGenerator(seed: 42)
        let size: UInt64 = 1_000_000
        var revoked: [UInt64] = []
        for index in 0..<size where UInt64.random(in: 0..<100, using: &generator) == 0 {
            revoked.append(index)
        }
        let bytes = try payload(make(.init(revoked: revoked), covered: size))
        let n = Double(size)
        let r = Double(revoked.count)
        let ways: Double = lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1)
        let bound: Double = ways / log(2.0) / 8
        #expect(Double(bytes.count) <= 1.05 * bound, "\(bytes.count) bytes, bound \(bound)")
    }
}
