import CommandLineKit
import Encoding
import Registry

/// The basket: results that wait for one signature, and the documents that show them.
extension ReviewSession {
    mutating func checks(_ key: Key, _ sheet: CaseSheet) -> [Effect] {
        guard !sheet.checks.isEmpty else { return [] }
        switch key {
        case .up, .character("k"): checkRow = max(0, checkRow - 1)
        case .down, .character("j"): checkRow = min(sheet.checks.count - 1, checkRow + 1)
        case .home: checkRow = 0
        case .end: checkRow = sheet.checks.count - 1
        case .pageUp: checkRow = max(0, checkRow - max(1, bodyHeight - 1))
        case .pageDown: checkRow = min(sheet.checks.count - 1, checkRow + max(1, bodyHeight - 1))
        case .character(" "):
            chosen.formSymmetricDifference([sheet.checks[checkRow].name])
            checkRow = min(sheet.checks.count - 1, checkRow + 1)
        case .character("*"):
            let open = Set(sheet.checks.filter(\.isOpen).map(\.name))
            chosen = chosen == open ? [] : open
        case .character("p"): return mark(.pass, sheet)
        case .character("f"): return mark(.fail, sheet)
        case .character("s"): return mark(.skip, sheet)
        case .character("x"):
            for name in marked(sheet) { work.basket[name] = nil }
            chosen = []
        default: break
        }
        return []
    }

    /// The rows that a result is for: those chosen, else the one under the cursor.
    private func marked(_ sheet: CaseSheet) -> [String] {
        chosen.isEmpty
            ? [sheet.checks[checkRow].name] : sheet.checks.map(\.name).filter(chosen.contains)
    }

    private mutating func mark(_ result: CheckResult, _ sheet: CaseSheet) -> [Effect] {
        let names = marked(sheet)
        if result == .skip {
            let firm = names.filter { name in
                sheet.checks.contains { sameBytes($0.name, name) && $0.waiver == nil }
            }
            guard firm.isEmpty else {
                fail("no rule of the policy waives \(firm.joined(separator: ", ")); record pass or fail")
                return []
            }
        }
        for name in names { work.basket[name] = result }
        if chosen.isEmpty { checkRow = min(sheet.checks.count - 1, checkRow + 1) }
        chosen = []
        return startWork(sheet)
    }

    mutating func documents(_ key: Key, _ sheet: CaseSheet) {
        guard !sheet.documents.isEmpty else { return }
        switch key {
        case .up, .character("k"): documentRow = max(0, documentRow - 1)
        case .down, .character("j"): documentRow = min(sheet.documents.count - 1, documentRow + 1)
        case .home: documentRow = 0
        case .end: documentRow = sheet.documents.count - 1
        case .character(" "):
            work.evidence.formSymmetricDifference([sheet.documents[documentRow].hash])
        case .character("o"), .enter:
            let document = sheet.documents[documentRow]
            mode = .naming(
                document, TextField(Self.fileName(of: document, sheet), multiline: false, mostBytes: 1024))
        default: break
        }
    }

    /// A name for the copy that takes nothing of the applicant's but a short ending of letters and digits.
    static func fileName(of document: CaseSheet.DocumentRow, _ sheet: CaseSheet) -> String {
        let ending =
            document.name.utf8.split(separator: UInt8(ascii: ".")).dropFirst().last.map(Array.init) ?? []
        let isPlain =
            (1...5).contains(ending.count)
            && ending.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            }
        let suffix = isPlain ? ".\(String(decoding: ending, as: UTF8.self))" : ""
        return "\(sheet.id)-\(document.kind)-\(document.hash.prefix(8))\(suffix)"
    }

    mutating func name(
        _ document: CaseSheet.DocumentRow, _ field: TextField, _ key: Key
    ) -> [Effect] {
        var field = field
        switch key {
        case .escape: mode = .looking
        case .enter where !field.isBlank:
            mode = .looking
            return [.export(document, path: field.text)]
        default:
            _ = field.take(key, width: size.columns)
            mode = .naming(document, field)
        }
        return []
    }
}
