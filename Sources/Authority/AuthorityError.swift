import Files
import RegistryStore
import Registry

/// Why the authority did not do something, with the exit code of DESIGN section 8.
package struct AuthorityError: Error, CustomStringConvertible {
    package let exitCode: Int32
    package let description: String

    package init(exitCode: Int32, _ description: String) {
        self.exitCode = exitCode
        self.description = description
    }

    static func refused(_ text: String) -> AuthorityError { AuthorityError(exitCode: 3, text) }
    static func damaged(_ text: String) -> AuthorityError { AuthorityError(exitCode: 4, text) }
    static func environment(_ text: String) -> AuthorityError { AuthorityError(exitCode: 5, text) }

    /// Runs `body`; errors of the rooms below become one of ours, with their exit code.
    package static func placing<Result>(_ body: () throws -> Result) throws(AuthorityError) -> Result {
        do {
            return try body()
        } catch let error as AuthorityError {
            throw error
        } catch let error as StoreError {
            throw AuthorityError(exitCode: error.exitCode, error.description)
        } catch let error as RuleViolation {
            throw AuthorityError(exitCode: 3, error.description)
        } catch let error as FileError {
            throw AuthorityError(exitCode: 5, error.description)
        } catch {
            throw AuthorityError(exitCode: 5, "\(error)")
        }
    }
}
