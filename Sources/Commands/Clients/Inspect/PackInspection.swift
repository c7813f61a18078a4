import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Transparency

/// The parts of a client pack as facts (DESIGN 4.3, 4.4).
enum PackInspection {
    /// All parts of a pack's directory.
    static func directory(_ path: String, _ context: CommandContext) throws -> Inspection {
        let pack: PackDirectory
        do {
            pack = try PackDirectory(path, in: context.fileSystem)
        } catch let error as PackError {
            throw InspectionFailure(reason: "malformed \(error)")
        }
        var sections = trustSections(pack.trust)
        if let file = pack.snapshot { sections.append(try snapshotSection(file, key: "snapshot")) }
        for (position, file) in pack.frozenSnapshots.enumerated() {
            sections.append(try snapshotSection(file, key: "frozenSnapshot\(position + 1)"))
        }
        if let file = pack.checkpoint {
            let facts = try FileInspection.reading("checkpoint") {
                try NoteInspection.facts(checkpoint: SignedNote(parsing: file))
            }
            sections.append(.init(key: "checkpoint", title: "Checkpoint", facts: facts))
        }
        let missing = [
            (PackDirectory.snapshotName, pack.snapshot), (PackDirectory.checkpointName, pack.checkpoint),
            (PackDirectory.signatureName, pack.signature),
        ].filter { $0.1 == nil }.map(\.0)
        if !missing.isEmpty {
            sections.append(
                .init(key: "absent", title: "Not there", facts: [.init("files", "files", missing)]))
        }
        return Inspection(kind: "pack", title: "a client pack", sections: sections)
    }

    static func trust(_ bytes: [UInt8]) throws -> Inspection {
        do {
            return Inspection(
                kind: "trust", title: "a trust file", sections: trustSections(try TrustFile(parsing: bytes)))
        } catch {
            throw InspectionFailure(reason: "malformed \(error)")
        }
    }

    static func snapshot(_ bytes: [UInt8]) throws -> Inspection {
        Inspection(
            kind: "snapshot", title: "a status snapshot",
            sections: [try snapshotSection(bytes, key: "snapshot")])
    }

    private static func snapshotSection(_ bytes: [UInt8], key: String) throws -> Inspection.Section {
        do {
            return section(try StatusSnapshot(parsing: bytes), key)
        } catch {
            throw InspectionFailure(reason: "malformed \(error)")
        }
    }

    private static func section(_ snapshot: StatusSnapshot, _ key: String) -> Inspection.Section {
        let header = snapshot.header
        var facts: [Inspection.Fact] = [
            .init("origin", "log", header.origin), .init("sequence", "sequence", header.sequence),
            .init("issued", "issued", "\(header.issued)"),
            .init("nextUpdate", "next update", "\(header.nextUpdate)"),
            .init(
                "covered", "covers", .integer(Int64(clamping: header.coveredSize)), lines: [covers(header)]),
        ]
        facts += StatusState.listed.map { state in
            .init(state.rawValue, state.rawValue, UInt64(snapshot.count(of: state)))
        }
        facts.append(.init("size", "bytes", UInt64(snapshot.bytes.count)))
        facts.append(NoteInspection.signatures(snapshot.note))
        return .init(key: key, title: "Status snapshot", facts: facts)
    }

    private static func covers(_ header: StatusSnapshot.Header) -> String {
        header.coveredSize == 0 ? "nothing" : "indexes 0 to \(header.coveredSize - 1)"
    }

    private static func trustSections(_ trust: TrustFile) -> [Inspection.Section] {
        let facts: [Inspection.Fact] = [
            .init("name", "name", trust.name), .init("test", "TEST", .bool(trust.isTest)),
            .init("singleOperator", "one operator", .bool(trust.isSingleOperator)),
            .init("version", "version", trust.version), .init("registry", "registry", trust.registry.hex),
            .init("arc", "OID arc", "\(trust.oids.arc)"),
            .init("accountKinds", "accounts", trust.scope.accountKinds.map(\.rawValue)),
            .init(
                "countries", "countries", .array(trust.scope.countries.map(JSON.string)),
                lines: trust.scope.countries.isEmpty ? ["all"] : trust.scope.countries),
            .init("logs", "logs", .array(trust.logs.map(json)), lines: trust.logs.flatMap(lines)),
            .init("statusKeys", "status keys", trust.statusKeys.map(\.key.text)),
            .init("trustKeys", "trust keys", trust.trustKeys.map(\.text)),
            .init("trustThreshold", "of which sign", UInt64(trust.trustThreshold)),
            .init(
                "maxStatusAge", "status age", .integer(trust.maxStatusAge),
                lines: ["at most \(TimeWords.span(trust.maxStatusAge))"]),
            .init("sha256", "SHA-256", trust.digest.hex),
        ]
        let roots = trust.roots.enumerated().flatMap { position, root in
            CertificateFacts(root.certificate).sections(
                key: "root\(position + 1)", title: "Root \(position + 1)")
        }
        return [Inspection.Section(key: "trust", title: "Trust file", facts: facts)] + roots
    }

    private static func json(_ log: TrustFile.Log) -> JSON {
        [
            "number": .integer(Int64(log.number)), "key": .string(log.key.text),
            "policy": .string(log.policyText),
            "final": log.final.map { .integer(Int64(clamping: $0.size)) } ?? .null,
        ]
    }

    private static func lines(_ log: TrustFile.Log) -> [String] {
        let end = log.final.map { "frozen at \($0.size) entries" } ?? "in use"
        let witnesses = log.policy.witnessKeys.count
        return [
            "log \(log.number), \(end), \(witnesses) witness\(witnesses == 1 ? "" : "es")", log.key.text,
        ]
    }
}
