import CommandLineKit
import Encoding

/// A signed file that the business sends: written, and said where it goes.
enum SignedFileOut {
    /// - Parameters:
    ///   - subject: what it is about, for JSON: `case` or `badge`, and which.
    ///   - command: how the authority takes it in, without the file.
    static func write(
        _ bytes: [UInt8], to out: String, about subject: (name: String, value: String), _ command: String,
        _ context: CommandContext
    ) throws {
        if context.isDryRun {
            context.note("dry run: nothing was written")
        } else {
            try context.writeNew(out, bytes)
        }
        if context.wantsJSON {
            context.print(
                .object([
                    .init(subject.name, .string(subject.value)), .init("file", .string(out)),
                ]))
            return
        }
        guard !context.isDryRun else { return context.print("\(visible(out)): would be written") }
        context.print(visible(out))
        context.note(
            "Next: send \(visible(out)) to the authority, which takes it in with: greenbadge \(command) \(visible(out))"
        )
    }
}
