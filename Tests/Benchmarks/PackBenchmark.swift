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

    /// Verifies every badge with a verifier of its own.
    func verifyAll() {
        let verifier = BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true)
        for question in bulk.stapled { bulk.ask(question, verifier) }
    }

    func run(rounds: Int) {
        var badges: [Double] = []
        for _ in 0..<rounds {
            let signature = Stopwatch.processor { bulk.verifySignatures() }
            let ours = Stopwatch.processor { verifyAll() }
            badges.append(signature / ours)
        }
        print("pack mode")
        report("badges in the time of one EVP_PKEY_verify", text(median(badges)))
    }
}
