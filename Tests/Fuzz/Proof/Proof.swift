import CryptoCore
import FuzzSupport
import Transparency

/// C2SP tlog-proofs.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    guard let proof = try? TLogProof(parsing: input) else { return 0 }
    demand(proof.bytes == input, "a proof is written as it was read")
    demand(proof.hashes.count <= TLogProof.maximumHashes, "a proof has no more hashes than any tree needs")
    let leaf = MerkleTree.leafHash([])
    guard let proven = try? proof.provenCheckpoint(forLeaf: leaf) else { return 0 }
    demand(proof.index < proven.size, "what is proven lies in the tree")
    // A proof of one leaf is none of another.
    demand((try? proof.provenCheckpoint(forLeaf: MerkleTree.leafHash([1]))) == nil, "a proof is of one leaf")
    return 0
}
