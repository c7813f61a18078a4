import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// The `hit:NUMBER=pass` words of one `check`; the other words are checks.
struct HitArguments {
    private(set) var hits: [Int64] = []
    /// Whether `hit:all` was said: every open hit of the case.
    private var wantsAll = false
    private(set) var others: [String] = []
    private let note: String

    init(_ words: [String], _ arguments: ParsedArguments) throws {
        note = UnicodeText.nfc(arguments.value("--note") ?? "")
        for word in words {
            guard word.utf8.starts(with: "hit:".utf8) else {
                others.append(word)
                continue
            }
            if sameBytes(word, "hit:all=pass") {
                wantsAll = true
                continue
            }
            for number in try Self.numbers(word, arguments) {
                guard !hits.contains(number) else {
                    throw arguments.usageError("hit:\(number) is given twice")
                }
                hits.append(number)
            }
        }
        if wantsAll || !hits.isEmpty, note.isEmpty {
            throw arguments.usageError("a hit is cleared with a comment: --note TEXT says why it is harmless")
        }
    }

    /// `hit:1=pass`, `hit:1,hit:2=pass`.
    private static func numbers(_ word: String, _ arguments: ParsedArguments) throws -> [Int64] {
        guard let end = word.firstIndex(of: "="), word[end...].utf8.elementsEqual("=pass".utf8) else {
            throw arguments.usageError(
                "\(quoted(word)): a hit is cleared with =pass; one that is right ends in greenbadge reject")
        }
        return try word[..<end].split(separator: ",", omittingEmptySubsequences: false).map { piece in
            guard piece.utf8.starts(with: "hit:".utf8), let number = Int64(piece.dropFirst(4)), number > 0
            else {
                throw arguments.usageError("\(quoted(String(piece))) is not hit:NUMBER")
            }
            return number
        }
    }

    /// The clearance, where a hit was named.
    mutating func events(on application: Application, _ desk: ReviewDesk) throws -> [Event] {
        if wantsAll {
            let open = application.screening?.open.map(\.number) ?? []
            guard !open.isEmpty else { throw CommandFailure.refused("\(application.id) has no open hit") }
            hits += open.filter { !hits.contains($0) }
        }
        guard !hits.isEmpty else { return [] }
        // Before the comment is sealed for somebody who may not clear.
        try desk.state.checkClearing(of: application, by: desk.person)
        return [try desk.store.clearance(of: hits, note: note, case: application.id)]
    }
}
