import Encoding

extension TLogPolicy {
    /// The longest policy text.
    package static let maximumBytes = 65536
    /// The most logs, witnesses and groups, each; C2SP asks for at least 32.
    package static let maximumEntries = 64

    /// Reads a policy. Throws `NoteError.badPolicy` with the line.
    ///
    /// Names are compared by bytes, are defined before they are used and are members of at most one group; a key is a
    /// log once and a witness once; there is exactly one quorum line.
    package init(parsing text: String) throws(NoteError) {
        guard text.utf8.count <= TLogPolicy.maximumBytes else {
            throw .tooLarge("the policy is longer than \(TLogPolicy.maximumBytes) bytes")
        }
        var parser = TLogPolicyParser()
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        for line in lines.dropLast() { try parser.read(line: Array(line)) }
        guard lines.last?.isEmpty == true else {
            throw parser.failure("the last line does not end", next: true)
        }
        self = try parser.policy()
    }
}

private struct TLogPolicyParser {
    private var number = 0
    private var logs: [TLogPolicy.Log] = []
    private var witnesses: [TLogPolicy.Witness] = []
    private var groups: [TLogPolicy.Group] = []
    private var defined: Set<ByteString> = []
    private var members: Set<ByteString> = []
    private var quorum: String?
    private static let none = "none"

    func failure(_ reason: String, next: Bool = false) -> NoteError {
        .badPolicy(line: max(1, next ? number + 1 : number), reason)
    }

    mutating func read(line: [UInt8]) throws(NoteError) {
        number += 1
        guard line.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
            throw failure("it contains a control character other than tab")
        }
        let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
        guard let keyword = words.first, !keyword.utf8.starts(with: "#".utf8) else { return }
        switch keyword {
        case "log": try log(words)
        case "witness": try witness(words)
        case "group": try group(words)
        case "quorum": try quorum(words)
        default: throw failure("\"\(keyword)\" is not one of log, witness, group, quorum")
        }
    }

    func policy() throws(NoteError) -> TLogPolicy {
        guard let quorum else {
            throw failure("there is no quorum line; \"quorum none\" asks for no witness")
        }
        return TLogPolicy(
            logs: logs, witnesses: witnesses, groups: groups,
            quorum: sameBytes(quorum, TLogPolicyParser.none) ? nil : quorum)
    }

    private mutating func log(_ words: [String]) throws(NoteError) {
        guard (2...3).contains(words.count) else { throw failure("a log line is: log <vkey> [<url>]") }
        let key = try key(words[1], .ed25519, "log")
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw failure("this key is already that of another log")
        }
        logs.append(.init(key: key, url: words.count > 2 ? words[2] : nil))
        try limit(logs.count, "logs")
    }

    private mutating func witness(_ words: [String]) throws(NoteError) {
        guard (3...4).contains(words.count) else {
            throw failure("a witness line is: witness <name> <vkey> [<url>]")
        }
        try define(words[1])
        let key = try key(words[2], .cosignature, "witness")
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw failure("this key is already that of another witness")
        }
        witnesses.append(.init(name: words[1], key: key, url: words.count > 3 ? words[3] : nil))
        try limit(witnesses.count, "witnesses")
    }

    private mutating func group(_ words: [String]) throws(NoteError) {
        guard words.count >= 4 else { throw failure("a group line is: group <name> all|any|<k> <member>…") }
        let names = Array(words[3...])
        for name in names {
            guard defined.contains(ByteString(name)) else {
                throw failure("\"\(name)\" is not defined before")
            }
            guard members.insert(ByteString(name)).inserted else {
                throw failure("\"\(name)\" is already a member of a group")
            }
        }
        let threshold: Int
        switch words[2] {
        case "all": threshold = names.count
        case "any": threshold = 1
        default:
            guard let number = DecimalText.parse(words[2]), (1...UInt64(names.count)).contains(number) else {
                throw failure("the number of members needed must be all, any or 1 to \(names.count)")
            }
            threshold = Int(number)
        }
        try define(words[1])
        groups.append(.init(name: words[1], threshold: threshold, members: names))
        try limit(groups.count, "groups")
    }

    private mutating func quorum(_ words: [String]) throws(NoteError) {
        guard words.count == 2 else { throw failure("a quorum line is: quorum <name>|none") }
        guard quorum == nil else { throw failure("there is already a quorum line") }
        guard sameBytes(words[1], TLogPolicyParser.none) || defined.contains(ByteString(words[1])) else {
            throw failure("\"\(words[1])\" is not defined before")
        }
        quorum = words[1]
    }

    private mutating func define(_ name: String) throws(NoteError) {
        guard !sameBytes(name, TLogPolicyParser.none) else { throw failure("the name \"none\" is reserved") }
        guard defined.insert(ByteString(name)).inserted else {
            throw failure("\"\(name)\" is already defined")
        }
    }

    private func key(
        _ text: String, _ kind: VerifierKey.Kind, _ role: String
    ) throws(NoteError) -> VerifierKey {
        let key: VerifierKey
        do throws(NoteError) {
            key = try VerifierKey(parsing: text)
        } catch {
            throw failure("\(error)")
        }
        guard key.kind == kind else {
            throw failure(
                "the key of a \(role) must have the type \(kind.rawValue), not \(key.kind.rawValue)")
        }
        return key
    }

    private func limit(_ count: Int, _ what: String) throws(NoteError) {
        guard count <= TLogPolicy.maximumEntries else {
            throw failure("more than \(TLogPolicy.maximumEntries) \(what) are not supported")
        }
    }
}
