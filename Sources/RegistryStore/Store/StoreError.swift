package import Files
package import Journal
package import Registry

/// Why a registry could not be opened, read or changed. The exit codes are those of DESIGN section 8.
package enum StoreError: Error, CustomStringConvertible {
    /// A rule of the programme refuses it (exit 3).
    case rule(RuleViolation)
    /// The registry is there but is not what it was (exit 4).
    case damaged(String)
    /// The journal's own errors: damaged (4), locked or unwritable (5).
    case journal(JournalError)
    /// A file could not be read or written (exit 5).
    case file(FileError)
    /// A key, passphrase, clock or other thing around us (exit 5).
    case environment(String)
    /// A name that can be none of a case or badge (exit 2).
    case malformed(String)
    /// No such case, badge or document (exit 3).
    case notFound(String)

    package var description: String {
        switch self {
        case .rule(let violation): violation.description
        case .damaged(let what): "the registry is damaged: \(what)"
        case .journal(let error): error.description
        case .file(let error): error.description
        case .environment(let what), .malformed(let what), .notFound(let what): what
        }
    }

    /// Exit code of the command that met it.
    package var exitCode: Int32 {
        switch self {
        case .malformed: 2
        case .rule, .notFound: 3
        case .damaged: 4
        case .journal(let error): error.isDamage ? 4 : 5
        case .file, .environment: 5
        }
    }

    /// The disk failed under the journal: whether the transaction is there shows only when it is opened again.
    package var isUncertain: Bool {
        guard case .journal(.file) = self else { return false }
        return true
    }

    /// Runs `body` and gives the errors of the rooms below their place here.
    static func placing<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as FileError {
            throw .file(error)
        } catch let error as JournalError {
            throw .journal(error)
        } catch let error as RuleViolation {
            throw .rule(error)
        } catch {
            throw .damaged("\(error)")
        }
    }
}
