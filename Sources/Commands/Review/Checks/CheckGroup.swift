import Encoding
import Registry

/// Checks that were recorded alike: the same result, strength, evidence and remarks, by the same person.
struct CheckGroup {
    /// `pass (extract) by admin-2, collected 2026-11-22; register extract; evidence f40f4355`; not yet safe to print.
    let facts: String
    let result: CheckResult
    /// Where its checks stand in the list that was grouped.
    fileprivate(set) var indexes: [Int]

    /// - Parameter names: who recorded each; nil where that is said elsewhere.
    static func groups(_ records: [CheckRecord], by names: [String]? = nil) -> [CheckGroup] {
        var groups: [CheckGroup] = []
        for (index, record) in records.enumerated() {
            let facts = describe(record, by: names?[index])
            if let known = groups.firstIndex(where: { sameBytes($0.facts, facts) }) {
                groups[known].indexes.append(index)
            } else {
                groups.append(CheckGroup(facts: facts, result: record.result, indexes: [index]))
            }
        }
        return groups
    }

    private static func describe(_ record: CheckRecord, by name: String?) -> String {
        let waiver = record.waiver.map { " under \($0)" } ?? ""
        let by = name.map { " by \($0)" } ?? ""
        let remarks = record.remarks.value.map { [$0.method, $0.note].filter { !$0.isEmpty } } ?? []
        let evidence = record.evidence.map { "evidence \($0.prefix(8))" }
        let head =
            "\(record.result.rawValue)\(waiver) (\(record.strength.rawValue))\(by), collected \(record.collected.dateText)"
        return ([head] + remarks + evidence).joined(separator: "; ")
    }

    /// The names, those for which `mark` says the same together: `legal-name, consent (until …); agreement (no limit)`.
    func names(of records: [CheckRecord], mark: (Int) -> String?) -> String {
        var parts: [(mark: String, names: [String])] = []
        for index in indexes {
            let text = mark(index) ?? ""
            if let known = parts.firstIndex(where: { sameBytes($0.mark, text) }) {
                parts[known].names.append(records[index].check)
            } else {
                parts.append((text, [records[index].check]))
            }
        }
        return parts.map { part in
            let names = part.names.joined(separator: ", ")
            return part.mark.isEmpty ? names : "\(names) (\(part.mark))"
        }.joined(separator: "; ")
    }
}
