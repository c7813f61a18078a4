import BadgeVerifier
import CryptoCore
import Encoding
import FuzzSupport
import Glibc

/// Badge files: read, and judged under the client pack in the directory that GREENBADGE_FUZZ_PACK names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let file = try? BadgeFile(parsing: input)
    if let file { demand(file.bytes == input, "a badge file is written as it was read") }
    guard let judge else { return 0 }
    let verdict = judge.verifier.verify(input, for: .notChecked, at: judge.now)
    demand((verdict.reason == .malformed) || file != nil, "what is no badge file is malformed")
    demand(verdict.isTrusted == (verdict.reason == .ok), "a green verdict has no reason against it")
    guard verdict.isTrusted, let file else { return 0 }
    let refusal = X509Oracle.verify(
        leaf: file.badge, intermediates: [file.issuer], roots: judge.roots, at: judge.now)
    demand(refusal == nil, "what is trusted, X509_verify_cert accepts")
    return 0
}

private struct Judge {
    let verifier: BadgeVerifier
    let roots: [[UInt8]]
    let now: Timestamp
}

/// Nil without a pack, for a look at the form alone.
private let judge: Judge? = getenv("GREENBADGE_FUZZ_PACK").flatMap { makeJudge(String(cString: $0)) }

private func makeJudge(_ directory: String) -> Judge? {
    guard let trust = contents("\(directory)/trust.json"),
        let pack = try? ClientPack(
            trust: trust, snapshot: contents("\(directory)/status.snapshot"),
            checkpoint: contents("\(directory)/checkpoint")),
        let snapshot = pack.snapshots.first
    else {
        demand(false, "GREENBADGE_FUZZ_PACK names a client pack with a snapshot")
        return nil
    }
    return Judge(
        verifier: BadgeVerifier(pack: pack, allowTest: true), roots: pack.trust.roots.map(\.certificate.der),
        now: snapshot.snapshot.header.issued.adding(seconds: Timestamp.minute))
}

private func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return count == 0 ? bytes : nil }
        bytes += buffer[..<count]
    }
}
