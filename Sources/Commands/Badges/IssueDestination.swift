import CommandLineKit
import Files

extension Issue {
    /// Where copies of the badges go.
    struct Destination {
        let path: String?
        let isDirectory: Bool
        private let fileSystem: any FileSystem

        init(_ path: String?, count: Int, _ context: CommandContext) throws {
            self.path = path
            fileSystem = context.fileSystem
            guard let path else {
                isDirectory = false
                return
            }
            let exists = try context.fileSystem.exists(path)
            isDirectory =
                exists ? try context.fileSystem.isDirectory(path) : (count > 1 || path.hasSuffix("/"))
            if exists && !isDirectory {
                throw CommandFailure.environment("\(visible(path)) exists already; it was not touched")
            }
            if count > 1 && !isDirectory {
                throw CommandFailure.usage("--out must be a directory for \(count) badges")
            }
            try checkParent(of: path)
        }

        /// What the copy goes into must take it: found out before a badge exists that nobody was handed.
        private func checkParent(of path: String) throws {
            var place = isDirectory ? path : FilePath.parent(of: path)
            // Directories that are named are made, those of a file are not.
            while isDirectory, try !fileSystem.exists(place), FilePath.parent(of: place) != place {
                place = FilePath.parent(of: place)
            }
            guard try fileSystem.exists(place) else {
                throw CommandFailure.environment(
                    "--out: there is no directory \(visible(place)); nothing was issued")
            }
            guard try fileSystem.isDirectory(place) else {
                throw CommandFailure.environment(
                    "--out: \(visible(place)) is not a directory; nothing was issued")
            }
            guard isWritable(place) else {
                throw CommandFailure.environment(
                    "--out: nothing can be written in \(visible(place)); nothing was issued")
            }
        }

        /// Makes the directory; returns what was made, outermost first.
        func prepare() throws -> [String] {
            guard let path, isDirectory else { return [] }
            var missing: [String] = []
            var place = path
            while try !fileSystem.exists(place), FilePath.parent(of: place) != place {
                missing.insert(place, at: 0)
                place = FilePath.parent(of: place)
            }
            try fileSystem.makeDirectories(path, permissions: 0o755)
            return missing
        }

        /// A refused issuance leaves no directory behind.
        func discard(_ made: [String]) {
            for directory in made.reversed() { try? fileSystem.removeDirectory(directory) }
        }

        func write(_ file: [UInt8], named name: String) throws -> String? {
            guard let path else { return nil }
            let target = isDirectory ? FilePath.join(path, name) : path
            try DurableFile.replace(target, file, permissions: 0o644, in: fileSystem)
            return target
        }
    }
}
