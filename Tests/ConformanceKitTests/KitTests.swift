import BadgeVerifier
import ConformanceKit
import CryptoCore
import Encoding
import Foundation
import Testing

/// The kit is what its manifest says, and the library agrees with every case.
@Suite struct KitTests {
    private let kit: ConformanceKit
    private let files: [String: [UInt8]]

    init() throws {
        kit = try Kit.shared.get()
        files = Dictionary(uniqueKeysWithValues: kit.files.map { ($0.path, $0.bytes) })
    }

    @Test func `the library gives every case its verdict`() throws {
        var differences: [String] = []
        for item in kit.manifest.cases {
            let found = try answer(item)
            if found.0 != item.expected {
                differences.append(
                    "\(item.name): \(found.0.verdict) \(found.0.reason), not \(item.expected.reason): \(found.1)"
                )
            }
        }
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }

    private func answer(_ item: KitCase) throws -> (KitExpectation, String) {
        var packs: [ClientPack] = []
        for path in item.packs {
            do throws(PackError) {
                packs.append(try pack(path))
            } catch {
                return (
                    KitExpectation(verdict: KitExpectation.packError, reason: KitExpectation.packError),
                    "\(error)"
                )
            }
        }
        let mark = try item.highWater.map { try #require(HighWaterMark($0)) } ?? .none
        let verifier = BadgeVerifier(
            packs: packs, mode: item.mode == .packInclusion ? .packInclusion : .signatures, allowTest: true)
        let verdict = verifier.verify(
            try #require(files[item.badge]), for: item.account.map { .account($0) } ?? .notChecked,
            displayName: item.displayName, at: item.time, highWater: mark)
        var shown: KitExpectation.Shown?
        if verdict.isTrusted, let badge = verdict.badge {
            shown = .init(id: badge.id, displayName: badge.displayName, country: badge.country)
        }
        return (
            KitExpectation(verdict: verdict.outcome.rawValue, reason: verdict.reason.rawValue, badge: shown),
            verdict.detail
        )
    }

    private func pack(_ path: String) throws(PackError) -> ClientPack {
        func file(_ name: String) -> [UInt8]? { files["\(path)/\(name)"] }
        let names = files.keys.filter { $0.hasPrefix("\(path)/") }.map {
            String($0.dropFirst(path.count + 1))
        }
        var tiles: [String: [UInt8]] = [:]
        for name in names where name.hasPrefix("tile/") { tiles[name] = file(name) }
        return try ClientPack(
            trust: file("trust.json") ?? [], snapshot: file("status.snapshot"),
            checkpoint: file("checkpoint"),
            frozenSnapshots: names.filter { $0.hasPrefix("status-") }.compactMap(file),
            consistency: file("consistency"), tiles: tiles)
    }

    @Test func `every reason has two cases, every verdict and both modes good ones`() {
        let cases = kit.manifest.cases
        let reasons = Dictionary(grouping: cases, by: \.expected.reason).mapValues(\.count)
        for reason in ReasonCode.allCases.map(\.rawValue) + [KitExpectation.packError] {
            #expect(reasons[reason, default: 0] >= 2, "\(reason)")
        }
        #expect(reasons.count == ReasonCode.allCases.count + 1)
        let verdicts = Dictionary(grouping: cases, by: \.expected.verdict).mapValues(\.count)
        for verdict in Verdict.Outcome.allCases { #expect(verdicts[verdict.rawValue, default: 0] >= 4) }
        #expect(cases.count >= 120)
        #expect(
            Set(cases.filter { $0.expected.verdict == "trusted" }.map(\.mode)) == Set(KitCase.Mode.allCases))
    }

    @Test func `names are plain and unique, reasons are sentences`() {
        let cases = kit.manifest.cases
        #expect(Set(cases.map(\.name)).count == cases.count)
        for item in cases {
            #expect(
                item.name.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }, "\(item.name)")
            #expect(item.why.hasSuffix(".") && item.why.count > 4, "\(item.name): \(item.why)")
        }
    }

    @Test func `no case is another one under a second name`() {
        var seen: [String: String] = [:]
        for item in kit.manifest.cases {
            let call =
                "\(item.badge) \(item.packs) \(item.account ?? "-") \(item.displayName.map { Array($0.utf8) } ?? []) \(item.time) \(item.highWater ?? "-") \(item.mode)"
            if let other = seen.updateValue(item.name, forKey: call) {
                Issue.record("\(item.name) asks what \(other) asks")
            }
        }
    }

    @Test func `two runs give the same bytes`() throws {
        let again = try Kit.make()
        #expect(again.files == kit.files)
    }

    @Test func `every file is listed with its hash, and used`() throws {
        let manifest = kit.manifest
        let listed = Dictionary(uniqueKeysWithValues: manifest.files.map { ($0.path, $0.digest) })
        #expect(Set(files.keys) == Set(listed.keys).union([KitManifest.name]))
        for (path, digest) in listed { #expect(SHA256.hash(try #require(files[path])) == digest, "\(path)") }
        let used = manifest.cases.flatMap { [$0.badge] + $0.packs.map { "\($0)/" } } + ["README.md"]
        for path in listed.keys { #expect(used.contains { path.hasPrefix($0) }, "\(path) is of no case") }
    }
}
