import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

/// What we accept, `X509_verify_cert` (strict, level 2) accepts as well, on thousands of bent certificates, chains and
/// files that are signed, logged and stapled afterwards. `GREENBADGE_SEED` gives other ones.
@Suite struct MutantTests {
    static let seed =
        ProcessInfo.processInfo.environment["GREENBADGE_SEED"].flatMap { UInt64($0) } ?? 20_261_122

    /// Some of each: what is bent, how many a part, and in how many parts, which may run at once.
    static let parts: [Part] =
        (0..<6).map { Part(kind: .badge, number: $0, count: 2400) }
        + (0..<2).map { Part(kind: .issuer, number: $0, count: 1800) }
        + [Part(kind: .root, number: 0, count: 800)]
        + (0..<2).map { Part(kind: .file, number: $0, count: 1400) }

    struct Part: Sendable, CustomTestStringConvertible {
        enum Kind: String { case badge, issuer, root, file }

        let kind: Kind
        let number: Int
        let count: Int

        var testDescription: String { "\(kind.rawValue) \(number)" }
    }

    @Test func `a run has 20,000 and more`() {
        #expect(Self.parts.map(\.count).reduce(0, +) >= 20_000)
    }

    @Test(arguments: parts)
    func `what we accept, libcrypto accepts`(part: Part) throws {
        let mutants = try Mutants(part.kind, seed: Self.seed &+ UInt64(part.number) << 32)
        #expect(try mutants.judgeUnbent().isTrusted, "nothing is bent, and it is refused")
        var count = (trusted: 0, signed: 0, refused: 0)
        var random = SeededGenerator(seed: mutants.seed)
        for number in 0..<part.count {
            let mutant = try mutants.make(&random)
            switch mutant.answer {
            case .trusted: count.trusted += 1
            case .signed: count.signed += 1
            case .refused: count.refused += 1
            case .wrong(let problem):
                let text =
                    "\(problem)\n\(part.testDescription), mutant \(number): \(mutant.names.joined(separator: ", "))\n"
                    + "GREENBADGE_SEED=\(Self.seed)\n\(mutant.text)"
                Issue.record("\(text)")
            }
        }
        print(
            "bent \(part.testDescription), seed \(Self.seed): \(part.count) files, \(count.refused) refused, "
                + "\(count.trusted) trusted and \(count.signed) more with chain, profile and signature in order, "
                + "all of which libcrypto accepts")
        // Harmless bends pass, or nothing would have been compared. Of a file nothing but the staple can go.
        #expect(part.kind == .file || count.trusted > part.count / 100)
        #expect(count.refused > part.count / 2)
    }
}

extension Judge.Answer {
    var isTrusted: Bool { if case .trusted = self { true } else { false } }
}

/// Makes bent files of one kind.
struct Mutants {
    let kind: MutantTests.Part.Kind
    let seed: UInt64
    private let forge: Forge
    private let judge: Judge
    private let unbent: [UInt8]

    struct Mutant {
        let names: [String]
        let answer: Judge.Answer
        let text: String
    }

    init(_ kind: MutantTests.Part.Kind, seed: UInt64) throws {
        self.kind = kind
        self.seed = seed
        forge = try Forge()
        judge = Judge(
            verifier: try forge.authority.verifier(), root: forge.authority.rootDER,
            oids: forge.authority.oids)
        unbent = try forge.file(
            badge: Forge.certificate(forge.badgeTBS, signedBy: forge.authority.caKey).bytes,
            logging: forge.badgeTBS.bytes, issuer: forge.authority.caDER
        ).bytes
    }

    func judgeUnbent() throws -> Judge.Answer { judge.judge(unbent) }

    func make(_ random: inout SeededGenerator) throws -> Mutant {
        switch kind {
        case .badge: try badge(&random)
        case .issuer: try issuer(&random)
        case .root: try root(&random)
        case .file: file(&random)
        }
    }

