/// The rules of DESIGN sections 2 and 3 that the compiler does not enforce. Each returns one sentence a violation.
enum Rules {
    /// Who may import whom. A room that is not listed may not exist.
    static let arrows: [String: Set<String>] = [
        "COpenSSL": [],
        "Encoding": [],
        "Files": ["Encoding"],
        "CryptoCore": ["COpenSSL", "Encoding"],
        "Transparency": ["CryptoCore", "Encoding"],
        "BadgeVerifier": ["Transparency", "CryptoCore", "Encoding"],
        "ClientPackFiles": ["BadgeVerifier", "Files", "Transparency", "Encoding"],
        "CGreenBadge": [],
        "BadgeVerifierC": ["CGreenBadge", "BadgeVerifier", "ClientPackFiles", "Files", "Encoding"],
        "Registry": ["Encoding"],
        "Screening": ["Encoding"],
        "Journal": ["Files", "Transparency", "CryptoCore", "Encoding"],
        "RegistryStore": ["Registry", "Journal", "Files", "Transparency", "CryptoCore", "Encoding"],
        "Authority": [
            "RegistryStore", "Registry", "Screening", "BadgeVerifier", "Files", "Transparency", "CryptoCore",
            "Encoding",
        ],
        "Oversight": ["Transparency", "BadgeVerifier", "Screening", "Encoding"],
        "Presentation": ["Registry", "Encoding"],
        "ConformanceKit": ["BadgeVerifier", "Transparency", "CryptoCore", "Encoding"],
        "CommandLineKit": ["Encoding"],
        "Commands": [
            "CommandLineKit", "ClientPackFiles", "ConformanceKit", "Presentation", "Oversight", "Authority",
            "Fetching",
            "RegistryStore",
            "Registry", "Screening", "BadgeVerifier", "Files", "Transparency", "CryptoCore", "Encoding",
        ],
        "greenbadge": ["Commands"],
        "Fetching": ["Encoding"],
        "COpenSSLTLS": [],
        "greenbadge-fetch": ["COpenSSLTLS", "CryptoCore", "Encoding", "Fetching"],
    ]

    /// The system's modules that do not cost every start: no Foundation of any kind (D1), no network (D14).
    static let system: Set<String> = ["Swift", "Glibc", "Synchronization"]

    static func imports(_ files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            guard let allowed = arrows[file.target] else { return ["\(file.path): no room \(file.target)"] }
            return file.imports.filter { !allowed.contains($0) && !system.contains($0) }
                .map { "\(file.path) may not import \($0)" }
        }
    }

    /// The only door to libcrypto; the benchmark compares with what lies behind it.
    static func cryptoDoor(_ files: [SourceFile]) -> [String] {
        files.filter { !["CryptoCore", "Benchmarks"].contains($0.target) && $0.imports.contains("COpenSSL") }
            .map { "\($0.path) imports COpenSSL" }
    }

    /// The only way to the network (D14): names are resolved and TLS is spoken in one room.
    static func networkDoor(_ files: [SourceFile]) -> [String] {
        let others = files.filter { $0.target != "greenbadge-fetch" && $0.target != "COpenSSLTLS" }
        return others.filter { $0.imports.contains("COpenSSLTLS") }.map { "\($0.path) imports COpenSSLTLS" }
            + words(["getaddrinfo", "AF_INET", "sockaddr_in", "gethostby"], in: others)
    }

    /// Strings that OpenSSL's configuration functions would read can be injected into through a comma; a crash is no
    /// answer to an error.
    static func forbidden(_ files: [SourceFile]) -> [String] {
        words(["X509V3_EXT_conf", "X509V3_EXT_nconf", "nconf", "fatalError", "try!"], in: files)
    }

    /// Time is an argument everywhere (D13); Commands alone reads the system's clock.
    static func clocks(_ files: [SourceFile]) -> [String] {
        words(
            [
                "Date()", "Date.now", "CLOCK_REALTIME", "time(nil)", "time(NULL)", "gettimeofday",
                "timespec_get",
                "SystemClock", "ContinuousClock",
            ], in: files.filter { $0.target != "Commands" })
    }

    /// An error that one call leaves in OpenSSL's queue must not be taken for the next call's: one file takes them out.
    static func errorQueue(_ files: [SourceFile]) -> [String] {
        let names = ["ERR_get_error", "ERR_peek_", "ERR_clear_error"]
        let readers = files.filter { file in names.contains { file.code.text.contains($0) } }.map(\.path)
        return readers.count == 1
            ? [] : ["OpenSSL's error queue is read in \(readers.count) files: \(readers)"]
    }

    private static func words(_ words: [String], in files: [SourceFile]) -> [String] {
        files.flatMap { file -> [String] in
            let found = words.filter { file.code.text.contains($0) }
            guard !found.isEmpty else { return [] }
            return file.code.lines.enumerated().flatMap { number, line in
                found.filter { line.contains($0) }.map { "\(file.path):\(number + 1): \($0)" }
            }
        }
    }

    /// Declared dependencies are those that are imported: SwiftPM enforces neither half.
    static func manifest(_ manifest: Manifest, _ files: [SourceFile]) -> [String] {
        var problems = manifest.hasPackageDependencies ? ["Package.swift names another package"] : []
        let ours = Set(manifest.targets.map(\.name))
        let executables = Set(manifest.targets.filter(\.isExecutable).map(\.name))
        for (target, members) in Dictionary(grouping: files, by: \.target) {
            guard let declared = manifest[target]?.dependencies else {
                problems.append("Package.swift has no target \(target)")
                continue
            }
            let imported = Set(members.flatMap(\.imports)).intersection(ours)
            problems += imported.subtracting(declared).map {
                "\(target) imports \($0) and does not declare it"
            }
            // A test depends on a program in order to run it.
            problems += declared.subtracting(imported).subtracting(executables)
                .map { "\(target) declares \($0) and does not import it" }
        }
        return problems.sorted()
    }

    static func topLevel(_ names: Set<String>) -> [String] {
        let allowed: Set<String> = ["Package.swift", "Sources", "Tests", "keys", "README.md"]
        return names.filter { !allowed.contains($0) && !$0.hasPrefix(".") }.sorted()
            .map { "\($0) does not belong at the top" }
    }

    /// Public is only what implements a function of the C header: each such line stands below its `@c(name)`.
    static func cInterface(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            let lines = file.code.lines
            return lines.indices.filter { position in
                !publicDeclarations(in: lines[position...position]).isEmpty
                    && (position == 0 || !lines[position - 1].hasPrefix("@c(greenbadge_"))
            }.map { "\(file.path):\($0 + 1) is public and no function of the C header" }
        }
    }

    /// The declarations that are written with `public` (or `open`), imports and re-exports aside. Cases of a public
    /// enumeration go with it and are not counted.
    static func publicDeclarations(_ files: [SourceFile]) -> [String] {
        files.flatMap { file in
            publicDeclarations(in: file.code.lines[...]).map { "\(file.path): \($0.drop { $0 == " " })" }
        }
    }

    private static func publicDeclarations(in lines: ArraySlice<Substring>) -> [Substring] {
        lines.filter { line in
            let words = line.split { " \t(".contains($0) }
            return words.contains { $0 == "public" || $0 == "open" } && !words.contains("import")
        }
    }
}
