/// Why a directory cannot be read as a client pack. The texts hold paths as they were given: make them visible before
/// printing.
package enum PackDirectoryError: Error, Hashable, Sendable {
    /// Path and what is missing or cannot be used there: the environment's fault.
    case unavailable(String, String)
    /// Path and what is wrong with the file there.
    case damaged(String, String)
}
