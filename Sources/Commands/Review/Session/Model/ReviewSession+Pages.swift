import CommandLineKit
import Encoding
import Registry

/// The middle of the screen.
extension ReviewSession {
    /// The rows to show, no more than fit.
    struct Body {
        var lines: [ScreenLine]
        /// The cursor among them where there is one.
        var cursor: Frame.Place?
        /// How many rows are scrolled away below them.
        var below = 0
    }

    func body() -> Body {
        switch mode {
        case .looking:
            return sheet == nil ? scrolled(emptyRows, overlay) : pageBody
        case .confirming, .quitting, .helping, .puttingAway: return scrolled(overlayRows(), overlay)
        case .choosingReason(let row): return scrolled(reasonRows(row), overlay)
        case .writing(let writing): return written(writing)
        case .naming(let document, let field): return named(document, field)
        }
    }

    private func scrolled(_ rows: [ScreenLine], _ viewport: Viewport) -> Body {
        let range = viewport.range(rows: rows.count, height: bodyHeight)
        return Body(lines: Array(rows[range]), below: rows.count - range.upperBound)
    }

    private var pageBody: Body {
        var viewport = viewports[page] ?? Viewport()
        switch page {
        case .checks: return checkBody
        case .documents: viewport.show(documentRow, height: bodyHeight)
        case .summary, .hits, .changes, .history: break
        }
        return scrolled(pageRows(page), viewport)
    }

    /// All rows of a page, also those that are scrolled away.
    func pageRows(_ page: Page) -> [ScreenLine] {
        guard let sheet else { return [] }
        switch page {
        case .summary: return rows(sheet.summary)
        case .hits: return rows(sheet.hits, or: "Screening found nothing on this case.")
        case .checks: return checkRows(sheet)
        case .documents: return documentRows(sheet)
        case .changes:
            let nothing =
                sheet.isNew
                ? "You see this case for the first time." : "Nothing changed since you last saw this case."
            return rows(sheet.changes, or: nothing)
        case .history: return rows(sheet.history)
        }
    }

    private func rows(_ lines: [CaseLine], or nothing: String = "Nothing.") -> [ScreenLine] {
        guard !lines.isEmpty else { return [ScreenLine(nothing, .dim)] }
        return lines.flatMap { line in
            line.rows(width: size.columns).map { row in
                let head = ScreenLine(row.head, .dim)
                return line.paint.map { head.adding(row.text, $0) } ?? head.adding(row.text)
            }
        }
    }

    private var emptyRows: [ScreenLine] {
        rows([
            CaseLine("", "No case of the queue waits for something that \(reviewer) may give."),
            CaseLine("", "Ctrl-R looks again, P goes back, Q leaves."),
        ])
    }

    /// The list, and below it what stands about the row under the cursor where there is room.
    private var checkBody: Body {
        guard let sheet, !sheet.checks.isEmpty else {
            return Body(lines: [ScreenLine("The case cannot be read.", .dim)])
        }
        var detail = rows([CaseLine("stands", sheet.checks[checkRow].standing)])
        if let result = work.basket[sheet.checks[checkRow].name] {
            detail += rows([CaseLine("to sign", result.rawValue, Self.paint(result))])
        }
        let text = CaseText.composed(work.text(.remark))
        if !text.isEmpty { detail += rows([CaseLine("remark", text)]) }
        let room = max(0, bodyHeight - 1 - min(sheet.checks.count, bodyHeight * 2 / 3))
        let shown = detail.prefix(min(detail.count, room))
        let height = bodyHeight - (shown.isEmpty ? 0 : shown.count + 1)
        var viewport = viewports[.checks] ?? Viewport()
        viewport.show(checkRow, height: height)
        let all = checkRows(sheet)
        let range = viewport.range(rows: all.count, height: height)
        return Body(
            lines: all[range] + (shown.isEmpty ? [] : [ScreenLine()] + shown),
            below: all.count - range.upperBound)
    }

