import BadgeVerifier
import FuzzSupport
import Transparency

/// Signed notes, and the staples that some are.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let note = try? SignedNote(parsing: input) else { return 0 }
    demand(note.bytes == input, "a note is written as it was read")
    for signature in note.signatures {
        let line = Array(signature.line.utf8.dropLast())
        demand((try? NoteSignature(parsing: line)) == signature, "a signature line is read as it is written")
        _ = signature.cosignatureTime
    }
    guard let staple = Staple(parsing: note.text) else { return 0 }
    demand(staple.text.utf8.elementsEqual(note.text.utf8), "a staple is written as it was read")
    return 0
}
