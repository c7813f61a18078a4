import Encoding
import FuzzSupport

/// Canonical JSON: one text a value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let value = try? JSON.parseCanonical(input) else { return 0 }
    demand(value.canonicalBytes == input, "canonical JSON is written as it was read")
    guard case .object(let members) = value else { return 0 }
    demand(Set(members.map { ByteString($0.name) }).count == members.count, "a name stands once in an object")
    return 0
}
