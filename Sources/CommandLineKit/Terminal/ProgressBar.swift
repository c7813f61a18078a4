import Encoding

/// A line on standard error that shows how far a long work is. Silent where that is no terminal, so that logs
/// stay clean. Redrawn only when what it says changes, however often it is updated.
///
/// A signal that ends the program takes the line away first, so that the shell's prompt stands on a clean one.
package struct ProgressBar {
    private let label: String
    private let total: Int?
    private let descriptor: Int32
    private let width: Int
    private let isShown: Bool
    /// What stands there; nil where nothing does.
    private var shown: String?

    /// Begins without drawing.
    /// - Parameters:
    ///   - total: the number of steps; 0 counts as done, nil is not known: then the steps are counted.
    ///   - isQuiet: true draws nothing, as after `--quiet`.
    package init(
        _ label: String, total: Int?, isQuiet: Bool = false, descriptor: Int32 = 2,
        environment: [String: String]
    ) {
        self.init(
            label, total: total, descriptor: descriptor,
            width: Terminal.width(of: descriptor, environment: environment),
            isShown: Self.canShow(isQuiet: isQuiet, descriptor: descriptor, environment: environment))
    }

    init(_ label: String, total: Int?, descriptor: Int32, width: Int, isShown: Bool) {
        self.label = visible(label)
        self.total = total
        self.descriptor = descriptor
        self.width = width
        self.isShown = isShown
    }

    /// Whether there is a terminal to draw on: for callers who would have to find out the total.
    package static func canShow(
        isQuiet: Bool, descriptor: Int32 = 2, environment: [String: String]
    ) -> Bool {
        !isQuiet && Terminal.isTerminal(descriptor) && environment["TERM"] != "dumb"
    }

    /// Shows that this many steps are done.
    package mutating func update(_ done: Int) {
        guard isShown else { return }
        let now = line(done: done)
        guard now != shown else { return }
        if shown == nil { CleanLine.keep(descriptor) }
        shown = now
        writeNow("\r\(now)\u{1b}[K", to: descriptor)
    }

    /// Removes the line; a further update draws it again.
    package mutating func finish() {
        guard isShown && shown != nil else { return }
        shown = nil
        writeNow(CleanLine.erase, to: descriptor)
    }

    /// One column short of the width: a full line would wrap on some terminals.
    func line(done: Int) -> String {
        guard let total else {
            // Three digits of it: the rest could not be read.
            var step = 1
            while done / step >= 1000 { step *= 10 }
            return TextWrap.truncated("\(label)  \(done / step * step)", width: max(0, width - 1))
        }
        return line(percent: Self.percentage(done, of: total))
    }

    static func percentage(_ done: Int, of total: Int) -> Int {
        guard total > 0 else { return 100 }
        let part = min(max(done, 0), total).multipliedFullWidth(by: 100)
        return total.dividingFullWidth(part).quotient
    }

    /// `label  [#####     ]  50%`
    func line(percent: Int) -> String {
        let number = String(repeating: " ", count: 3 - String(percent).count) + "\(percent)%"
        let name = TextWrap.truncated(label, width: max(0, width - 8))
        let room = min(40, width - 1 - UnicodeText.displayWidth(name) - 4 - 6)
        guard room >= 5 else { return "\(name)  \(number)" }
        let full = room * percent / 100
        let bar = String(repeating: "#", count: full) + String(repeating: " ", count: room - full)
        return "\(name)  [\(bar)]  \(number)"
    }
}
