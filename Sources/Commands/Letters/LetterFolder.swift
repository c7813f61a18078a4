import CommandLineKit
import Encoding
import Files
import Presentation

/// The authority's own wording: a folder with a text file for each letter that it replaces.
///
/// It lies beside the journal as `letters/`, or wherever `--templates` says. People edit it; nothing of the registry is
/// read from it, no audit looks at it, and a missing file is the built-in letter.
enum LetterFolder {
    static let name = "letters"
    private static let ending = ".txt"

    /// - Parameter folder: that of `--templates`, which must be there; nil for the registry's own, which need not.
    static func templates(
        _ folder: String?, registry: String, _ context: CommandContext
    ) throws -> LetterTemplates {
        let place = folder ?? FilePath.join(registry, name)
        guard try folder != nil || context.fileSystem.exists(place) else {
            return try templates([:], in: place)
        }
        var texts: [String: String] = [:]
        for file in try context.fileSystem.list(place) where file.hasSuffix(ending) {
            let template = String(file.dropLast(ending.count))
            let path = FilePath.join(place, file)
            // A slip in a name would else leave the built-in letter in place, and nobody would see it.
            guard LetterTemplates.names.contains(where: { sameBytes($0, template) }) else {
                let near = nearest(template, in: LetterTemplates.names).map {
                    "; did you mean \($0)\(ending)?"
                }
                throw CommandFailure.usage(
                    "\(visible(path)): there is no letter \(visible(template))\(near ?? ". There are: \(LetterTemplates.names.joined(separator: ", "))")"
                )
            }
            let bytes = try context.fileSystem.read(path, limit: LetterTemplate.maximumBytes)
            guard let text = UnicodeText.text(bytes[...]) else {
                throw CommandFailure.usage("\(visible(path)) is not UTF-8")
            }
            texts[template] = text
        }
        return try templates(texts, in: place)
    }

    private static func templates(_ texts: [String: String], in place: String) throws -> LetterTemplates {
        do throws(LetterTemplates.Problem) {
            return try LetterTemplates(replacing: texts)
        } catch {
            throw CommandFailure.usage(
                "\(visible(FilePath.join(place, error.name + ending))), \(visible(error.error.description))")
        }
    }

    /// Writes the built-in letters into a new folder, and how they are made; all or nothing.
    static func write(to folder: String, _ context: CommandContext) throws {
        guard try !context.fileSystem.exists(folder) else {
            throw CommandFailure.environment("\(visible(folder)) exists already; it was not touched")
        }
        if context.isDryRun { return context.note("dry run: nothing was written") }
        let files =
            LetterTemplates.names.map { (name: $0 + ending, text: LetterTemplates.builtIn($0)) } + [
                (name: "README", text: LetterTemplates.guide)
            ]
        try context.fileSystem.makeDirectory(folder, permissions: 0o755)
        var written: [String] = []
        do {
            for file in files {
                let path = FilePath.join(folder, file.name)
                try context.writeNew(path, Array(file.text.utf8))
                written.append(path)
            }
        } catch {
            for path in written { try? context.fileSystem.remove(path) }
            try? context.fileSystem.removeDirectory(folder)
            throw error
        }
    }
}
