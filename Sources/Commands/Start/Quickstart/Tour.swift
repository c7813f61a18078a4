import CommandLineKit
import Encoding
import Files
import Registry

/// The steps of the tour: each runs the very command that it prints. What it prints is shown at the end, so that a tour
/// that fails prints nothing.
struct Tour {
    let context: CommandContext
    let directory: String
    /// How people call this program from where they are.
    let program: String
    private let shown = TextOutput()

    static let account = "tel:+12025550100"
    /// Columns of a terminal that has 80, with room for what ends a line.
    private static let columns = 78
    /// Lines of the whole tour at most.
    private static let mostLines = 40

    init(_ context: CommandContext, _ place: QuickstartPlace) {
        self.context = context
        directory = place.directory
        program = ProgramPath.shown()
    }

    private func path(_ parts: String) -> String { FilePath.join(directory, parts) }
    private func key(_ person: String) -> String { path("people/\(person).pem") }
    private var registry: String { path(QuickstartPlace.registry) }
    private var badgeFile: String { path("badges/\(QuickstartPlace.badge)") }
    private var request: String { path("business/\(QuickstartPlace.request)") }
    private var form: String { path("business/\(QuickstartPlace.form)") }

    /// A line for people; with `--json` there is one object at the end instead.
    private func say(_ text: String) {
        if !context.wantsJSON { shown.line(text) }
    }

    func begin(again: Bool) {
        let style = context.style
        say(style.bold("GreenBadge: a verified business, provable offline"))
        say(
            again
                ? "\(visible(directory)) is there already; this is how it was made (--fresh starts over)."
                : "A test authority in \(visible(directory)), and one business all the way to a badge.")
        let time = context.arguments.value("--now").map { "with --now \(visible($0))" }
        say("These commands ran \(time ?? "as they stand"); to paste one again, use other names.")
    }

    /// Makes everything, step by step.
    func make() throws -> QuickstartMarker {
        let files = context.fileSystem
        for part in ["people", "business", "badges"] {
            try files.makeDirectories(path(part), permissions: 0o755)
        }
        for person in QuickstartPlace.people {
            try run(identityNew(person))
        }
        show(.people, identityNew("clerk"))
        try run(initialise)
        for (person, role) in zip(
            QuickstartPlace.people.dropFirst(2), ["clerk", "reviewer", "reviewer", "reviewer", "issuer"])
        {
            try run(staffAdd(person, role))
        }
        showFounding()
        try context.writeNew(form, Array(ApplicationForm.template.utf8))
        try run(requestNew)
        show(.apply, requestNew)
        let id = try JSONLine(run(apply + ["--json"])).string("case")
        show(.intake(id), apply)
        try run(checks(id))
        show(.check, checks(id))
        for person in ["reviewer-1", "reviewer-2"] { try run(approve(id, person)) }
        show(.approve, approve(id, "reviewer-1"), approve(id, "reviewer-2"))
        let badge = try JSONLine(run(issue(id) + ["--json"])).string("badge")
        show(.issue(badge), issue(id))
        try run(pack)
        show(.pack, pack)
        let marker = QuickstartMarker(caseID: id, badge: badge)
        try context.writeNew(path(QuickstartMarker.name), marker.bytes)
        return marker
    }

    /// Shows the same commands without running them.
    func repeatTour(_ marker: QuickstartMarker) {
        show(.people, identityNew("clerk"))
        showFounding()
        show(.apply, requestNew)
        show(.intake(marker.caseID), apply)
        show(.check, checks(marker.caseID))
        show(.approve, approve(marker.caseID, "reviewer-1"), approve(marker.caseID, "reviewer-2"))
        show(.issue(marker.badge), issue(marker.caseID))
        show(.pack, pack)
    }

    /// The client's side, and with it the end: its exit code is the tour's.
    func verify(_ marker: QuickstartMarker) throws -> Int32 {
        show(.verify, verifyCommand)
        let output = TextOutput()
        let code = try GreenBadgeProgram.perform(
            verifyCommand + now, in: context, output: output, errors: context.errors)
        // What is left of the lines, without those of the end.
        let used = shown.captured.utf8.count { $0 == 0x0A }
        for line in output.captured.split(separator: "\n").prefix(max(1, Self.mostLines - used - 4)) {
            say("   \(line)")
        }
        if code != 0 {
            context.note("the status in \(visible(path("pack"))) may have aged; --fresh starts over")
        }
        end(marker)
        return code
    }

    /// What to type next: the last three lines, each of them whole, and all that it needs in it.
    private func end(_ marker: QuickstartMarker) {
        if context.wantsJSON {
            context.print([
                "directory": .string(directory), "registry": .string(registry),
                "case": .string(marker.caseID),
                "badge": .string(marker.badge), "file": .string(badgeFile), "pack": .string(path("pack")),
                "account": .string(Self.account),
            ])
            return
        }
        let style = context.style
        say(style.bold("Next: look at the case, stop the badge, and ask again:"))
        let next = [
            ["show", marker.caseID, "--registry", registry] + now,
            ["suspend", marker.badge, "--publish", "--registry", registry, "--as", key("issuer")] + now,
            ["verify", badgeFile, "--trust", path("registry/public"), "--for", Self.account] + now,
        ]
        for command in next {
            say("  \(style.cyan(([program] + command).map(ShellWord.quoted).joined(separator: " ")))")
        }
        context.output.write(shown.captured)
    }

