@preconcurrency import Glibc

/// What the process was started with, as text.
package enum ProcessInput {
    /// The arguments without the program's name. One that is not UTF-8 is refused: Swift would replace bytes,
    /// and a command would then work on another file than the one that was named.
    package static func arguments() throws(UsageError) -> [String] {
        var result: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let pointer = CommandLine.unsafeArgv[index] else { break }
            guard let text = String(validatingCString: pointer) else {
                throw UsageError("argument \(index) (\(quoted(String(cString: pointer)))) is not UTF-8")
            }
            result.append(text)
        }
        return result
    }

    /// The environment; variables that are not UTF-8 are left out. To be read once at the start, before
    /// threads.
    package static func environment() -> [String: String] {
        var result: [String: String] = [:]
        guard var next = Optional(environ) else { return result }
        while let entry = next.pointee {
            if let text = String(validatingCString: entry),
                let sign = text.utf8.firstIndex(of: UInt8(ascii: "="))
            {
                result[String(text[..<sign])] = String(text[text.utf8.index(after: sign)...])
            }
            next += 1
        }
        return result
    }
}
