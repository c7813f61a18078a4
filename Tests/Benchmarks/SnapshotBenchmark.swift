import BadgeVerifier
import Encoding
import Glibc
import Transparency

/// The status of a million badges, one in a hundred listed.
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
    }

    /// log2 of the number of ways to choose, in bytes: what no encoding of arbitrary lists can beat.
    static func bound(items: UInt64, of size: UInt64) -> Double {
        let (n, k) = (Double(size), Double(items))
        return (lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)) / log(2.0) / 8
    }
}
