import BadgeVerifier
import FuzzSupport

/// The proofs of a client pack that its checkpoints continue older ones.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let file = try? ConsistencyFile(parsing: input) else { return 0 }
    demand(file.text.utf8.elementsEqual(input), "a file of proofs is written as it was read")
    for section in file.sections {
        for proof in section.proofs {
            let found = file.proof(origin: section.origin, from: proof.oldSize, to: section.size)
            demand(found == proof.hashes, "what is there is found")
        }
        demand(section.proofs.allSatisfy { $0.oldSize < section.size }, "proofs lead upwards")
    }
    return 0
}
