import CryptoCore
import FuzzSupport
import RegistryStore
import Transparency

/// What applicants send: signed requests, answers, withdrawals, appeals, requests for
/// revocation, and certification requests.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    if let request = try? CertificationRequest(der: input) {
        demand(request.der == input, "a certification request keeps its bytes")
        demand(CertificationRequest.spki(of: input) == request.publicKey.spki, "its key is the one it shows")
    }
    _ = try? CertificationRequest(pem: input)
    _ = try? ApplicantAnswer(parsing: input, signedBy: key)
    _ = try? ApplicantWithdrawal(parsing: input, signedBy: key)
    _ = try? ApplicantAppeal(parsing: input, signedBy: key)
    _ = try? ApplicantRevocation(parsing: input, signedBy: key)
    if let kind = RequestKind(input), let facts = try? RequestFacts.read(input, as: kind) {
        demand(facts.note.bytes == input, "what is shown of a signed file is all of it")
    }
    guard let request = try? ApplicantRequest(parsing: input) else { return 0 }
    demand(request.note.bytes == input, "a request is written as it was read")
    demand(RequestKind(input) == .request, "a request is told by its first line")
    return 0
}

private let key = makeKey()

private func makeKey() -> PublicKey {
    do {
        return try PrivateKey(ed25519Seed: [UInt8](repeating: 1, count: 32)).publicKey
    } catch {
        preconditionFailure("a fixed seed has a key")
    }
}
