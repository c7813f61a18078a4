import BadgeVerifier
import Testing

/// Imports only what a client app imports.
@Suite struct PublicSurfaceTests {
    @Test func `an app needs no other import to name a time, an account and a verdict`() throws {
        let time = try #require(Timestamp("2026-11-22T14:20:00Z"))
        #expect(time.seconds == 1_795_357_200)
        #expect("\(time)" == "2026-11-22T14:20:00Z")
        #expect(throws: PackError.self) { try ClientPack(trust: [], snapshot: nil, checkpoint: nil) }
        let call: (BadgeVerifier, [UInt8]) -> Verdict = { verifier, badge in
            verifier.verify(badge, for: .account("tel:+12025550100"), at: time, highWater: .none)
        }
        _ = call
        #expect(AccountClaim.notChecked != .account(""))
        #expect(HighWaterMark(HighWaterMark.none.text) == HighWaterMark.none)
    }
}
