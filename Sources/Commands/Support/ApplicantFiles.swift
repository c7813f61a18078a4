import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore

/// What the applicant's commands and the intake read and write.
extension CommandContext {
    /// A form in a file, or on standard input; errors name the file, line and column.
    func form(_ path: String) throws -> ApplicationContent {
        try form(try readForm(path), path: path)
    }

    /// The bytes of a form or of a signed file: both have the same budget.
    func readForm(_ path: String) throws -> [UInt8] {
        try read(path, limit: ApplicationForm.maximumBytes)
    }

    /// A form whose bytes are at hand.
    func form(_ bytes: [UInt8], path: String) throws -> ApplicationContent {
        do throws(FormError) {
            return try ApplicationForm.parse(bytes)
        } catch {
            throw CommandFailure.usage("\(visible(path)), \(error)")
        }
    }

    /// Runs what reads a signed file; its errors name the file and are refusals.
    func signedFile<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as RequestError {
            throw CommandFailure.refused("\(visible(path)): \(error)")
        }
    }

    /// The business's key for its answers and withdrawals.
    func businessKey() throws -> PrivateKey {
        guard let path = arguments.value("--key") else {
            throw arguments.usageError("say with which key: --key KEY, the one of the request")
        }
        return try privateKey(path)
    }

    /// A whole case id. There is no registry on the applicant's side, so a beginning of one is not enough.
    func wholeCaseID() throws -> ApplicationID {
        let text = try arguments.required("ID")
        guard let id = ApplicationID(text) else {
            throw arguments.usageError(
                "ID: \(quoted(text)) is not a case id such as A7K-3MB; was it typed wrong?")
        }
        return id
    }

    /// The time that the business signs: its own clock, which nobody has to believe, or `--now`.
    func applicantTime() throws -> Timestamp { try time(allowingGiven: true) }

    /// `airline` for `forms/airline.json`.
    static func stem(of path: String) -> String {
        if path == "-" { return "application" }
        let name = FilePath.name(of: path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.utf8.startIndex else {
            return name
        }
        return String(name[..<dot])
    }

    /// Refuses, before anything is made, a file that is there already.
    func mustNotExist(_ path: String, otherwise: String) throws {
        guard try fileSystem.exists(path) else { return }
        throw CommandFailure.environment("\(visible(path)) exists already; it was not touched. \(otherwise)")
    }
}
