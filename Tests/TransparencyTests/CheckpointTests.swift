import CryptoCore
import Encoding
import Testing
import Transparency

@Suite struct CheckpointTests {
    private let logKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

    @Test(.needsVectors)
    func `All sixteen states of the sample log verify, with their roots, bundles and tiles`() throws {
        let key = try VerifierKey(parsing: logKey)
        var tree = MerkleAccumulator()
        var previous: Checkpoint?
        for size in 0...15 {
            let note = try SignedNote(parsing: try Vectors.bytes("tiled-log/checkpoint.\(size)"))
            #expect(try note.verified(by: [key]) == [key])
            #expect(try note.verifiedStrictly(by: [key]) == [key])
            let checkpoint = try Checkpoint(text: note.text)
            #expect(checkpoint.text == note.text)
            #expect(checkpoint.size == UInt64(size) && checkpoint.origin == key.name)
            if size > 0 {
                let tile = Tile(level: 0, index: 0, width: size)
                #expect(Tile.tiles(forSize: UInt64(size)) == [tile])
                let bundle = try Vectors.bytes("tiled-log/" + tile.entriesPath)
                let entries = try #require(EntryBundle.decode(bundle, count: size))
                #expect(EntryBundle.encode(entries) == bundle)
                tree.append(MerkleTree.leafHash(entries[size - 1]))
                #expect(tree.bytes(of: tile) == (try Vectors.bytes("tiled-log/" + tile.path)))
            }
            #expect(tree.root == checkpoint.root)
            if let previous, previous.size > 0 {
                #expect(
                    MerkleTree.isConsistent(
                        oldSize: previous.size, oldRoot: previous.root, newSize: checkpoint.size,
                        newRoot: checkpoint.root,
                        proof: tree.consistencyProof(from: previous.size, to: checkpoint.size)))
            }
            previous = checkpoint
        }
    }

    @Test func `A checkpoint is exactly three lines`() throws {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        let good = "example.com/behind-the-sofa\n20852163\n\(root)\n"
        #expect(try Checkpoint(text: good).text == good)
        #expect(try Checkpoint(text: good).size == 20_852_163)
        let empty = Base64.encode(MerkleTree.emptyRoot.bytes)
        #expect(try Checkpoint(text: "o\n0\n\(empty)\n").root == MerkleTree.emptyRoot)
        for text in [
            "", "\n", "o\n", "o\n1\n", "o\n1\n\(root)", "o\n1\n\(root)\n\n", "o\n1\n\(root)\nextension\n",
            "\n1\n\(root)\n",
            "o\n01\n\(root)\n", "o\n-1\n\(root)\n", "o\n+1\n\(root)\n", "o\n1 \n\(root)\n", "o\n\n\(root)\n",
            "o\n0x1\n\(root)\n",
            "o\n18446744073709551616\n\(root)\n", "o\n1\n\(root.dropLast())\n",
            "o\n1\n\(root.dropLast(2))==\n", "o\n1\nAAAA\n",
            "o\n1\n\(root) \n", "o\n0\n\(root)\n", "o\n1\n\(root.replacing("2I=", with: "2J="))\n",
        ] {
            #expect(throws: NoteError.self, "\(text)") { try Checkpoint(text: text) }
        }
        #expect(try Checkpoint(text: "\u{E9}\n1\n\(root)\n") != Checkpoint(text: "e\u{301}\n1\n\(root)\n"))
    }

    private func proof(_ index: UInt64, _ size: UInt64) throws -> TLogProof {
        let tree = MerkleAccumulator(numberedLeaves(40))
        let state = Checkpoint(origin: "log.example", size: size, root: tree.root(size: size))
        let note = try SignedNote.sign(state.text, by: [try signer("log.example", 1)])
        return TLogProof(
            index: index, hashes: tree.inclusionProof(index: index, size: size), checkpoint: note)
    }

    @Test func `An offline proof comes back from its text and leads to the checkpoint`() throws {
        let leaves = numberedLeaves(40)
        for (index, size) in [(0, 1), (0, 2), (5, 40), (39, 40), (32, 33)] as [(UInt64, UInt64)] {
            let made = try proof(index, size)
            let back = try TLogProof(parsing: made.bytes)
            #expect(back.bytes == made.bytes && back.index == index && back.hashes == made.hashes)
            #expect(try back.provenCheckpoint(forLeaf: leaves[Int(index)]).size == size)
            #expect(throws: NoteError.self) { try back.provenCheckpoint(forLeaf: SHA256.hash([])) }
        }
        #expect(try proof(0, 1).text.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example\n1\n"))
    }

    @Test func `Offline proofs in another form are refused`() throws {
        let text = try proof(5, 40).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let hash = String(lines[2])
        let broken = [
            "", "\n", text.replacing("@v1", with: "@v2"), text.replacing("index 5", with: "index 05"),
            "\u{FEFF}" + text,
            text.replacing("index 5", with: "extra AAAA\nindex 5"),
            text.replacing("index 5", with: "index  5"),
            text.replacing("index 5", with: "index -5"), text.replacing("index 5", with: "Index 5"),
            text.replacing("index 5\n", with: ""),
            text.replacing("\n", with: "\r\n"), text.replacing(hash, with: hash + " "),
            text.replacing(hash, with: "AAAA"),
            text.replacing(hash, with: String(hash.dropLast(1))),
            text.replacing("\n\n", with: "\n"),
            text + "\n", String(text.dropLast()), text.replacing("\n\nlog", with: "\n\n\nlog") + "x",
            text.replacing(hash, with: Array(repeating: hash, count: 64).joined(separator: "\n")),
            "c2sp.org/tlog-proof@v1\nindex 5\n\n", "c2sp.org/tlog-proof@v1\nindex 5",
            "c2sp.org/tlog-proof@v1",
        ]
        for changed in broken {
            #expect(throws: NoteError.self, "\(changed)") { try TLogProof(parsing: Array(changed.utf8)) }
        }
        #expect(throws: NoteError.self) { try TLogProof(parsing: Array(text.utf8), maximumBytes: 100) }
    }

    @Test func `Each changed bit of a proof is refused or leaves the proven checkpoint unsigned`() throws {
        let made = try proof(5, 40)
        let key = try signer("log.example", 1).verifierKey
        let leaf = numberedLeaves(6)[5]
        for index in made.bytes.indices {
            for bit in 0..<8 {
                var changed = made.bytes
                changed[index] ^= 1 << UInt8(bit)
                let accepted =
                    (try? TLogProof(parsing: changed)).map { proof in
                        (try? proof.provenCheckpoint(forLeaf: leaf)) != nil
                            && (try? proof.checkpoint.verifiedStrictly(by: [key])) != nil
                    } ?? false
                try #require(!accepted, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `Tiles have the paths and partial widths of the format`() {
        #expect(Tile(level: 0, index: 1_234_067).path == "tile/0/x001/x234/067")
        #expect(Tile(level: 2, index: 0, width: 1).path == "tile/2/000.p/1")
        #expect(Tile(level: 0, index: 999).entriesPath == "tile/entries/999")
        #expect(Tile(level: 0, index: 1000, width: 255).entriesPath == "tile/entries/x001/000.p/255")
        #expect(Tile.tiles(forSize: 0).isEmpty)
        #expect(Tile.tiles(forSize: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        let large = Tile.tiles(forSize: 70_000)
        #expect(large.filter { $0.level == 0 && $0.width == 256 }.count == 273)
        #expect(
            large.filter { $0.width < 256 }.map(\.path) == [
                "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(Tile.tiles(level: 7, size: .max).count == 1)
        #expect(Tile.nodeCount(level: 8, size: .max) == 0)
    }

    @Test func `Publishing size after size leaves no hole and writes nothing twice`() {
        var dice = Dice(3)
        var written: Set<Tile> = []
        var size: UInt64 = 0
        while size < 70_000 {
            let next = size + UInt64.random(in: 1...700, using: &dice)
            let added = Tile.tiles(forSize: next, after: size)
            #expect(written.isDisjoint(with: added))
            written.formUnion(added)
            #expect(written.isSuperset(of: Tile.tiles(forSize: next)))
            size = next
        }
        #expect(Tile.tiles(forSize: size, after: size).isEmpty)
    }

    @Test func `A hash tile's root is the node above it`() throws {
        let tree = MerkleAccumulator(numberedLeaves(600))
        let bytes = tree.bytes(of: Tile(level: 0, index: 1))
        let hashes = try stride(from: 0, to: bytes.count, by: 32).map {
            try #require(Digest(bytes: bytes[$0..<$0 + 32]))
        }
        #expect(hashes.count == 256)
        #expect(
            tree.bytes(of: Tile(level: 1, index: 0, width: 2))[32...].elementsEqual(
                MerkleTree.root(of: hashes).bytes))
    }

    @Test func `Bundles that are cut off or have another count are refused`() {
        #expect(EntryBundle.encode([[], [1, 2]]) == [0, 0, 0, 2, 1, 2])
        #expect(EntryBundle.decode([0, 0, 0, 2, 1, 2]) == [[], [1, 2]])
        #expect(EntryBundle.decode([0, 0], count: 2) == nil)
        #expect(EntryBundle.decode([0]) == nil)
        #expect(EntryBundle.decode([0, 2, 1]) == nil)
        #expect(EntryBundle.encode([[UInt8](repeating: 0, count: 65536)]) == nil)
        #expect(EntryBundle.encode([[UInt8](repeating: 0, count: 65535)])?.count == 65537)
    }
}
