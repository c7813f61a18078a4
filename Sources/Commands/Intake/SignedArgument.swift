import CommandLineKit
import Encoding
import Files
import RegistryStore

/// An argument of the intake that is either a file that the business signed, or what somebody here types for it.
enum SignedArgument {
    /// A signed file of that kind.
    case signed(path: String, bytes: [UInt8])
    /// A text on behalf of the business; nil where none was given, so that an editor is to be opened.
    case typed(String?)

    /// - Parameter what: what a file of this kind is called, with the command that takes a text for it.
    static func read(
        _ given: String?, as kind: RequestKind, what: (name: String, command: String),
        _ context: CommandContext
    ) throws -> SignedArgument {
        guard let given else { return .typed(nil) }
        // Whatever comes through a pipe: a signed file must not be recorded as text on behalf.
        if given == "-" {
            let bytes = try context.readForm(given)
            guard let found = RequestKind(bytes) else { return .typed(try CommandContext.text(bytes)) }
            guard found == kind else {
                throw CommandFailure.usage("standard input is a signed file, but not \(what.name)")
            }
            return .signed(path: "standard input", bytes: bytes)
        }
        guard try looksLikeFile(given, kind, context) else { return .typed(given) }
        let bytes = try context.readForm(given)
        guard RequestKind(bytes) == kind else {
            throw CommandFailure.usage(
                "\(visible(given)) is a file, but not \(what.name). To take its text, on behalf: greenbadge \(what.command) ID - < \(visible(given))"
            )
        }
        return .signed(path: given, bytes: bytes)
    }

    private static func looksLikeFile(
        _ given: String, _ kind: RequestKind, _ context: CommandContext
    ) throws -> Bool {
        if given.hasSuffix(".\(kind.documentKind)") { return true }
        // A sentence is no path: too long for one, or with a line end.
        guard given.utf8.count < 1024, !given.utf8.contains(0x0A), !given.utf8.contains(0x00) else {
            return false
        }
        return (try? context.fileSystem.exists(given)) ?? false
    }
}
