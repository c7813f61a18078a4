import CommandLineKit
import Encoding
import Registry

/// What the person sees: a bar with the case, the pages, one of them, what there is to say, and the keys.
extension ReviewSession {
    /// Smaller terminals show nothing that could be judged by.
    private static let smallest = ScreenSize(columns: 20, rows: 6)

    /// - Parameter busy: what is being done while no key is taken.
    func frame(busy: String? = nil) -> Frame {
        guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
            return Frame([ScreenLine("too small")])
        }
        let body = body()
        var lines = [title, tabs]
        lines += body.lines.prefix(bodyHeight)
        lines += Array(repeating: ScreenLine(), count: size.rows - lines.count - footHeight)
        lines += foot(busy) + [keys(below: body.below)]
        let cursor = body.cursor.map { Frame.Place(row: $0.row + 2, column: $0.column) }
        return Frame(lines, cursor: busy == nil ? cursor : nil)
    }

    /// The rows between the two at the top and what there is to say.
    var bodyHeight: Int { max(1, size.rows - 2 - footHeight) }

    private var footHeight: Int { footRows.count + 1 }

    private var title: ScreenLine {
        guard let sheet else {
            return ScreenLine(" review  \(registry)  \(reviewer)", .reverse)
                .fitted(size.columns, filling: true)
        }
        let place = sheet.position > 0 ? " \(sheet.position)/\(sheet.count) " : " "
        let claim =
            switch sheet.claim {
            case .none: ""
            case .mine(let until): ", yours until \(until)"
            case .other(let name, let until): ", claimed by \(name) until \(until)"
            }
        let room = size.columns - place.utf8.count
        return ScreenLine(
            " \(sheet.id)  \(sheet.name)  \(sheet.country)  \(sheet.state)\(claim)", .reverse
        ).fitted(room, filling: true).adding(place, .reverse)
    }

    private var tabs: ScreenLine {
        guard let sheet else { return ScreenLine() }
        let open = sheet.checks.filter(\.isOpen).count
        let all: [(Page, String, String)] = [
            (.summary, "case", ""),
            (.hits, "hits", Self.count(sheet.hits)),
            (.checks, "checks", " \(sheet.checks.count - open)/\(sheet.checks.count)"),
            (.documents, "files", sheet.documents.isEmpty ? "" : " \(sheet.documents.count)"),
            (.changes, "changes", Self.count(sheet.changes)),
            (.history, "history", ""),
        ]
        let full = tabs(all.map { ($0.0, "\($0.0.rawValue + 1) \($0.1)\($0.2)") })
        if full.width <= size.columns { return full }
        let short = tabs(all.map { ($0.0, "\($0.0.rawValue + 1)\($0.0 == page ? " \($0.1)\($0.2)" : "")") })
        return short
    }

    /// How many of the lines want attention: what is settled has no colour, and headings are bold.
    private static func count(_ lines: [CaseLine]) -> String {
        let count = lines.count { $0.paint == .yellow || $0.paint == .red }
        return count == 0 ? "" : " \(count)"
    }

    private func tabs(_ names: [(page: Page, text: String)]) -> ScreenLine {
        names.reduce(ScreenLine()) { line, tab in
            // Brackets, for terminals without colour.
            tab.page == page && mode == .looking
                ? line.adding("[\(tab.text)]", .bold) : line.adding(" \(tab.text) ", .dim)
        }
    }

    /// The rows of what there is to say, at most a third of the screen.
    private var footRows: [ScreenLine] {
        let text: String
        let paint: Style.Paint
        if let message {
            (text, paint) = (message.text, message.isBad ? .red : .green)
        } else if sheet != nil, !work.isEmpty, mode == .looking {
            (text, paint) = ("not signed yet: \(work.summary)", .yellow)
        } else {
            return [ScreenLine()]
        }
        let rows = visible(text, multiline: true).split(separator: "\n")
            .flatMap { TextWrap.lines(String($0), width: size.columns - 1) }
        let most = max(1, size.rows / 3)
        let shown = rows.prefix(most).map { ScreenLine($0, paint) }
        return rows.count > most
            ? shown.dropLast() + [ScreenLine(rows[most - 1] + " …", paint)] : Array(shown)
    }

    /// While something is done the foot keeps its height, so that the page does not jump.
    private func foot(_ busy: String?) -> [ScreenLine] {
        guard let busy else { return footRows }
        return [ScreenLine(busy, .yellow)] + footRows.dropFirst().map { _ in ScreenLine() }
    }

    /// As many keys as fit, the most useful first, and how many rows are below the screen.
    private func keys(below: Int) -> ScreenLine {
        let mark = below > 0 ? "  ↓ \(below) more " : ""
        let room = size.columns - UnicodeText.displayWidth(mark)
        var line = ScreenLine()
        for (key, meaning) in keyList {
            let next = line.adding(line.spans.isEmpty ? " " : "  ").adding(key, .bold).adding(
                " \(meaning)", .dim)
            guard next.width <= room else { break }
            line = next
        }
        return mark.isEmpty
            ? line : line.adding(String(repeating: " ", count: room - line.width)).adding(mark, .yellow)
    }

    private var keyList: [(String, String)] {
        switch mode {
        case .looking: return lookingKeys
        case .confirming(.reject):
            return [("y", "sign"), ("n", "back"), ("l", "letter"), ("↑↓", "scroll")]
        case .confirming: return [("y", "sign"), ("n", "back"), ("↑↓", "scroll")]
        case .writing:
            return [("Ctrl-D", "go on"), ("Esc", "leave"), ("Ctrl-X", "editor")]
        case .puttingAway: return [("k", "keep"), ("d", "discard"), ("Esc", "go on writing")]
        case .choosingReason: return [("Enter", "take"), ("Esc", "back"), ("↑↓", "choose"), ("a-z", "jump")]
        case .naming: return [("Enter", "write the copy"), ("Esc", "back")]
        case .quitting: return [("k", "keep and leave"), ("d", "discard and leave"), ("Esc", "stay")]
        case .helping: return [("↑↓", "scroll"), ("any key", "back")]
        }
    }

    private var lookingKeys: [(String, String)] {
        guard let sheet else {
            return [("?", "help"), ("Q", "quit"), ("P", "previous"), ("Ctrl-R", "look again")]
        }
        if sheet.isAppealed, page == .summary {
            return [
                ("?", "help"), ("Tab", "page"), ("a", "rejection falls"), ("r", "stands"), ("n", "next"),
                ("Q", "quit"),
            ]
        }
        let common = [("n", "next"), ("a", "approve"), ("r", "reject"), ("q", "ask"), ("Q", "quit")]
        switch page {
        case .checks where !sheet.checks.isEmpty:
            return [
                ("?", "help"), ("p/f/s", "pass/fail/skip"), ("space", "choose"), ("c", "sign"),
                ("t", "remark"),
            ]
                + common
        case .documents where !sheet.documents.isEmpty:
            return [("?", "help"), ("space", "evidence"), ("o", "copy out")] + common
        case .hits where !sheet.openHits.isEmpty:
            return [("?", "help"), ("x", "clear the open hits")] + common
        case .summary, .hits, .checks, .documents, .changes, .history:
            return [("?", "help"), ("Tab", "page")] + common + [
                ("h", sheet.isOnHold ? "resume" : "hold"), ("p", "previous"), ("u", "release"),
            ]
        }
    }
}