    /// `--now` is for the inner commands as well: it is a test authority's.
    private var now: [String] { context.arguments.value("--now").map { ["--now", $0] } ?? [] }

    // The commands.

    private func identityNew(_ person: String) -> [String] {
        ["identity", "new", person, "--no-passphrase", "--out", key(person)]
    }
    private var initialise: [String] {
        [
            "init", registry, "--test", "--no-passphrase", "--name", "Example Badge Authority", "--origin",
            "badges.example.org/log", "--base-url", "https://badges.example.org", "--root-key",
            path(QuickstartPlace.rootKey),
            "--as", key("admin-1"), "--as", key("admin-2"),
        ]
    }
    private func staffAdd(_ person: String, _ role: String) -> [String] {
        [
            "staff", "add", person, "--role", role, "--key", "\(key(person)).pub", "--as",
            key("admin-1"), "--as", key("admin-2"),
        ]
    }
    private var requestNew: [String] {
        [
            "request", "new", form, "--new-key", path("business/\(QuickstartPlace.key)"), "--no-passphrase",
            "--out",
            request,
        ]
    }
    private var apply: [String] { ["apply", request, "--as", key("clerk")] }
    private func checks(_ id: String) -> [String] {
        [
            "check", id, "all=pass", "--as", key("reviewer-3"),
        ]
    }
    private func approve(_ id: String, _ person: String) -> [String] {
        ["approve", id, "--as", key(person)]
    }
    private func issue(_ id: String) -> [String] {
        ["issue", id, "--out", badgeFile, "--as", key("issuer")]
    }
    private var pack: [String] { ["pack", "--out", path("pack")] }
    private var verifyCommand: [String] {
        ["verify", badgeFile, "--trust", path("pack"), "--for", Self.account]
    }

    // Running and showing them.

    @discardableResult
    private func run(_ command: [String]) throws -> String {
        let output = TextOutput()
        let errors = TextOutput()
        let code = try GreenBadgeProgram.perform(
            command + ["--registry", registry] + now, in: context, output: output, errors: errors)
        guard code == 0 else {
            throw CommandFailure(
                code, "\(command.joined(separator: " ")) ended with \(code): \(errors.captured)")
        }
        return output.captured
    }

    private func showFounding() {
        show(.found, initialise)
        showLine(["export", "GREENBADGE_REGISTRY=\(registry)"])
    }

    private func show(_ step: TourStep, _ commands: [String]...) {
        say("\(context.style.green("\(step.number)")) \(step.text)")
        for command in commands { showLine([program] + command) }
    }

    /// A command as it can be pasted: too long for a terminal it goes on behind a backslash.
    private func showLine(_ words: [String]) {
        // A long path of the program itself takes no lines from the tour.
        let extra = max(0, program.count - "greenbadge".count)
        var lines = [""]
        for piece in Self.pieces(words) {
            if lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] = piece
            } else if lines[lines.count - 1].count + piece.count + 1
                <= Self.columns - 7 + (lines.count == 1 ? extra : 0)
            {
                lines[lines.count - 1] += " \(piece)"
            } else {
                lines.append(piece)
            }
        }
        for (number, line) in lines.enumerated() {
            let text = line + (number + 1 < lines.count ? " \\" : "")
            let margin = number == 0 ? "   \(context.style.dim("$")) " : "       "
            say(margin + context.style.cyan(text))
        }
    }

    /// Words for the shell, an option together with its value.
    private static func pieces(_ words: [String]) -> [String] {
        var pieces: [String] = []
        var isOpen = false
        for word in words {
            let isOption = word.hasPrefix("--")
            if isOpen && !isOption {
                pieces[pieces.count - 1] += " \(ShellWord.quoted(word))"
            } else {
                pieces.append(ShellWord.quoted(word))
            }
            isOpen = isOption
        }
        return pieces
    }
}

/// What each step of the tour means, in a line.
enum TourStep {
    case people, found, apply
    case intake(String)
    case check, approve
    case issue(String)
    case pack, verify

    var number: Int {
        switch self {
        case .people: 1
        case .found: 2
        case .apply: 3
        case .intake: 4
        case .check: 5
        case .approve: 6
        case .issue: 7
        case .pack: 8
        case .verify: 9
        }
    }

    var text: String {
        switch self {
        case .people: "Everybody who works here makes a key: signatures name people."
        case .found: "Two admins found the authority and let others in; neither can do it alone."
        case .apply: "The business fills in a form; its key is made and stays on its own machine."
        case .intake(let id): "A clerk takes the request in: case \(id)."
        case .check: "A reviewer records the checks of the programme, with one signature."
        case .approve: "Two others approve what they saw; who checked it cannot be the last."
        case .issue(let badge):
            "Badge \(badge): logged first, then signed, verified before it is released."
        case .pack: "What a client app carries: the authority's keys and all statuses."
        case .verify: "The client verifies it with these files alone, no network:"
        }
    }
}

/// One line of a command's `--json` output.
struct JSONLine {
    private let json: JSON

    init(_ text: String) throws {
        json = try JSON.parseCanonical(Array((text.split(separator: "\n").first ?? "").utf8))
    }

    func string(_ name: String) throws -> String {
        guard case .string(let text)? = json[name] else {
            throw CommandFailure.damaged("a command's output has no \(name)")
        }
        return text
    }
}
