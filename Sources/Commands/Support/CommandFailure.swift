import Authority
import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// Why a command ends without doing what it was asked, with the exit code of DESIGN section 8.
struct CommandFailure: Error, CustomStringConvertible {
    let exitCode: Int32
    /// One or two sentences: what was wrong, where, what to do.
    let message: String
    var description: String { message }

    init(_ exitCode: Int32, _ message: String) {
        self.exitCode = exitCode
        self.message = message
    }

    /// A negative answer.
    static func negative(_ message: String) -> CommandFailure { CommandFailure(1, message) }
    /// Wrong usage that only the command could see.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(2, message) }
    /// Refused by a rule.
    static func refused(_ message: String) -> CommandFailure { CommandFailure(3, message) }
    /// Registry or pack present but damaged.
    static func damaged(_ message: String) -> CommandFailure { CommandFailure(4, message) }
    /// The environment: file, lock, disk, key, passphrase, clock.
    static func environment(_ message: String) -> CommandFailure { CommandFailure(5, message) }

    /// Any error that comes out of a command, with its exit code.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as UsageError: self.init(2, error.description)
        case let error as AuthorityError: self.init(error.exitCode, error.description)
        case let error as StoreError: self.init(error.exitCode, error.description)
        case let error as RuleViolation: self.init(3, error.description)
        case let error as PackError: self.init(4, error.description)
        case PackDirectoryError.unavailable(let path, let reason): self.init(5, "\(visible(path)) \(reason)")
        case PackDirectoryError.damaged(let path, let reason): self.init(4, "\(visible(path)) \(reason)")
        case let error as FileError: self.init(5, error.description)
        case let error as FormError: self.init(2, "\(error)")
        case let error as RequestError: self.init(3, error.description)
        case let error as KeyError: self.init(5, error.description)
        case let error as PromptError: self.init(error == .noTerminal ? 2 : 5, error.description)
        default: self.init(5, "\(error)")
        }
    }
}
