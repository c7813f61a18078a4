// The Swift of the articles in BadgeVerifier.docc, each between two marks: it must compile as it stands, with nothing but
// the public interface. DocumentationTests compares both, and Tests/CrossChecks/docs compiles this as another package.
// VerifyingInAnApp.md: begin
import BadgeVerifier

func openVerifier(trust: [UInt8], fetched: [String: [UInt8]]) throws -> BadgeVerifier {
    let pack = try ClientPack(
        trust: trust, snapshot: fetched["status.snapshot"], checkpoint: fetched["checkpoint"],
        consistency: fetched["consistency"])
    return BadgeVerifier(packs: [pack])
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
func judge(
    _ badge: [UInt8], of account: String, shownAs name: String?, by verifier: BadgeVerifier,
    now: Timestamp, seen: HighWaterMark
) -> Verdict {
    verifier.verify(badge, for: .account(account), displayName: name, at: now, highWater: seen)
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
import Foundation

func currentTime() -> Timestamp {
    Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970.rounded(.down)))
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
/// The mark that an app stored, or an error: a damaged one is no first run.
func restore(_ stored: String?) throws -> HighWaterMark {
    guard let stored else { return .none }
    guard let mark = HighWaterMark(stored) else { throw DamagedMark() }
    return mark
}

struct DamagedMark: Error {}

/// The mark after a verdict, and the text to store if it rose.
func remember(_ verdict: Verdict, over seen: HighWaterMark) -> (mark: HighWaterMark, text: String?) {
    let mark = seen.merged(with: verdict.highWater)
    return (mark, mark == seen ? nil : mark.text)
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
func openVerifier(national: ClientPack, trade: ClientPack) -> BadgeVerifier {
    BadgeVerifier(packs: [national, trade])
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
func openBulkVerifier(trust: [UInt8], files: [String: [UInt8]]) throws -> BadgeVerifier {
    let pack = try ClientPack(
        trust: trust, snapshot: files["status.snapshot"], checkpoint: files["checkpoint"],
        consistency: files["consistency"], tiles: files.filter { $0.key.hasPrefix("tile/") })
    return BadgeVerifier(packs: [pack], mode: .packInclusion)
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
func openTestVerifier(_ pack: ClientPack) -> BadgeVerifier {
    BadgeVerifier(packs: [pack], allowTest: true)
}
// VerifyingInAnApp.md: end

// VerifyingInAnApp.md: begin
actor SeenSoFar {
    private(set) var mark: HighWaterMark

    init(_ stored: HighWaterMark) { mark = stored }

    func raise(by verdict: Verdict) { mark = mark.merged(with: verdict.highWater) }
}
// VerifyingInAnApp.md: end

// Verdicts.md: begin
enum Mark: Equatable {
    case green(name: String, more: String?)
    case grey(asOf: Timestamp?)
    case nothing
}

func mark(for verdict: Verdict) -> Mark {
    switch verdict.outcome {
    case .trusted, .limited:
        guard let business = verdict.badge else { return .nothing }
        let more = business.isHomonym ? "\(business.country) \(business.registrationNumber)" : nil
        return .green(name: business.displayName, more: more)
    case .undetermined: return .grey(asOf: verdict.asOf)
    case .untrusted: return .nothing
    }
}
// Verdicts.md: end
