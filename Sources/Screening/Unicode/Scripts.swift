/// The scripts of characters and texts (UAX #24, UTS #39 section 5.1).
package enum Scripts {
    /// Numbers in the generated table that mean no script of its own.
    private static let (unknown, common, inherited): (UInt8, UInt8, UInt8) = (0, 1, 2)

    /// The scripts that a character is used in, by number; empty for one that every script uses.
    static func of(_ point: UInt32) -> Set<UInt8> {
        let set = PackedRanges(ScriptTables.ranges)[point]
        guard set > 0 else { return [unknown] }
        let sets = PackedTable(ScriptTables.sets, width: 4)
        let members = PackedTable(ScriptTables.members, width: 2)
        let place = sets.number(set - 1, at: 0, digits: 3)
        let count = sets.number(set - 1, at: 3, digits: 1)
        let found = Set((place..<place + count).map { UInt8(members.number($0, at: 0, digits: 2)) })
        return found.subtracting([common, inherited])
    }

    /// The names of scripts, by number.
    private static let names = "\(ScriptTables.names)".split(separator: ",").map(String.init)

    /// The name of a script in the Unicode data, `Latin`.
    static func name(_ number: UInt8) -> String { names[Int(number)] }

    /// Whether the Unicode data has a script of that name, `Latin` or `Old_Italic`.
    package static func isKnown(_ name: String) -> Bool {
        number(name) > inherited
    }

    private static func number(_ name: String) -> UInt8 {
        UInt8(names.firstIndex { $0.utf8.elementsEqual(name.utf8) } ?? 0)
    }

    /// Scripts that are written together count as one (UTS #39 table 1a): numbers above all real scripts.
    private static let (hanb, japanese, korean): (UInt8, UInt8, UInt8) = (253, 254, 255)
    private static let (han, bopomofo, hiragana) = (number("Han"), number("Bopomofo"), number("Hiragana"))
    private static let (katakana, hangul) = (number("Katakana"), number("Hangul"))

    private static func augmented(_ scripts: Set<UInt8>) -> Set<UInt8> {
        var out = scripts
        if scripts.contains(han) { out.formUnion([hanb, japanese, korean]) }
        if scripts.contains(hiragana) || scripts.contains(katakana) { out.insert(japanese) }
        if scripts.contains(hangul) { out.insert(korean) }
        if scripts.contains(bopomofo) { out.insert(hanb) }
        return out
    }

    /// Whether one script, or one of the writing systems of Japanese, Korean and Chinese, covers the whole text.
    package static func isSingle(_ text: String) -> Bool { isSingle(CodePoints.of(text)) }

    static func isSingle(_ points: [UInt32]) -> Bool {
        var resolved: Set<UInt8>?
        for point in points {
            let scripts = of(point)
            if scripts.isEmpty { continue }
            resolved = resolved?.intersection(augmented(scripts)) ?? augmented(scripts)
        }
        return resolved?.isEmpty != true
    }

    /// The names of the scripts in a text, in byte order: for each character its one script, or the first of several
    /// unless one of the others is there anyway.
    package static func names(in text: String) -> [String] {
        let sets = CodePoints.of(text).map(of).filter { !$0.isEmpty }
        var found = Set(sets.filter { $0.count == 1 }.flatMap { $0 })
        for set in sets where set.isDisjoint(with: found) {
            if let least = set.min() { found.insert(least) }
        }
        return found.map(name).sorted()
    }
}
