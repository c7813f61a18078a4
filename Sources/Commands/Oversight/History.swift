import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `history ID`: everything that happened to a case, in the journal's order.
enum History {
    static let verb = Verb(
        "history", group: GreenBadgeProgram.Group.oversight,
        summary: "Show everything that happened to a case",
        discussion: """
            Every contact, check, question, decision and change of the badge, with who signed it and when. The \
            number is the transaction in the journal; where content, evidence or a check changed it is the case's \
            new revision.
            """,
        arguments: [.required("ID", "the case, or a unique beginning of its id")],
        examples: ["greenbadge history A7K-3MB", "greenbadge history A7K --json"]
    ) { arguments, context in
        let store = try context.openToRead()
        let application = try store.application(try arguments.required("ID"))
        var teller = HistoryTeller(store.state)
        for entry in try store.history(of: application.id) {
            let happening = teller.tell(entry)
            if context.wantsJSON {
                context.print(json(entry, happening))
            } else {
                print(entry, happening, context)
            }
        }
        return 0
    }

    private static func json(_ entry: HistoryEntry, _ happening: HistoryTeller.Happening) -> JSON {
        .object(
            [
                .init("transaction", .integer(Int64(clamping: entry.sequence))),
                .init("time", .string(entry.time.description)),
                .init("by", .string(entry.by.name)),
                .init("what", .string(happening.what)),
                .init("text", .string(happening.text)),
                .init("lines", .array(happening.lines.map(JSON.string))),
            ] + happening.members)
    }

    private static func print(
        _ entry: HistoryEntry, _ happening: HistoryTeller.Happening, _ context: CommandContext
    ) {
        let number = String(entry.sequence)
        let gap = String(repeating: " ", count: max(0, 4 - number.utf8.count))
        let head = "\(gap)\(number)  \(entry.time)  "
        let width = max(20, (context.width ?? 100_000) - head.utf8.count)
        let margin = String(repeating: " ", count: head.utf8.count)
        let text = TextWrap.lines(visible("\(entry.by.name) \(happening.text)"), width: width)
        for (index, line) in text.enumerated() {
            context.print("\(index == 0 ? context.style.dim(head) : margin)\(line)")
        }
        for line in happening.lines {
            for part in visible(line, multiline: true).split(separator: "\n") {
                for piece in TextWrap.lines(String(part), width: width - 2) {
                    context.print("\(margin)  \(piece)")
                }
            }
        }
    }
}
