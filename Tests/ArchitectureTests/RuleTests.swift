import Testing

/// Each rule sees what it is there to see.
@Suite struct RuleTests {
    private func file(_ target: String, _ text: String) -> [SourceFile] {
        [SourceFile("Sources/\(target)/A.swift", text)]
    }

    @Test(arguments: [
        ("Encoding", "import CryptoCore"), ("Registry", "package import CryptoCore"),
        ("Commands", "import Journal"), ("Commands", "@preconcurrency import COpenSSL"),
        ("Journal", "import struct Registry.Event"), ("Oversight", "import Authority"),
        ("Encoding", "import Foundation"), ("Commands", "import FoundationEssentials"),
        ("Files", "internal import FoundationNetworking"), ("Transparency", "import Files"),
        ("Elsewhere", "let a = 1"),
    ])
    func `an arrow that is not drawn`(_ target: String, _ line: String) {
        #expect(Rules.imports(file(target, line)).count == 1)
    }

    @Test func `arrows that are drawn, and what only looks like an import`() {
        #expect(Rules.imports(file("Commands", "@_exported public import struct Encoding.Timestamp")) == [])
        #expect(Rules.imports(file("Files", "@preconcurrency import Glibc")) == [])
        #expect(
            Rules.imports(
                file("Encoding", "// import Foundation\nlet text = \"\"\"\nimport Foundation\n\"\"\"")) == [])
    }

    @Test func `another door to libcrypto`() {
        #expect(Rules.cryptoDoor(file("Transparency", "import COpenSSL")).count == 1)
        #expect(Rules.cryptoDoor(file("CryptoCore", "import COpenSSL")) == [])
        #expect(Rules.cryptoDoor(file("Benchmarks", "import COpenSSL")) == [])
    }

    @Test func `another door to the network`() {
        #expect(Rules.networkDoor(file("Commands", "import COpenSSLTLS")).count == 1)
        #expect(Rules.networkDoor(file("Files", "getaddrinfo(a, b, &c, &d)")).count == 1)
        #expect(Rules.networkDoor(file("Commands", "socket(AF_UNIX, a, 0)")) == [])
        #expect(Rules.networkDoor(file("greenbadge-fetch", "import COpenSSLTLS\ngetaddrinfo()")) == [])
    }

    @Test(arguments: [
        "let a = try! b()", "fatalError(\"no\")", "X509V3_EXT_conf_nid(a)", "X509V3_EXT_nconf(a)",
    ])
    func `words that are not to be used`(_ line: String) {
        #expect(!Rules.forbidden(file("Files", "let a = 1\n\(line)")).isEmpty)
        #expect(Rules.forbidden(file("Files", "// \(line)\n/* \(line) /* \(line) */ \(line) */")) == [])
    }

    @Test(arguments: ["Date()", "clock_gettime(CLOCK_REALTIME, &t)", "time(nil)", "gettimeofday(&t, nil)"])
    func `a clock outside Commands`(_ line: String) {
        #expect(Rules.clocks(file("Files", line)).count == 1)
        #expect(Rules.clocks(file("Commands", line)) == [])
        #expect(Rules.clocks(file("Files", "let a = \"\(line)\"")) == [])
        #expect(Rules.clocks(file("Files", "let a = \"at \\(\(line)) now\"")).count == 1)
    }

    @Test func `no file or two that drain the errors`() {
        let one = file("CryptoCore", "ERR_get_error_all(nil)")
        #expect(Rules.errorQueue(one) == [])
        #expect(Rules.errorQueue([]).count == 1)
        #expect(Rules.errorQueue(one + file("Journal", "ERR_clear_error()")).count == 1)
    }

    private static let sample = """
        let package = Package(
            targets: [
                room("A"), room("B", ["A"]),
                // room("Ghost", ["A"]),
                .systemLibrary(name: "C", providers: [.apt(["libc-dev"])]),
                .executableTarget(name: "run", dependencies: ["B"], swiftSettings: settings),
                .testTarget(name: "T", dependencies: ["run", "A"], exclude: ["X"]),
            ])
        """

    @Test func `a manifest is read`() {
        let manifest = Manifest(Self.sample)
        #expect(Set(manifest.targets.map(\.name)) == ["A", "B", "C", "run", "T"])
        #expect(manifest["B"]?.dependencies == ["A"])
        #expect(manifest["T"]?.dependencies == ["run", "A"])
        #expect(manifest["run"]?.isExecutable == true)
        #expect(!manifest.hasPackageDependencies)
    }

    @Test func `dependencies that differ from the imports`() {
        let manifest = Manifest(Self.sample)
        #expect(Rules.manifest(manifest, file("T", "import A\nimport Testing")) == [])
        #expect(
            Rules.manifest(manifest, file("T", "import Testing")) == ["T declares A and does not import it"])
        #expect(Rules.manifest(manifest, file("A", "import B")) == ["A imports B and does not declare it"])
        #expect(Rules.manifest(manifest, file("D", "")) == ["Package.swift has no target D"])
        let other = Manifest("Package(dependencies: [.package(url: \"x\", from: \"1.0.0\")])")
        #expect(Rules.manifest(other, []) == ["Package.swift names another package"])
    }

    @Test func `fuzz targets are named after their folders and know their support`() {
        let manifest = Manifest("fuzz(\"FuzzA\", [\"B\"]), .target(name: \"FuzzSupport\"), room(\"B\")")
        #expect(manifest["FuzzA"]?.dependencies == ["FuzzSupport", "B"])
        let good = SourceFile("Tests/Fuzz/A/A.swift", "import B\nimport FuzzSupport")
        let support = SourceFile("Tests/Fuzz/FuzzSupport/A.swift", "import Glibc")
        #expect(Rules.manifest(manifest, [good, support]) == [])
        let bare = SourceFile("Tests/Fuzz/A/A.swift", "import FuzzSupport")
        #expect(Rules.manifest(manifest, [bare]) == ["FuzzA declares B and does not import it"])
        let stray = SourceFile("Tests/Fuzz/C/C.swift", "import FuzzSupport")
        #expect(Rules.manifest(manifest, [stray]) == ["Package.swift has no target FuzzC"])
    }

    @Test func `a file too many at the top`() {
        #expect(Rules.topLevel(["Package.swift", "Sources", ".ci", "README.md"]) == [])
        #expect(Rules.topLevel(["NOTES.md", "demo"]).count == 2)
    }

    @Test func `public declarations are counted`() {
        let text = """
            public import Encoding
            /// public
            public struct A {
                public let a: Int
                public static func b() {}
                package let c = "public"
                @inlinable public init() {}
                let publicKey = 1
                public private(set) var d = 1
            }
            """
        #expect(Rules.publicDeclarations(file("BadgeVerifier", text)).count == 5)
    }

    @Test func `a public declaration beside the C functions`() {
        let implemented = "@c(greenbadge_a) @implementation\npublic func greenbadge_a() {}\n"
        #expect(Rules.cInterface(file("BadgeVerifierC", "public import CGreenBadge\n" + implemented)) == [])
        #expect(Rules.cInterface(file("BadgeVerifierC", implemented + "public func b() {}")).count == 1)
        #expect(Rules.cInterface(file("BadgeVerifierC", "public struct A {}")).count == 1)
    }
}
