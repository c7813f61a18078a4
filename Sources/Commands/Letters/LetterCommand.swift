import CommandLineKit
import Encoding
import Presentation
import Registry
import RegistryStore

/// `letter ID`: what the business is told.
enum LetterCommand {
    static let verb = Verb(
        "letter", group: GreenBadgeProgram.Group.review,
        summary: "Write the letters of a case to the business",
        discussion: """
            Prints the newest letter: what the business must know now, with reason, deadline, how to appeal and what \
            to type next. Letters are computed from the registry, so that the same one can be had again at any time; \
            they name nobody who works here, and no note that was left on the case. What a reviewer writes for the \
            business is the question of ask, --letter of reject, and --note of appeal uphold and appeal reverse.

            The wording is the authority's: text files in letters/ in the registry's directory, or in --templates \
            DIR, take the place of the built-in letters. --write-templates writes those to begin with.
            """,
        arguments: [.optional("ID", "the case, or a unique beginning of its id")],
        options: [
            .flag("--list", "list every letter of the case, the oldest first"),
            .value("--number", "N", "the letter with this number in the list"),
            .value(
                "--html", "FILE", "write it as a new page: one file, no scripts; - is standard output",
                completion: .files),
            .value("--templates", "DIR", "take the wording from there", completion: .directories),
            .value(
                "--write-templates", "DIR", "write the built-in letters into a new folder",
                completion: .directories),
        ],
        rules: [
            .exactlyOne(["ID", "--write-templates"]), .atMostOne(["--list", "--number"]),
            .atMostOne(["--list", "--html"]), .atMostOne(["--html", "--json"]),
            .atMostOne(["--templates", "--write-templates"]),
        ],
        examples: [
            "greenbadge letter A7K-3MB", "greenbadge letter A7K-3MB --number 2 --html letter.html",
            "greenbadge letter --write-templates registry/letters",
        ]
    ) { arguments, context in
        if let folder = arguments.value("--write-templates") {
            guard !arguments.flag("--list"), arguments.value("--number") == nil,
                arguments.value("--html") == nil
            else { throw arguments.usageError("--write-templates goes without --list, --number and --html") }
            try LetterFolder.write(to: folder, context)
            if context.wantsJSON {
                context.print(["templates": .string(folder)])
            } else {
                context.print(visible(folder))
            }
            return 0
        }
        let store = try context.openToRead()
        let application = try store.application(try arguments.required("ID"))
        let time = max(try context.now(in: store), store.state.lastTime)
        guard let letters = LetterHistory.letters(of: application, in: store.state, at: time) else {
            throw CommandFailure.damaged(
                "\(application.id) cannot be read: \(store.keyLoss(of: application.id)). Nobody can write to a business whose name is gone"
            )
        }
        let templates = try LetterFolder.templates(
            arguments.value("--templates"), registry: try context.registryDirectory(), context)
        if arguments.flag("--list") {
            list(letters, templates, context)
        } else {
            try show(letters, templates, context)
        }
        return 0
    }

    /// Where a command did something that the business must hear of.
    static func hint(_ id: ApplicationID, _ context: CommandContext) {
        guard !context.wantsJSON, !context.isDryRun else { return }
        context.note("the letter to the business: greenbadge letter \(id)")
    }

    private static func list(_ letters: [Letter], _ templates: LetterTemplates, _ context: CommandContext) {
        for (index, letter) in letters.enumerated() {
            let subject = templates.write(letter).subject
            if context.wantsJSON {
                context.print(.object(members(letter, index + 1, subject)))
            } else {
                context.print("\(index + 1)  \(letter.date)  \(letter.kind.rawValue)  \(visible(subject))")
            }
        }
    }

    private static func show(
        _ letters: [Letter], _ templates: LetterTemplates, _ context: CommandContext
    ) throws {
        let number =
            try context.arguments.integer("--number", in: 1...max(1, letters.count)) ?? letters.count
        guard letters.indices.contains(number - 1) else {
            throw CommandFailure.negative("there is no letter yet: at this time nothing had come in")
        }
        let letter = letters[number - 1]
        let document = templates.write(letter)
        if let path = context.arguments.value("--html") {
            try write(document.page, to: path, context)
        } else if context.wantsJSON {
            context.print(
                .object(
                    members(letter, number, document.subject) + [
                        .init("next", .array(document.commands.map(JSON.string))),
                        .init("text", .string(document.text)),
                    ]))
        } else {
            // The marks that could write over other lines are left to the terminal's own rule.
            context.output.write(visible(document.text, multiline: true))
        }
    }

    private static func members(_ letter: Letter, _ number: Int, _ subject: String) -> [JSON.Member] {
        func value(_ field: LetterField) -> JSON {
            letter.values[field].flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
        }
        return [
            .init("case", .string(letter.application.description)), .init("number", .integer(Int64(number))),
            .init("kind", .string(letter.kind.rawValue)), .init("date", .string(letter.date.description)),
            .init("business", value(.business)), .init("subject", .string(subject)),
            .init("badge", value(.badge)), .init("reason", value(.reason)), .init("field", value(.field)),
            .init("hint", value(.hint)),
            .init("deadline", letter.deadline.map { .string($0.description) } ?? .null),
            .init("appealUntil", letter.appealEnd.map { .string($0.description) } ?? .null),
        ]
    }

    private static func write(_ page: String, to path: String, _ context: CommandContext) throws {
        if path == "-" {
            context.output.write(page)
        } else if context.isDryRun {
            context.note("dry run: \(visible(path)) was not written")
        } else {
            try context.writeNew(path, Array(page.utf8), permissions: 0o600)
            context.note("the letter is in \(visible(path))")
        }
    }
}
