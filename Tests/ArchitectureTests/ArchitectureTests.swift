import Testing

/// Holds this repository against its own rules.
@Suite struct ArchitectureTests {
    /// How much an app that embeds the verifier may have to learn.
    static let mostPublicDeclarations = 40

    @Test func `there is something to read`() {
        #expect(Repository.sources.count > 100)
        #expect(Repository.tests.count > 10)
        #expect(Manifest(Repository.manifest).targets.count > 10)
    }

    @Test func `rooms import only what their arrows allow`() {
        #expect(Rules.imports(Repository.sources) == [])
    }

    @Test func `only CryptoCore opens libcrypto`() {
        #expect(Rules.cryptoDoor(Repository.sources + Repository.tests) == [])
    }

    @Test func `only greenbadge-fetch reaches the network`() {
        #expect(Rules.networkDoor(Repository.sources) == [])
    }

    @Test func `nothing crashes on purpose or builds extensions from strings`() {
        #expect(Rules.forbidden(Repository.sources) == [])
    }

    @Test func `no clock is read outside Commands`() {
        #expect(Rules.clocks(Repository.sources) == [])
    }

    @Test func `one file drains OpenSSL's errors`() {
        #expect(Rules.errorQueue(Repository.sources) == [])
    }

    @Test func `the manifest declares what is imported, and no other package`() {
        let files = Repository.sources + Repository.tests
        #expect(Rules.manifest(Manifest(Repository.manifest), files.filter { !$0.target.isEmpty }) == [])
    }

    @Test func `the top level is small`() throws {
        #expect(Rules.topLevel(try Repository.topLevel()) == [])
    }

    @Test func `the verifier's public surface is small`() {
        let found = Rules.publicDeclarations(Repository.sources.filter { $0.target == "BadgeVerifier" })
        #expect(!found.isEmpty)
        #expect(found.count <= Self.mostPublicDeclarations, "\(found.joined(separator: "\n"))")
    }

    /// A function is let out of a dynamic library only if it is public. What C sees is in greenbadge.h, so these do not
    /// count as the verifier's surface, and there is nothing else for Swift to see.
    @Test func `the C interface is public for C alone`() {
        #expect(Rules.cInterface(Repository.sources.filter { $0.target == "BadgeVerifierC" }) == [])
        #expect(Repository.sources.contains { $0.target == "BadgeVerifierC" })
    }
}
