import CommandLineKit
import Encoding
import Fetching
import Registry

/// The file that a host shows for a challenge, fetched by the companion.
struct ChallengeFile {
    let account: String
    let id: ApplicationID

    /// Seconds that a host has, its name's resolution included.
    private static let seconds: Int64 = 30

    /// - Throws: where nothing can be said of the host: the request never got there, or this machine lacks something.
    func fetched(by companion: FetchCompanion) throws -> ChallengeVerify.Evidence.Found {
        guard let host = ChallengeMethod.Place.host(of: account) else {
            throw CommandFailure.refused("\(visible(account)) has no host that could show a file")
        }
        let path = ChallengeMethod.Place.path(for: id)
        let request = try FetchRequest(
            host: host, path: path, bodyLimit: Int64(ChallengeAnswer.mostBytes), timeLimit: Self.seconds)
        let answer = try companion.answer(to: request)
        switch answer.outcome {
        case .fetched:
            let peer = answer.address.map { " at \($0)" } ?? ""
            return .answer(
                Self.text(answer.body ?? []), method: "file fetched from https://\(host)\(path)\(peer)")
        case .address, .redirect, .status, .length, .response, .certificate, .tls:
            return .nothing(answer.detail)
        case .name, .connection, .time, .machine, .request:
            throw CommandFailure.environment(
                "\(visible(answer.detail)). Nothing was recorded; try again, or ask the applicant whether the host is up"
            )
        }
    }

    /// The line, without the line end that editors put behind it.
    private static func text(_ body: [UInt8]) -> String {
        var rest = body[...]
        if rest.last == 0x0A { rest = rest.dropLast() }
        if rest.last == 0x0D { rest = rest.dropLast() }
        return String(decoding: rest, as: UTF8.self)
    }
}
