import BadgeVerifier
import FuzzSupport

/// What a client remembers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let text = String(decoding: input, as: UTF8.self)
    guard let mark = HighWaterMark(text) else { return 0 }
    demand(mark.text.utf8.elementsEqual(text.utf8), "a mark is written as it was read")
    demand(mark.merged(with: mark) == mark, "a mark joined with itself is the same")
    demand(
        mark.merged(with: .none) == mark && HighWaterMark.none.merged(with: mark) == mark, "none adds nothing"
    )
    return 0
}
