import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry

/// `quickstart [DIR]`: a test authority and one business all the way to a verified badge, in seconds.
enum Quickstart {
    static let defaultDirectory = "demo"

    static let verb = Verb(
        "quickstart", group: GreenBadgeProgram.Group.start,
        summary: "Show everything once: a test authority and a verified badge",
        discussion: """
            Makes DIR with registry/, people/ (keys without passphrase), business/, badges/ and pack/ by running the \
            commands that it prints, so each of them can be pasted and varied. On a directory that it made it verifies \
            the badge again and repeats the tour.
            """,
        arguments: [.optional("DIR", "where (default: \(defaultDirectory))", completion: .directories)],
        options: [.flag("--fresh", "start over in a directory that quickstart made")]
    ) { arguments, context in
        let place = QuickstartPlace(
            directory: tidy(arguments.argument("DIR") ?? defaultDirectory), fileSystem: context.fileSystem)
        var marker = try QuickstartMarker.read(place)
        let wasThere = try context.fileSystem.exists(place.directory)
        if marker == nil { try refuseStrangers(place.directory, context) }
        if marker != nil, arguments.flag("--fresh") { try place.checkClearable() }
        if context.isDryRun {
            context.note("dry run: nothing was made")
            return 0
        }
        if marker != nil, arguments.flag("--fresh") {
            try place.clear()
            marker = nil
        }
        let tour = Tour(context, place)
        if let marker {
            if let path = try place.missing() {
                throw CommandFailure.environment("\(visible(path)) is missing; start over with --fresh")
            }
            tour.begin(again: true)
            tour.repeatTour(marker)
            return try tour.verify(marker)
        }
        do {
            tour.begin(again: false)
            return try tour.verify(try tour.make())
        } catch {
            place.discard(wasThere: wasThere)
            throw error
        }
    }

    private static func tidy(_ directory: String) -> String {
        directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    }

    private static func refuseStrangers(_ directory: String, _ context: CommandContext) throws {
        guard try context.fileSystem.exists(directory) else { return }
        guard try context.fileSystem.isDirectory(directory), try context.fileSystem.list(directory).isEmpty
        else {
            throw CommandFailure.refused(
                "\(visible(directory)) is not empty and not from quickstart; it was not touched. Name another directory"
            )
        }
    }
}

/// `quickstart.json`: marks a directory that quickstart made, with what the tour names.
struct QuickstartMarker {
    static let name = "quickstart.json"
    static let format = "greenbadge/quickstart@v1"
    let caseID: String
    let badge: String

    init(caseID: String, badge: String) {
        self.caseID = caseID
        self.badge = badge
    }

    /// The marker in a directory; nil where there is none. One that cannot be read vouches for nothing.
    static func read(_ place: QuickstartPlace) throws -> QuickstartMarker? {
        let path = place.path(name)
        guard try place.fileSystem.exists(path) else { return nil }
        do {
            return try QuickstartMarker(parsing: place.fileSystem.read(path, limit: 4096))
        } catch {
            throw CommandFailure.refused(
                "\(visible(path)) is not what quickstart wrote, so nothing was touched. Name another directory, or remove this one yourself"
            )
        }
    }

    init(parsing bytes: [UInt8]) throws {
        var reader = try ObjectReader(
            try JSON.parseCanonical(bytes.last == 0x0A ? bytes.dropLast() : bytes[...]))
        guard try reader.string("format") == Self.format else { throw CommandFailure.refused("") }
        caseID = try reader.string("case")
        badge = try reader.string("badge")
        try reader.finish()
    }

    var bytes: [UInt8] {
        Array(
            (JSON.object([
                .init("format", .string(Self.format)), .init("case", .string(caseID)),
                .init("badge", .string(badge)),
            ]).canonicalText + "\n").utf8)
    }
}
