import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing

/// The articles and the code say the same.
@Suite struct DocumentationTests {
    @Test func `the articles show the Swift that compiles`() throws {
        let source = try Articles.text("Tests/BadgeVerifierTests/DocumentationSnippets.swift")
        let names = ["VerifyingInAnApp.md", "Verdicts.md"]
        let pages = try Articles.all()
        let shown = names.flatMap { name in
            pages.filter { $0.name == name }.flatMap { Articles.blocks($0.text) }
                .filter { $0.language == "swift" }
        }
        #expect(shown.count == 9)
        let snippets = source.components(separatedBy: "\n").filter { $0.hasSuffix(": begin") }
        #expect(snippets.count == shown.count)
        for block in shown {
            #expect(
                names.contains { source.contains("// \($0): begin\n\(block.text)// \($0): end\n") },
                "not in DocumentationSnippets.swift as it stands:\n\(block.text)")
        }
        for page in pages where !names.contains(page.name) {
            #expect(!Articles.blocks(page.text).contains { $0.language == "swift" }, "\(page.name)")
        }
    }

    @Test func `each reason stands in the table of its outcome with its code`() throws {
        let page = try #require(try Articles.all().first { $0.name == "Verdicts.md" }).text
        let sections = page.components(separatedBy: "\n### ")
        let titles = ["trusted": "Trusted", "untrusted": "Untrusted", "undetermined": "Undetermined"]
        for reason in ReasonCode.allCases {
            let title = try #require(titles[outcome(of: reason)])
            let table = try #require(sections.last { $0.hasPrefix(title) })
            #expect(
                table.contains("| ``ReasonCode/\(reason)`` (`\(reason.rawValue)`) |"), "\(reason) in \(title)"
            )
        }
        #expect(page.components(separatedBy: "\n| ``ReasonCode/").count - 1 == ReasonCode.allCases.count)
    }

    /// As the declaration's doc comments and verdicts have it; the mapping itself is internal.
    private func outcome(of reason: ReasonCode) -> String {
        switch reason {
        case .ok: "trusted"
        case .statusMissing, .statusInvalid, .statusStale, .statusNotCovered, .statusRollback, .logRollback,
            .clockSuspect:
            "undetermined"
        default: "untrusted"
        }
    }

    @Test func `each step of the source names the reasons that the article has under its number`() throws {
        let page = try #require(try Articles.all().first { $0.name == "Verdicts.md" }).text
        let codes = Set(ReasonCode.allCases.map(\.rawValue))
        let files = try Articles.paths("Sources/BadgeVerifier/Rules", ".swift").filter {
            $0.contains("/Step")
        }
        #expect(files.count == 9)
        for file in files {
            let number = try #require(file.split(separator: "/").last?.dropFirst(4).first)
            let step = try #require(
                page.components(separatedBy: "\n\n").first { $0.hasPrefix("**Step \(number)**") })
            let comments = try Articles.text(file).split(separator: "\n").filter { $0.hasPrefix("///") }
            let named = Set(comments.flatMap { $0.split(separator: "`").map(String.init) }).intersection(
                codes)
            #expect(!named.isEmpty, "\(file)")
            for code in named { #expect(step.contains("`\(code)`"), "step \(number) lacks \(code)") }
        }
    }

    @Test func `every public declaration is named by a link of an article`() throws {
        let linked = Set(
            try Articles.all().flatMap { page in
                page.text.matches(of: /``([^`\n]+)``/).flatMap { match in
                    match.1.split(separator: "/").map { name in
                        String(
                            name.prefix { $0 != "(" }.replacing("-swift.enum", with: "")
                                .replacing("-swift.property", with: ""))
                    }
                }
            })
        let files =
            try Articles.paths("Sources/BadgeVerifier", ".swift") + ["Sources/Encoding/Time/Timestamp.swift"]
        var count = 0
        for file in files {
            for name in declarations(try Articles.text(file)) {
                count += 1
                #expect(linked.contains(name), "\(name) of \(file) is in no article")
            }
        }
        #expect(count > 60)
    }

    /// The names that a file declares `public`, and the cases of its public enumerations.
    private func declarations(_ source: String) -> [String] {
        let lines = source.split(separator: "\n")
        let names = lines.compactMap { line -> Substring? in
            line.firstMatch(
                of: /^ *public (?:static )?(?:struct|enum|let|var|func|(?=init)) ?([A-Za-z]+|<)/)?.1
        }
        let isEnumeration = lines.contains { $0.contains("public enum ") }
        let cases = lines.compactMap { $0.firstMatch(of: /^ *case ([a-zA-Z]+)/)?.1 }
        return (names + (isEnumeration ? cases : [])).map(String.init)
    }

    @Test func `the snippets do what the articles say`() async throws {
        let authority = try VirtualAuthority(.ed25519)
        let badge = try authority.badge()
        let pack = try authority.pack(nil)
        let verifier = openTestVerifier(pack)
        let now = VirtualAuthority.now
        func verdict(_ name: String?, _ seen: HighWaterMark = .none) -> Verdict {
            judge(
                badge, of: VirtualAuthority.account, shownAs: name, by: verifier, now: now, seen: seen)
        }
        let good = verdict("Example Airline")
        #expect(mark(for: good) == .green(name: "Example Airline", more: nil))
        #expect(mark(for: verdict("Example Airways")) == .nothing)
        let (raised, text) = remember(good, over: .none)
        #expect(try restore(text) == raised && raised != .none)
        #expect(try remember(verdict(nil, raised), over: restore(text)).text == nil)
        #expect(try restore(nil) == .none)
        #expect(throws: DamagedMark.self) { try restore("") }
        let shared = SeenSoFar(.none)
        await shared.raise(by: good)
        #expect(await shared.mark == raised)

        let trust = try authority.trust().bytes
        let files = ["status.snapshot": try authority.snapshot()]
        #expect(
            try openVerifier(trust: trust, fetched: files).verdict(badge).reason == .untrustedIssuer)
        #expect(
            try openBulkVerifier(trust: trust, files: files).verdict(badge).reason == .untrustedIssuer)
        #expect(openVerifier(national: pack, trade: pack).verdict(badge).reason == .untrustedIssuer)
        let old = try authority.verifier(
            snapshot: authority.snapshot(issued: now.adding(seconds: -8 * 86400))
        )
        .verdict(try authority.badge { $0.staple = nil })
        #expect(mark(for: old) == .grey(asOf: now.adding(seconds: -8 * 86400)))
    }

    @Test func `a homonym shows country and number`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let badge = try authority.badge { parts in
            var extensions = try authority.extensions
            extensions.profile.homonym = true
            parts.tbs.extensions = extensions.encoded(authority.oids)
        }
        let verdict = try authority.verifier().verdict(badge)
        #expect(mark(for: verdict) == .green(name: "Example Airline", more: "NL 12345678"))
    }

    @Test func `README says where the documentation is`() throws {
        let readme = try Articles.text("README.md")
        #expect(readme.contains("Sources/BadgeVerifier/BadgeVerifier.docc"))
        #expect(readme.contains("Tests/CrossChecks/docs"))
    }
}
