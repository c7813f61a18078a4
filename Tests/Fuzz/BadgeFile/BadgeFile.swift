import BadgeVerifier
import ClientPackFiles
import CryptoCore
import Encoding
import Files
import FuzzSupport
import Glibc

/// Badge files: read, and judged in both modes under the client pack in the directory that GREENBADGE_FUZZ_PACK names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let file = try? BadgeFile(parsing: input)
    if let file { demand(file.bytes == input, "a badge file is written as it was read") }
    guard let judge else { return 0 }
    judge.judge(input, file, judge.signatures)
    judge.judge(input, file, judge.inclusion)
    let isTrusted = judge.signatures.verify(input, for: .notChecked, at: judge.now).isTrusted
    guard isTrusted, let file else { return 0 }
    let refusal = X509Oracle.verify(
        leaf: file.badge, intermediates: [file.issuer], roots: judge.roots, at: judge.now)
    demand(refusal == nil, "what is trusted, X509_verify_cert accepts")
    return 0
}

private struct Judge {
    let signatures: BadgeVerifier
    let inclusion: BadgeVerifier
    let roots: [[UInt8]]
    let now: Timestamp

    func judge(_ input: [UInt8], _ file: BadgeFile?, _ verifier: BadgeVerifier) {
        let verdict = verifier.verify(input, for: .notChecked, at: now)
        demand(verdict.reason == .malformed || file != nil, "what is no badge file is malformed")
        demand(verdict.isTrusted == (verdict.reason == .ok), "a green verdict has no reason against it")
        demand(!verdict.isTrusted || verdict.badge != nil, "a green verdict says for whom")
        demand(
            HighWaterMark(verdict.highWater.text) == verdict.highWater, "what is to be kept is read again")
    }
}

/// Nil without a pack, for a look at the form alone.
private let judge: Judge? = getenv("GREENBADGE_FUZZ_PACK").flatMap { makeJudge(String(cString: $0)) }

private func makeJudge(_ directory: String) -> Judge? {
    let parts: PackDirectory.Parts = [.consistency, .tiles]
    guard let pack = try? PackDirectory(directory, in: PosixFileSystem(), parts: parts).open(),
        let snapshot = pack.snapshots.first, pack.tree != nil
    else {
        demand(false, "GREENBADGE_FUZZ_PACK names a client pack with a snapshot and tiles")
        return nil
    }
    return Judge(
        signatures: BadgeVerifier(packs: [pack], allowTest: true),
        inclusion: BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true),
        roots: pack.trust.roots.map(\.certificate.der),
        now: snapshot.snapshot.header.issued.adding(seconds: Timestamp.minute))
}
