import FuzzSupport
import Transparency

/// The three lines of a checkpoint, alone and as the text of a note.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    for text in [String(decoding: input, as: UTF8.self), (try? SignedNote(parsing: input))?.text ?? ""] {
        guard let checkpoint = try? Checkpoint(text: text) else { continue }
        demand(checkpoint.text.utf8.elementsEqual(text.utf8), "a checkpoint is written as it was read")
        demand(!checkpoint.origin.isEmpty, "a checkpoint has an origin")
    }
    return 0
}
