import CommandLineKit
import Encoding
import Registry

/// `request template`: an empty form.
enum RequestTemplate {
    static let verb = Verb(
        "request template", group: GreenBadgeProgram.Group.applicant,
        summary: "Print an application form to fill in",
        discussion: "The form is JSON; lines that begin with // are comments and may stay.",
        options: [.flag("--csv", "the first line of a table for greenbadge apply, and a line as an example")],
        examples: [
            "greenbadge request template > airline.json", "greenbadge request template --csv > partners.csv",
        ]
    ) { arguments, context in
        if arguments.flag("--csv") {
            context.output.write(try ApplicationTable.template())
        } else if context.wantsJSON {
            context.print(["template": .string(ApplicationForm.template)])
        } else {
            context.output.write(ApplicationForm.template)
        }
        return 0
    }
}
