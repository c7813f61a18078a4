import CommandLineKit
import Encoding
import Registry

/// `request template`: an empty form.
enum RequestTemplate {
    static let verb = Verb(
        "request template", group: GreenBadgeProgram.Group.applicant,
        summary: "Print an application form to fill in",
        discussion: "The form is JSON; lines that begin with // are comments and may stay.",
        examples: ["greenbadge request template > airline.json"]
    ) { _, context in
        if context.wantsJSON {
            context.print(["template": .string(ApplicationForm.template)])
        } else {
            context.output.write(ApplicationForm.template)
        }
        return 0
    }
}
