package import Encoding

/// How a business shows that an account is its own.
package enum ChallengeMethod: String, Sendable, Hashable, CaseIterable {
    /// A code that is sent to the account and comes back.
    case code
    /// A file of the host, under `/.well-known/` (RFC 8615).
    case file
    /// A DNS text of the host.
    case dns

    /// The methods that show control of an account of this kind, the usual one first.
    ///
    /// A number is reached with a code alone. A host is shown by its file or its DNS; whoever reads a code that is sent
    /// to some mailbox there may be anybody. With `acct:user@host` it is the other way about: who rules the host is not
    /// `user`, and must not get a badge for the account of one of its users, so only a code to the account itself counts.
    package static func methods(for kind: AccountURI.Kind) -> [ChallengeMethod] {
        switch kind {
        case .tel, .acct: [.code]
        case .https: [.file, .dns]
        }
    }

    /// Where the host of an `https` account shows it.
    package enum Place {
        /// The file's path: one for each case, so that a host can show several.
        package static func path(for id: ApplicationID) -> String {
            "/.well-known/greenbadge-challenge/\(id)"
        }

        /// The name of the DNS text; begins with an underscore, so that it is nobody's host (RFC 8552).
        package static func textName(of host: String) -> String { "_greenbadge-challenge.\(host)" }

        /// The host of an `https` account; nil for every other.
        package static func host(of account: String) -> String? {
            guard let uri = try? AccountURI(account), uri.kind == .https else { return nil }
            return String(decoding: uri.text.utf8.dropFirst("https://".utf8.count), as: UTF8.self)
        }
    }
}
