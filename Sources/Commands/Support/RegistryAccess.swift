import Authority
import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// Opening the registry that a command works on.
extension CommandContext {
    /// `--registry`, its environment variable, or the nearest parent directory with `authority.json`.
    func registryDirectory() throws -> String {
        if let path = arguments.value("--registry") { return path }
        var directory = WorkingDirectory.path()
        while true {
            if try fileSystem.exists(RegistryPlace(directory).description) { return directory }
            let parent = FilePath.parent(of: directory)
            guard parent != directory, directory != "/", directory != "." else { break }
            directory = parent
        }
        throw CommandFailure.environment(
            "no registry here or above: name it with --registry DIR or GREENBADGE_REGISTRY, or make one with greenbadge init"
        )
    }

    /// Opens the registry to look at it: no lock, no key.
    func openToRead() throws -> RegistryStore {
        let store = try RegistryStore.open(
            try registryDirectory(), access: .read, fileSystem: fileSystem, random: random)
        // Also for commands that need no time: --now is refused by a real authority whatever it is given to.
        _ = try now(in: store)
        return store
    }

    /// Opens the registry to change it, under its lock. With `--dry-run` it is opened to read.
    /// - Parameter needsAuthority: whether the authority's keys will be used; nil for commands that never do.
    func openToWrite(_ needsAuthority: AuthorityUse? = nil) throws -> RegistryStore {
        if isDryRun { return try openToRead() }
        try askBeforeLocking(needsAuthority)
        let seconds = try arguments.integer("--wait", in: 0...86_400) ?? 10
        let store = try RegistryStore.open(
            try registryDirectory(), access: .write(waitSeconds: seconds), fileSystem: fileSystem,
            random: random)
        warn(about: store)
        _ = try now(in: store)
        try checkClock(store)
        guard store.isWritable else {
            throw CommandFailure.damaged(
                "\(RegistryPlace(store.directory).head) is missing: the registry can only be read until greenbadge recover"
            )
        }
        try PublishedCheckpoint.check(store)
        return store
    }

    /// Authorities publish daily. After a longer pause than this, a wrong clock is as likely as a right one.
    private static let longestPauseDays: Int64 = 31

    /// Refuses a system clock that is far ahead of the registry: no transaction may be earlier than the one before it, so
    /// a single one of a time that has not come would leave nothing to do but wait for it.
    private func checkClock(_ store: RegistryStore) throws {
        guard arguments.value("--now") == nil, !arguments.flag("--yes") else { return }
        let (now, last) = (systemTime(), store.state.lastTime)
        guard now > last.adding(seconds: Self.longestPauseDays * Timestamp.day) else { return }
        let days = (now.seconds - last.seconds) / Timestamp.day
        throw CommandFailure.environment(
            "the system clock says \(now), \(days) days after the registry's last transaction (\(last)). Whatever is written "
                + "now, nothing can be written with an earlier time after it. If the clock is right, add --yes this once"
        )
    }

    private func warn(about store: RegistryStore) {
        for path in store.movedAside {
            note(
                "note: an unfinished write from before was moved aside to \(visible(path)); nothing acknowledged was lost"
            )
        }
        if store.adopted > 0 {
            note(
                "note: \(store.adopted) transaction\(store.adopted == 1 ? "" : "s") behind the head were whole and count; a write from before was cut off, or the head was damaged"
            )
        }
    }

    /// The time for this registry: `--now` where it is a test authority's.
    func now(in store: RegistryStore) throws -> Timestamp {
        try time(allowingGiven: store.state.genesis?.test ?? false)
    }

    /// Appends events by the actor, or with `--dry-run` only checks that they would be taken.
    func commit(_ events: [Event], by actor: NoteSigner, to store: RegistryStore) throws {
        let clock = try now(in: store)
        if isDryRun {
            try store.rehearse(events, by: actor, clock: clock)
            note("dry run: nothing was changed")
        } else {
            try store.append(events, by: actor, clock: clock)
        }
    }
}

/// The directory the process works in.
enum WorkingDirectory {
    static func path() -> String { absolutePath(of: ".") }
}
