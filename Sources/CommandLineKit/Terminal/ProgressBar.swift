import Encoding

/// A line on standard error that shows how far a long work is. Silent where that is no terminal, so that logs
/// stay clean. Redrawn only when the percentage changes, however often it is updated.
package struct ProgressBar {
    private let label: String
    private let total: Int
    private let descriptor: Int32
    private let width: Int
    private let isShown: Bool
    private var percent = -1

    /// Begins without drawing.
    /// - Parameters:
    ///   - total: the number of steps; 0 counts as done.
    ///   - isQuiet: true draws nothing, as after `--quiet`.
    package init(
        _ label: String, total: Int, isQuiet: Bool = false, descriptor: Int32 = 2,
        environment: [String: String]
    ) {
        self.init(
            label, total: total, descriptor: descriptor,
            width: Terminal.width(of: descriptor, environment: environment),
            isShown: !isQuiet && Terminal.isTerminal(descriptor) && environment["TERM"] != "dumb")
    }

    init(_ label: String, total: Int, descriptor: Int32, width: Int, isShown: Bool) {
        self.label = visible(label)
        self.total = total
        self.descriptor = descriptor
        self.width = width
        self.isShown = isShown
    }

    /// Shows that this many steps are done.
    package mutating func update(_ done: Int) {
        guard isShown else { return }
        let now = percentage(done)
        guard now != percent else { return }
        percent = now
        writeNow("\r\(line(percent: now))\u{1b}[K", to: descriptor)
    }

    /// Removes the line.
    package mutating func finish() {
        guard isShown && percent >= 0 else { return }
        percent = -1
        writeNow("\r\u{1b}[K", to: descriptor)
    }

    func percentage(_ done: Int) -> Int {
        guard total > 0 else { return 100 }
        let part = min(max(done, 0), total).multipliedFullWidth(by: 100)
        return total.dividingFullWidth(part).quotient
    }

    /// `label  [#####     ]  50%`, one column short of the width: a full line would wrap on some terminals.
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
