// The example of README.md, between the two marks: it must compile as it stands, with nothing but the public interface.
// README: begin
import BadgeVerifier

func tick(
    badge: [UInt8], trust: [UInt8], snapshot: [UInt8]?, account: String, now: Timestamp
) throws -> String? {
    let pack = try ClientPack(trust: trust, snapshot: snapshot, checkpoint: nil)
    let verdict = BadgeVerifier(packs: [pack]).verify(badge, for: .account(account), at: now)
    guard verdict.isTrusted, let business = verdict.badge else { return nil }
    // Another verified business has this name: people need more to tell them apart.
    let more = business.isHomonym ? " (\(business.country) \(business.registrationNumber))" : ""
    return business.displayName + more
}
// README: end
