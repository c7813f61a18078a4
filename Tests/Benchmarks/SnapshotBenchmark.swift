import BadgeVerifier
import CryptoCore
import Encoding
import Glibc
import Transparency

/// The status of a million badges, one in a hundred listed, and that of a hundred million.
struct SnapshotBenchmark {
    let authority: SampleAuthority
    let rounds = 15

    func run() throws {
        let listed = SampleAuthority.listed(of: 10_000)
        let snapshot = try authority.snapshot(revoked: listed)
        let file = snapshot.bytes
        // Behind the signed lines and the zero byte that ends them.
        let payload = file.count - snapshot.note.bytes.count - 1
        let trust = try authority.trust().bytes
        var times: [Double] = []
        for _ in 0..<rounds {
            times.append(
                Stopwatch.processor {
                    let pack = try? ClientPack(trust: trust, snapshot: file, checkpoint: nil)
                    let state = pack?.snapshot(forLog: 1)?.snapshot.state(of: listed[5000])
                    expect(state == .revoked, "the snapshot lost an entry")
                })
        }
        let bound = Self.bound(items: 10_000, of: SampleAuthority.logSize)
        print("status snapshot, 10,000 of 1,000,000 listed")
        report("lists, of the information bound", text(Double(payload) / bound, digits: 3))
        report("with the signed lines above them", text(Double(file.count) / bound, digits: 3))
        report("open and look up, in milliseconds", text(median(times) * 1e3))
        try million("random", SampleAuthority.scattered(Self.million))
        try million("even", (0..<UInt64(Self.million)).map { $0 * 99 + 1000 })
    }

    private static let million = 1_000_000

    /// What it costs to check each code of a long list; hashing the payload is no part of it and measured by itself.
    private func million(_ gaps: String, _ listed: [UInt64]) throws {
        let snapshot = try authority.snapshot(revoked: listed, covered: 100_000_000)
        let file = snapshot.bytes
        let payload = file[(snapshot.note.bytes.count + 1)...]
        let digest = SHA256.hash(payload)
        var opened: [Double] = []
        var hashed: [Double] = []
        for _ in 0..<rounds {
            opened.append(
                Stopwatch.processor {
                    expect((try? StatusSnapshot(parsing: file)) != nil, "the snapshot does not open")
                })
            hashed.append(
                Stopwatch.processor {
                    expect(SHA256.hash(payload) == digest, "the hash changed")
                })
        }
        let (open, hash) = (median(opened) * 1e9, median(hashed) * 1e9)
        print("status snapshot, 1,000,000 listed, \(gaps) gaps, nanoseconds a code")
        report("open", text(open / Double(Self.million)))
        report("of that SHA-256", text(hash / Double(Self.million)))
    }

    /// log2 of the number of ways to choose, in bytes: what no encoding of arbitrary lists can beat.
    static func bound(items: UInt64, of size: UInt64) -> Double {
        let (n, k) = (Double(size), Double(items))
        return (lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)) / log(2.0) / 8
    }
}
