import FuzzSupport
import Transparency

/// Witness policies and verifier keys.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let text = String(decoding: input, as: UTF8.self)
    if let key = try? VerifierKey(parsing: text) {
        demand(key.text.utf8.elementsEqual(text.utf8), "a key is written as it was read")
    }
    guard let policy = try? TLogPolicy(parsing: text) else { return 0 }
    let again = try? TLogPolicy(parsing: policy.text)
    demand(again == policy, "a policy is read as it is written")
    demand(again?.isSatisfied(by: []) == policy.isSatisfied(by: []), "and asks for the same witnesses")
    demand(policy.hasQuorum(Set(policy.witnessKeys)), "all witnesses together suffice")
    return 0
}
