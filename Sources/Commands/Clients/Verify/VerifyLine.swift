import BadgeVerifier
import Encoding

/// One question of `verify --stdin`: a badge or the name of its file, and what differs from the command line.
struct VerifyLine: Sendable {
    enum Badge: Sendable {
        case text(String)
        case file(String)
    }

    /// Why a line is no question.
    struct Problem: Error {
        /// To be said again, where the line has one.
        var id: String?
        let detail: String
    }

    static let keys = ["id", "badge", "file", "account", "name", "time"]

    private(set) var id: String?
    let badge: Badge
    /// Nil: as on the command line.
    private(set) var account: AccountClaim?
    /// Nil: as on the command line; a null within: not compared.
    private(set) var name: String??
    /// Nil: as on the command line.
    private(set) var time: Timestamp?

    /// Reads a line without its line feed.
    init(_ line: [UInt8]) throws(Problem) {
        guard line.last != UInt8(ascii: "\r") else {
            throw Problem(detail: "the line ends in CR LF; end lines in LF alone")
        }
        let members = try Self.members(line)
        let id = members.first { $0.name == "id" }?.value
        do throws(Problem) {
            try self.init(members)
        } catch {
            // Whoever asked finds the answer by it.
            throw Problem(id: id.flatMap(Self.text), detail: error.detail)
        }
    }

    private init(_ members: [JSON.Member]) throws(Problem) {
        if let unknown = members.first(where: { !Self.keys.contains($0.name) }) {
            let hint = nearest(unknown.name, in: Self.keys).map { "; did you mean \"\($0)\"?" } ?? ""
            throw Problem(detail: "unknown key \"\(unknown.name)\"\(hint)")
        }
        id = try Self.text("id", members)
        switch (try Self.text("badge", members), try Self.text("file", members)) {
        case (let text?, nil): badge = .text(text)
        case (nil, let path?): badge = .file(path)
        case (nil, nil): throw Problem(detail: "there is neither \"badge\" nor \"file\"")
        default: throw Problem(detail: "\"badge\" and \"file\" cannot be given together")
        }
        if members.contains(where: { $0.name == "account" }) {
            account = try Self.text("account", members).map { .account($0) } ?? .notChecked
        }
        if members.contains(where: { $0.name == "name" }) { name = .some(try Self.text("name", members)) }
        if let text = try Self.text("time", members) {
            guard let time = Timestamp(dateOrTime: text) else {
                throw Problem(detail: "\"time\" is not a time such as 2026-11-22T14:20:00Z, or a date")
            }
            self.time = time
        }
    }

    private static func members(_ line: [UInt8]) throws(Problem) -> [JSON.Member] {
        guard !line.isEmpty else { throw Problem(detail: "the line is empty") }
        do throws(JSONError) {
            guard case .object(let members) = try JSON.parse(line) else {
                throw JSONError(place: "", reason: "the line is no JSON object")
            }
            return members
        } catch {
            throw Problem(detail: "\(error)")
        }
    }

    private static func text(_ name: String, _ members: [JSON.Member]) throws(Problem) -> String? {
        switch members.first(where: { $0.name == name })?.value {
        case nil, .null: return nil
        case .string(let text): return text
        case .some(let other): throw Problem(detail: "\"\(name)\" must be a text, not \(other.kind)")
        }
    }

    private static func text(_ value: JSON) -> String? {
        if case .string(let text) = value { text } else { nil }
    }
}
