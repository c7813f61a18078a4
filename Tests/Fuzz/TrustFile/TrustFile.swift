import BadgeVerifier
import FuzzSupport

/// Trust files.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let trust = try? TrustFile(parsing: input) else { return 0 }
    demand(trust.bytes == input, "a trust file is written as it was read")
    demand(!trust.roots.isEmpty && !trust.logs.isEmpty, "a trust file pins roots and logs")
    return 0
}
