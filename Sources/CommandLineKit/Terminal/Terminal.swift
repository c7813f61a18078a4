import Glibc

/// What is known about the terminal behind a descriptor.
package enum Terminal {
    /// The columns assumed where nothing tells.
    package static let usualWidth = 80

    /// Whether the descriptor is a terminal (isatty(3)).
    package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The columns of the terminal behind the descriptor, else of `COLUMNS`, else 80.
    package static func width(of descriptor: Int32, environment: [String: String]) -> Int {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 { return Int(size.ws_col) }
        guard let text = environment["COLUMNS"], let columns = Int(text), (1...10_000).contains(columns)
        else {
            return usualWidth
        }
        return columns
    }
}