    private func checkRows(_ sheet: CaseSheet) -> [ScreenLine] {
        let names = sheet.checks.map { UnicodeText.displayWidth(visible($0.name)) }
        let width = min(max(12, size.columns - 18), names.max() ?? 12)
        return sheet.checks.enumerated().map { index, check in
            let cursor = index == checkRow ? ">" : " "
            let mark = chosen.contains(check.name) ? "*" : " "
            let name = TextWrap.padded(TextWrap.truncated(visible(check.name), width: width), width: width)
            let result = work.basket[check.name]
            let head = ScreenLine(cursor, .bold).adding(mark, .cyan)
            let named = index == checkRow ? head.adding(name, .reverse) : head.adding(name)
            let chosen = result.map { "→\($0.rawValue)" } ?? ""
            let basket = named.adding(" ").adding(
                TextWrap.padded(chosen, width: 6), result.flatMap(Self.paint) ?? .cyan)
            return check.isOpen
                ? basket.adding(check.standing, .yellow) : basket.adding(check.standing, .dim)
        }
    }

    private func documentRows(_ sheet: CaseSheet) -> [ScreenLine] {
        guard !sheet.documents.isEmpty else {
            return [ScreenLine("No document. greenbadge attach brings one in.", .dim)]
        }
        return sheet.documents.enumerated().map { index, document in
            let line = ScreenLine(index == documentRow ? ">" : " ", .bold)
                .adding(work.evidence.contains(document.hash) ? "* " : "  ", .cyan)
            let text =
                "\(document.hash.prefix(8))  \(document.kind)  \(document.size) bytes  \(document.name)"
            return index == documentRow ? line.adding(text, .reverse) : line.adding(text)
        }
    }

    /// What covers the page.
    func overlayRows() -> [ScreenLine] {
        switch mode {
        case .confirming(let act):
            [ScreenLine("This is signed when you press y:", .bold)] + rows(lines(of: act))
        case .quitting:
            [ScreenLine("There is something that you have not signed:", .bold)]
                + rows(unsigned.map { CaseLine($0.description, works[$0]?.summary ?? "") })
                + rows([
                    CaseLine("", "Kept, it lies sealed beside the registry and is there when you come back.")
                ])
        case .puttingAway(let writing):
            [ScreenLine("The \(writing.name) is not finished. Keep it for later, or discard it?", .bold)]
                + rows([CaseLine("", work.text(writing))])
        case .helping: Self.help.flatMap { rows([$0]) }
        case .looking, .writing, .choosingReason, .naming: []
        }
    }

    private func reasonRows(_ chosen: Int) -> [ScreenLine] {
        RejectionReason.all.enumerated().map { index, reason in
            let line = ScreenLine(index == chosen ? "> " : "  ", .bold)
            let code = TextWrap.padded(reason.code, width: 26)
            return (index == chosen ? line.adding(code, .reverse) : line.adding(code)).adding(
                reason.hint, .dim)
        }
    }

    private func written(_ writing: SessionWork.Writing) -> Body {
        let head =
            switch writing {
            case .remark: "What there is to say of these checks:"
            case .question: "Your question to the applicant:"
            case .rejection:
                "Rejecting for \(work.reason ?? ""). What else there is to say, for the people here (may be empty):"
            case .explanation: "What the business reads in its letter beside the reason (may be empty):"
            case .hold: "Why the case rests, for the people here:"
            case .clearance: "Why the open hits are harmless, all of them:"
            case .finding:
                "\(AppealDecision.outcome(work.reverses ? .reverse : .uphold)). Why, as the business will read it:"
            }
        let layout = work.field(writing).layout(width: size.columns, height: bodyHeight - 1)
        return Body(
            lines: [ScreenLine(head, .bold)] + layout.rows.map { ScreenLine($0) },
            cursor: Frame.Place(row: layout.cursor.row + 1, column: layout.cursor.column))
    }

    private func named(_ document: CaseSheet.DocumentRow, _ field: TextField) -> Body {
        let layout = field.layout(width: size.columns, height: bodyHeight - 1)
        return Body(
            lines: [ScreenLine("Write a copy of \(document.kind) \(document.name) to:", .bold)]
                + layout.rows.map { ScreenLine($0) },
            cursor: Frame.Place(row: layout.cursor.row + 1, column: layout.cursor.column))
    }
}