    /// One to three bends; mostly of the TBSCertificate before it is signed, else of what is around it.
    private func bend(
        _ tbs: DERTree, key: PrivateKey, otherKey: PrivateKey, _ random: inout SeededGenerator
    ) throws -> (names: [String], tbs: DERTree, certificate: DERTree) {
        var names: [String] = []
        func bend(_ tree: inout DERTree, _ list: [Mutation]) {
            for _ in 0...random.pick([0, 0, 0, 1, 2]) {
                let mutation = random.pick(list)
                names.append(mutation.name)
                mutation.apply(&tree, &random)
            }
        }
        var tbs = tbs
        let isInside = !random.once(in: 12)
        if isInside { bend(&tbs, random.pick(Self.families)) }
        let isForged = random.once(in: 25)
        if isForged { names.append("signed by another key") }
        var certificate = try Forge.certificate(tbs, signedBy: isForged ? otherKey : key)
        if !isInside {
            names.append("around what is signed")
            bend(&certificate, EncodingMutations.all + ValueMutations.all)
        }
        return (names, tbs, certificate)
    }

    private static let families = [
        EncodingMutations.all, ValueMutations.all, ProfileMutations.all, ProfileMutations.all,
    ]

    private func badge(_ random: inout SeededGenerator) throws -> Mutant {
        let authority = forge.authority
        let bent = try bend(forge.badgeTBS, key: authority.caKey, otherKey: authority.rootKey, &random)
        let file = try forge.file(
            badge: bent.certificate.bytes, logging: bent.tbs.bytes, issuer: authority.caDER
        ).bytes
        return Mutant(names: bent.names, answer: judge.judge(file), text: Hex.encode(bent.certificate.bytes))
    }

    /// The badge names the bent CA as its issuer, so that the CA alone decides.
    private func issuer(_ random: inout SeededGenerator) throws -> Mutant {
        let authority = forge.authority
        let bent = try bend(forge.caTBS, key: authority.rootKey, otherKey: authority.caKey, &random)
        var badge = forge.badgeTBS
        if bent.tbs.children.count > 5 { badge.children[3] = bent.tbs.children[5] }
        let file = try forge.file(
            badge: Forge.certificate(badge, signedBy: authority.caKey).bytes, logging: badge.bytes,
            issuer: bent.certificate.bytes
        ).bytes
        return Mutant(names: bent.names, answer: judge.judge(file), text: Hex.encode(bent.certificate.bytes))
    }

    /// A trust file pins the bent root, if one can; the CA names it.
    private func root(_ random: inout SeededGenerator) throws -> Mutant {
        let authority = forge.authority
        let bent = try bend(forge.rootTBS, key: authority.rootKey, otherKey: authority.caKey, &random)
        let der = bent.certificate.bytes
        guard let trust = try? authority.trust({ $0.roots = [der] }) else {
            return Mutant(names: bent.names, answer: .refused, text: "")
        }
        var issuer = forge.caTBS
        issuer.children[3] = bent.tbs.children[5]
        let file = try forge.file(
            badge: Forge.certificate(forge.badgeTBS, signedBy: authority.caKey).bytes,
            logging: forge.badgeTBS.bytes,
            issuer: Forge.certificate(issuer, signedBy: authority.rootKey).bytes
        ).bytes
        let verifier = try authority.verifier(trust: trust, snapshot: nil)
        let judge = Judge(verifier: verifier, root: der, oids: authority.oids)
        return Mutant(names: bent.names, answer: judge.judge(file), text: Hex.encode(der))
    }

    private func file(_ random: inout SeededGenerator) -> Mutant {
        let (name, change) = random.pick(FileMutations.all)
        let file = change(unbent, &random)
        guard file != unbent else { return Mutant(names: [], answer: .refused, text: "") }
        let answer = judge.judge(file)
        let text = String(decoding: file, as: UTF8.self)
        // The staple may be left out: the snapshot covers this badge as well.
        let hasStaple = (try? BadgeFile(parsing: file).staple) != nil
        guard answer.isTrusted, hasStaple else { return Mutant(names: [name], answer: answer, text: text) }
        return Mutant(names: [name], answer: .wrong("another file is trusted"), text: text)
    }
}
