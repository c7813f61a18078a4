import Encoding
import FuzzSupport

/// PEM: what the strict reader takes, it writes again byte for byte, and the lenient reader finds the same in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let lenient = try? PEMBlock.parseLenient(input)
    guard let blocks = try? PEMBlock.parseAll(input) else { return 0 }
    demand(Array(blocks.map(\.textBytes).joined()) == input, "strict blocks are written as they were read")
    demand(lenient == blocks, "the lenient reader takes what the strict one takes")
    return 0
}
