import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// One application as it came in, read and verified.
struct IncomingApplication {
    let path: String
    /// The line of a table; nil for a file of its own.
    var line: Int?
    let form: ApplicationContent
    let request: CertificationRequest?
    let signed: SignedNote?

    /// `batch.csv, line 3`.
    var place: String { line.map { "\(path), line \($0)" } ?? path }
}

/// An application that is not taken in, and why.
struct IntakeFailure {
    let path: String
    let line: Int?
    let error: CommandFailure

    init(_ path: String, line: Int? = nil, _ error: CommandFailure) {
        self.path = path
        self.line = line
        self.error = error
    }

    /// One that was read, and then refused; the message says which.
    init(_ application: IncomingApplication, _ error: CommandFailure) {
        self.init(
            application.path, line: application.line,
            CommandFailure(error.exitCode, "\(application.place): \(error.message)"))
    }

    var isLine: Bool { line != nil }

    /// As the files were named, and in each by line.
    static func inOrder(_ failures: [IntakeFailure], of paths: [String]) -> [IntakeFailure] {
        func place(_ failure: IntakeFailure) -> (Int, Int) {
            (paths.firstIndex { sameBytes($0, failure.path) } ?? 0, failure.line ?? 0)
        }
        return failures.sorted { place($0) < place($1) }
    }

    func report(_ context: CommandContext) {
        guard context.wantsJSON else {
            return context.errors.line("greenbadge: \(visible(error.message))")
        }
        context.print([
            "case": .null, "file": .string(path), "line": line.map { .integer(Int64($0)) } ?? .null,
            "error": .string(error.message), "exitCode": .integer(Int64(error.exitCode)),
        ])
    }
}

/// The files that an `apply` names.
enum IntakeFiles {
    /// Reads all of them before anything is filed; says of each file and line what is wrong with it.
    static func read(
        _ paths: [String], _ context: CommandContext, _ failures: inout [IntakeFailure]
    ) throws -> [IncomingApplication] {
        guard paths.filter({ $0 == "-" }).count <= 1 else {
            throw context.arguments.usageError("standard input can be read once")
        }
        let named = context.arguments.value("--table").flatMap(ApplicationTable.Kind.init(rawValue:))
        var incoming: [IncomingApplication] = []
        for path in paths {
            do {
                if let kind = named ?? ApplicationTable.Kind(path: path) {
                    incoming += try ApplicationTable.read(path, kind, context, &failures)
                } else {
                    incoming.append(try read(path, context))
                }
            } catch {
                failures.append(IntakeFailure(path, CommandFailure(error)))
            }
        }
        return incoming
    }

    private static func read(_ path: String, _ context: CommandContext) throws -> IncomingApplication {
        let bytes = try context.readForm(path)
        switch RequestKind(bytes) {
        case .request:
            let request = try context.signedFile(path) { try ApplicantRequest(parsing: bytes) }
            return IncomingApplication(
                path: path, form: request.form, request: request.certificationRequest, signed: request.note)
        case .answer:
            throw CommandFailure.usage(
                "\(visible(path)) is an answer; take it in with: greenbadge answer ID \(visible(path))")
        case .withdrawal:
            throw CommandFailure.usage(
                "\(visible(path)) is a withdrawal; take it in with: greenbadge withdraw ID \(visible(path))")
        case .appeal:
            throw CommandFailure.usage(
                "\(visible(path)) is an appeal; take it in with: greenbadge appeal ID \(visible(path))")
        case .revocation:
            throw CommandFailure.usage(
                "\(visible(path)) asks to revoke a badge; take it in with: greenbadge revoke SERIAL --request \(visible(path))"
            )
        case nil:
            // A request whose first line was touched must not be filed as something else, nor explained as JSON.
            guard !bytes.starts(with: "greenbadge/".utf8) else {
                throw CommandFailure.refused(
                    "\(visible(path)) is a signed file of a kind or version that this program does not know")
            }
            return IncomingApplication(
                path: path, form: try context.form(bytes, path: path), request: nil, signed: nil)
        }
    }
}
