import BadgeVerifier
import CryptoCore
import Encoding
import FuzzSupport
import Transparency

/// Status snapshots, and the payload alone under a header whose hash is right: noise in a file would seldom come past
/// the hash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    if let snapshot = try? StatusSnapshot(parsing: input) {
        check(snapshot)
        demand(snapshot.bytes == input, "a snapshot keeps its bytes")
    }
    guard let payload = payload(input), let snapshot = under(header, payload) else { return 0 }
    check(snapshot)
    return 0
}

/// What stands behind the byte that ends the note; all where there is none.
private func payload(_ input: [UInt8]) -> [UInt8]? {
    input.firstIndex(of: 0).map { end in
        input.starts(with: Array("greenbadge/".utf8)) ? Array(input[(end + 1)...]) : input
    }
}

private let header = StatusSnapshot.Header(
    origin: "log.example/1", sequence: 1, issued: Timestamp(secondsSince1970: 0),
    nextUpdate: Timestamp(secondsSince1970: 1), coveredSize: 1 << 20)

private func under(_ header: StatusSnapshot.Header, _ payload: [UInt8]) -> StatusSnapshot? {
    let line = NoteSignature(name: "status.example", keyID: 1, signature: [1])
    let note = SignedNote(text: StatusSnapshot.text(header, payload: payload), signatures: [line])
    return try? StatusSnapshot(parsing: note.bytes + [0] + payload)
}

private func check(_ snapshot: StatusSnapshot) {
    let lists = snapshot.lists
    let written = try? StatusSnapshot.assemble(
        snapshot.header, lists: lists, signatures: snapshot.note.signatures)
    demand(written == snapshot.bytes, "lists are encoded as they were read")
    for state in StatusState.allCases where state != .good {
        demand(lists[state].count == snapshot.count(of: state), "a list is as long as it says")
        for item in lists[state].prefix(1000) {
            demand(snapshot.state(of: item) == state, "what is listed is found")
            demand(item < snapshot.header.coveredSize, "what is listed is covered")
        }
    }
    demand(snapshot.state(of: snapshot.header.coveredSize) == nil, "what is not covered is not good")
}
