import CommandLineKit
import Encoding
import Registry
import RegistryStore
import Screening

/// `policy set FILE`: new rules; two admins, once there are two.
enum PolicySet {
    static let verb = Verb(
        "policy set", group: GreenBadgeProgram.Group.start, summary: "Set new rules of the programme",
        discussion: """
            FILE is a form as greenbadge policy show --template prints it. Once there are two admins it takes two: the \
            first one's command proposes, the same command by another admin confirms. Both at once: --as KEY twice. \
            Decisions keep the version under which they were taken.
            """,
        arguments: [.required("FILE", "the new policy; - for standard input", completion: .files)],
        examples: ["greenbadge policy set policy.json --as admin-1.pem --as admin-2.pem"]
    ) { arguments, context in
        let policy = try PolicyFile.read(try arguments.required("FILE"), context)
        let store = try context.openToWrite()
        for line in policy.differences(from: store.state.policy) { context.note("changes: \(visible(line))") }
        return try StaffChange.perform(.setPolicy(policy), store, context)
    }
}

/// A policy in a file that a person wrote.
enum PolicyFile {
    static func read(_ path: String, _ context: CommandContext) throws -> Policy {
        let bytes = try context.readForm(path)
        do throws(FormError) {
            return try Policy.parse(form: bytes, isScript: Scripts.isKnown)
        } catch {
            throw CommandFailure.usage("\(visible(path)), \(error)")
        }
    }
}
