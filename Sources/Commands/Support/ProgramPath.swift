import CommandLineKit
import Files
@preconcurrency import Glibc

/// How people can call this program again from where they are, for commands that are printed to be pasted.
enum ProgramPath {
    /// `greenbadge` where the shell finds it, else the shortest path to this very file.
    static func shown() -> String {
        let own = absolutePath(of: "/proc/self/exe")
        let here = absolutePath(of: ".")
        if isOnPath(own) { return "greenbadge" }
        for short in [".build/release/greenbadge", ".build/debug/greenbadge"]
        where absolutePath(of: short) == own {
            return short
        }
        let prefix = here == "/" ? here : "\(here)/"
        return own.hasPrefix(prefix) ? String(own.dropFirst(prefix.count)).asCommand : own
    }

    private static func isOnPath(_ own: String) -> Bool {
        guard let path = getenv("PATH") else { return false }
        let candidates: [String] = String(cString: path).split(separator: ":").map { "\($0)/greenbadge" }
        let first = candidates.first { (candidate: String) in access(candidate, X_OK) == 0 }
        return first.map { absolutePath(of: $0) == own } ?? false
    }
}

extension String {
    /// A file of this very directory needs `./` to be run.
    fileprivate var asCommand: String { contains("/") ? self : "./\(self)" }
}

/// Words as a POSIX shell reads them back.
enum ShellWord {
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case 0x2B...0x2F, 0x3A, 0x3D, 0x40, 0x5F, 0x25: true
            default: false
            }
        }
        if plain && !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
