import BadgeVerifier
public import CGreenBadge
import Encoding

/// See greenbadge.h.
@c(greenbadge_verify) @implementation
public func greenbadge_verify(
    _ verifier: OpaquePointer?, _ badge: UnsafeRawPointer?, _ length: Int,
    _ request: UnsafePointer<greenbadge_request>?, _ verdict: UnsafeMutablePointer<OpaquePointer?>?,
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> greenbadge_result {
    verdict?.pointee = nil
    return call(error) { () throws(CallError) in
        guard let verifier else { throw .argument("verifier is NULL") }
        guard let request else { throw .argument("request is NULL") }
        guard let verdict else { throw .argument("verdict is NULL") }
        let question = try Question(CInput.read(request, "request"))
        // One byte more than is allowed is as malformed as any number.
        let bytes = try CInput.bytes(badge, length, limit: Limits.badgeFileBytes + 1, "badge") ?? []
        let handle = Handle.object(verifier, as: VerifierHandle.self)
        let answer = handle.verifier.verify(
            bytes, for: question.account, displayName: question.displayName, at: question.time,
            highWater: question.highWater)
        verdict.pointee = Handle.make(VerdictHandle(answer))
    }
}

/// A `greenbadge_request` in Swift's terms.
private struct Question {
    let account: AccountClaim
    let displayName: String?
    let time: Timestamp
    let highWater: HighWaterMark

    init(_ request: greenbadge_request) throws(CallError) {
        account = try Question.account(request)
        displayName = try CInput.text(request.display_name, "request.display_name")
        time = Timestamp(secondsSince1970: request.time)
        highWater = try readHighWater(request.high_water, "request.high_water")
        guard (0...253_402_300_799).contains(request.time) else {
            throw .argument(
                "request.time is \(request.time): it must be 0 to 253402300799 seconds since 1970")
        }
    }

    /// Nobody leaves the account out by mistake.
    private static func account(_ request: greenbadge_request) throws(CallError) -> AccountClaim {
        let account = try CInput.text(request.account, "request.account")
        guard (account == nil) == (request.any_account != 0) else {
            throw .argument(
                "give request.account, or set request.any_account to leave it unchecked: one of them")
        }
        return account.map { .account($0) } ?? .notChecked
    }
}

/// A high-water text; none for NULL. A damaged one is an error: else whoever can damage it could play back old data.
func readHighWater(_ pointer: UnsafePointer<CChar>?, _ name: String) throws(CallError) -> HighWaterMark {
    guard let pointer else { return .none }
    guard let text = String(validatingCString: pointer), let mark = HighWaterMark(text) else {
        throw CallError(
            GREENBADGE_BAD_HIGH_WATER,
            "\(name) is damaged, or is no text of greenbadge_verdict_high_water. Put back a copy of it; NULL starts "
                + "anew and accepts old data once more")
    }
    return mark
}
