// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled the same way: Swift 6 language mode, warnings are errors, and an import is internal to
/// its file unless it says otherwise, so that no module leaks another through its interface.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies.map { .byName(name: $0) }, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [String]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies.map { .byName(name: $0) }, path: "Tests/\(name)",
        swiftSettings: settings)
}

let package = Package(
    name: "greenbadge",
    products: [
        .library(name: "BadgeVerifier", targets: ["BadgeVerifier"]),
        .library(name: "BadgeAuthority", targets: ["Authority"]),
        .library(name: "greenbadge-c", type: .dynamic, targets: ["BadgeVerifierC"]),
        .executable(name: "greenbadge", targets: ["greenbadge"]),
        .executable(name: "greenbadge-fetch", targets: ["greenbadge-fetch"]),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        room("Encoding"),
        room("Files"),
        room("CryptoCore", ["COpenSSL", "Encoding"]),
        room("Transparency", ["CryptoCore", "Encoding"]),
        room("BadgeVerifier", ["Transparency", "CryptoCore", "Encoding"]),
        room("ClientPackFiles", ["BadgeVerifier", "Files", "Transparency"]),
        // The C interface: a header written by hand, and the functions that it declares. Sources/CGreenBadge/install
        // builds and installs it.
        .systemLibrary(name: "CGreenBadge"),
        room("BadgeVerifierC", ["CGreenBadge", "ClientPackFiles", "BadgeVerifier", "Files", "Encoding"]),
        room("Registry", ["Encoding"]),
        room("Screening", ["Encoding"]),
        room("Journal", ["Files", "CryptoCore", "Encoding"]),
        room("RegistryStore", ["Registry", "Journal", "Files", "Transparency", "CryptoCore", "Encoding"]),
        room(
            "Authority",
            [
                "RegistryStore", "Registry", "Screening", "BadgeVerifier", "Files", "Transparency",
                "CryptoCore",
                "Encoding",
            ]),
        room("ConformanceKit", ["BadgeVerifier", "Transparency", "CryptoCore", "Encoding"]),
        room("Presentation", ["Registry", "Encoding"]),
        room("CommandLineKit", ["Encoding"]),
        // The companion that reaches the network, and what is pure in it: the main program links neither libssl nor it.
        room("Fetching", ["Encoding"]),
        .systemLibrary(name: "COpenSSLTLS", providers: [.apt(["libssl-dev"])]),
        .executableTarget(
            name: "greenbadge-fetch", dependencies: ["COpenSSLTLS", "CryptoCore", "Encoding", "Fetching"],
            swiftSettings: settings),
        room(
            "Commands",
            [
                "CommandLineKit", "ConformanceKit", "ClientPackFiles", "Fetching", "Presentation",
                "Authority",
                "RegistryStore", "Screening",
                "Registry", "BadgeVerifier", "Files", "Transparency", "CryptoCore", "Encoding",
            ]),
        .executableTarget(name: "greenbadge", dependencies: ["Commands"], swiftSettings: settings),

        .target(
            name: "TestSupport",
            dependencies: [
                "Authority", "RegistryStore", "Registry", "BadgeVerifier", "Files", "Transparency",
                "CryptoCore",
                "Encoding",
            ], path: "Tests/TestSupport", swiftSettings: settings),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "BadgeVerifier", "Screening", "Transparency", "CryptoCore", "COpenSSL", "Encoding",
            ],
            path: "Tests/Benchmarks", swiftSettings: settings),
        tests("EncodingTests", ["Encoding"]),
        tests("FilesTests", ["Files", "TestSupport"]),
        tests("CryptoCoreTests", ["CryptoCore", "Encoding"]),
        tests("TransparencyTests", ["Transparency", "CryptoCore", "Encoding"]),
        tests("FetchingTests", ["Fetching", "Encoding"]),
        tests("CommandLineKitTests", ["CommandLineKit", "TestSupport", "Encoding"]),
        tests("JournalTests", ["Journal", "Files", "TestSupport", "CryptoCore"]),
        tests("BadgeVerifierTests", ["BadgeVerifier", "Transparency", "CryptoCore", "Encoding"]),
        tests("BadgeVerifierCTests", ["BadgeVerifierC", "CGreenBadge", "BadgeVerifier"]),
        tests(
            "ConformanceKitTests",
            ["ConformanceKit", "BadgeVerifier", "CryptoCore", "Encoding"]),
        tests("RegistryTests", ["Registry", "TestSupport", "Encoding"]),
        tests("ScreeningTests", ["Screening", "Encoding"]),
        tests(
            "PresentationTests",
            ["Presentation", "Authority", "RegistryStore", "Registry", "TestSupport", "Encoding"]),
        tests(
            "RegistryStoreTests",
            [
                "Authority", "RegistryStore", "Registry", "Journal", "Files", "TestSupport", "Transparency",
                "CryptoCore",
                "Encoding",
            ]),
        tests(
            "AuthorityTests",
            [
                "Authority", "RegistryStore", "Registry", "BadgeVerifier", "Files", "TestSupport",
                "Transparency", "CryptoCore", "Encoding",
            ]),
        // The program is a dependency so that the scripts have one to run.
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "greenbadge", "Commands", "CommandLineKit", "Registry", "Encoding", "Files", "TestSupport",
            ],
            path: "Tests/CommandTests", exclude: ["Scripts"], swiftSettings: settings),
        tests("ArchitectureTests", ["Commands", "CommandLineKit"]),
    ]
)

/// Fuzz targets have no main function, libFuzzer has it: they are there only for Tests/Fuzz/run, which asks for them.
func fuzz(_ name: String, _ dependencies: [String]) -> Target {
    .executableTarget(
        name: name, dependencies: (["FuzzSupport"] + dependencies).map { .byName(name: $0) },
        path: "Tests/Fuzz/\(name.dropFirst("Fuzz".count))", swiftSettings: settings)
}

if Context.environment["GREENBADGE_FUZZ"] != nil {
    package.targets += [
        .target(name: "FuzzSupport", path: "Tests/Fuzz/FuzzSupport", swiftSettings: settings),
        fuzz("FuzzArguments", ["CommandLineKit", "Commands"]),
        fuzz("FuzzBadgeFile", ["BadgeVerifier", "ClientPackFiles", "CryptoCore", "Encoding", "Files"]),
        fuzz("FuzzCanonicalJSON", ["Encoding"]),
        fuzz("FuzzCertificate", ["BadgeVerifier", "CryptoCore"]),
        fuzz("FuzzCheckpoint", ["Transparency"]),
        fuzz("FuzzConsistency", ["BadgeVerifier"]),
        fuzz("FuzzForm", ["Encoding", "Registry"]),
        fuzz("FuzzHighWater", ["BadgeVerifier"]),
        fuzz("FuzzNote", ["BadgeVerifier", "Transparency"]),
        fuzz("FuzzPEM", ["Encoding"]),
        fuzz("FuzzPolicy", ["Transparency"]),
        fuzz("FuzzProof", ["CryptoCore", "Transparency"]),
        fuzz("FuzzRequest", ["CryptoCore", "RegistryStore", "Transparency"]),
        fuzz("FuzzResponse", ["Encoding", "Fetching"]),
        fuzz("FuzzSnapshot", ["BadgeVerifier", "CryptoCore", "Encoding", "Transparency"]),
        fuzz("FuzzTrustFile", ["BadgeVerifier"]),
    ]
}
