import Encoding
import Registry

/// What the business is told: what to do, where, until when.
struct ChallengeLetter {
    let account: String
    let method: ChallengeMethod
    let secret: String
    let id: ApplicationID
    let expires: Timestamp
    /// The display name, as the applicant wrote it.
    let business: String
    let authority: String

    /// To whom the reviewer sends it. A code that went anywhere else than to the account would show nothing.
    var recipient: String {
        switch method {
        case .code: "to \(account) and nowhere else"
        case .file, .dns: "to the applicant"
        }
    }

    /// The file's address or the name of the DNS text; nil for a code.
    var place: String? {
        guard let host = ChallengeMethod.Place.host(of: account) else { return nil }
        switch method {
        case .code: return nil
        case .file: return "https://\(host)\(ChallengeMethod.Place.path(for: id))"
        case .dns: return ChallengeMethod.Place.textName(of: host)
        }
    }

    /// The text to send; lines end in a line feed, the last one does not.
    var text: String {
        let first = "\(authority), application \(id) of \"\(business)\":"
        switch method {
        case .code:
            return """
                \(first)
                your code is \(secret). Tell it to the reviewer who asks you for it, and to nobody else.
                It is good until \(expires). If you did not apply for a green badge, tell nobody.
                """
        case .file:
            return """
                \(first)
                show that \(account) is yours. Put a file at
                \(place ?? "")
                that holds exactly this line:
                \(secret)
                It has to come over https with status 200, without a redirect, before \(expires). Tell us when it is \
                there; once we have confirmed it, you may take it away.
                """
        case .dns:
            return """
                \(first)
                show that \(account) is yours. Add a DNS record of type TXT with the name
                \(place ?? "")
                and exactly this text:
                \(secret)
                It has to be there before \(expires). Tell us when it is; once we have confirmed it, you may take it \
                away.
                """
        }
    }
}
