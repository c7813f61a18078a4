import BadgeVerifier
import Transparency

/// Many badges against the log's tree in the client pack alone (`VerificationMode.packInclusion`).
struct PackBenchmark {
    let bulk: BulkBenchmark
    let pack: ClientPack

    init(_ bulk: BulkBenchmark) throws {
        self.bulk = bulk
        var tiles: [String: [UInt8]] = [:]
        for tile in PackTree.tiles(forSize: SampleAuthority.logSize) {
            tiles[tile.path] = bulk.log.tree.bytes(of: tile)
        }
        pack = try ClientPack(
            trust: bulk.authority.trust().bytes, snapshot: bulk.snapshot, checkpoint: bulk.log.checkpoint,
            tiles: tiles)
    }

    func run(rounds: Int) {
        var badges: [Double] = []
        for _ in 0..<rounds {
            let signature = Stopwatch.processor {
                for badge in bulk.badges { expect(bulk.raw.verifiesBadge(badge), "a signature") }
            }
            let ours = Stopwatch.processor {
                let verifier = BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true)
                for badge in bulk.badges { bulk.verify(badge, \.stapled, verifier) }
            }
            badges.append(signature / ours)
        }
        print("pack mode")
        report("badges in the time of one EVP_PKEY_verify", text(median(badges)))
    }
}
