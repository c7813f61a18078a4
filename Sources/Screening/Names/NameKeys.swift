/// The forms of one name that are compared. Names with an equal form can be taken for each other.
package struct NameKeys: Sendable {
    /// Folded words without the legal form.
    let tokens: [[UInt32]]
    /// Those words with one space between them: NFKC, case folding, legal-form stripping.
    let folded: [UInt32]
    /// Skeletons of the folded name, and of the name as written folded afterwards: `lBM` looks like `IBM` only before
    /// folding, `гоогле` like nothing only after it. Spaces do not count.
    let skeletons: [[UInt32]]
    /// Without accents and spaces: what edit distance counts in.
    let letters: [UInt32]
    /// Which letters there are, to tell most names apart at once.
    let mask: UInt64
    /// The letters with digits read as letters, and `rn`, `vv`, `cl` as what they look like.
    let swapped: [UInt32]
    /// The words in an order of their own.
    let sorted: [[UInt32]]

    /// Longest name that is compared in full; a display name has at most 64 characters, a legal name of an extract may
    /// be longer and is cut.
    static let longest = 160

    package init(_ name: String) {
        let points = Array(CodePoints.of(name).prefix(Self.longest))
        tokens = LegalForms.strip(Self.words(CaseFolding.identity(points)))
        folded = Array(tokens.joined(separator: [0x20]))
        let compact = Array(tokens.joined())
        // The original's words, as many as were left without the legal form.
        let original = Self.words(NormalizationForm.nfkc.normalize(points)).prefix(tokens.count).joined()
        let one = Skeleton.of(compact)
        let other = CaseFolding.fold(Skeleton.of(Array(original)))
        skeletons = one == other ? [one] : [one, other]
        letters = Self.withoutAccents(compact)
        mask = LetterMask.of(letters)
        swapped = Self.swap(letters)
        sorted = tokens.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Words that stand together in a name, fewer than all, as they are written: `PayPal` of `PayPal Support`. More
    /// than `most` words no name that is looked for has.
    static func parts(of name: String, most: Int) -> [String] {
        let words = writtenWords(name)
        var parts: [String] = []
        for start in words.indices {
            for end in start..<min(start + most, words.count) where end - start + 1 < words.count {
                parts.append(CodePoints.text(words[start...end].joined(separator: [0x20])))
            }
        }
        return parts
    }

    /// The words as they are written, compatibility forms replaced.
    static func writtenWords(_ name: String) -> [[UInt32]] {
        words(NormalizationForm.nfkc.normalize(Array(CodePoints.of(name).prefix(longest))))
    }

    /// A word folded, without its accents.
    static func plain(_ word: [UInt32]) -> [UInt32] { withoutAccents(CaseFolding.identity(word)) }

    /// The name without some words, given in their folded form, as it is written; nil where it has none of them or
    /// nothing that tells it apart is left.
    static func rest(of name: String, without left: Set<[UInt32]>) -> String? {
        let all = writtenWords(name)
        let rest = all.filter { !left.contains(CaseFolding.identity($0)) }
        let letters = rest.joined().count
        guard rest.count < all.count, letters >= 3 else { return nil }
        return CodePoints.text(rest.joined(separator: [0x20]))
    }

    /// The letters alone, for names of which nothing else is needed.
    static func letters(of name: String) -> [UInt32] {
        let points = Array(CodePoints.of(name).prefix(longest))
        return withoutAccents(Array(LegalForms.strip(words(CaseFolding.identity(points))).joined()))
    }

    /// Words: letters and digits with their marks. Dots and apostrophes inside are left out, so that `S.A.` is one
    /// word; everything else divides.
    private static func words(_ points: [UInt32]) -> [[UInt32]] {
        var (words, word): ([[UInt32]], [UInt32]) = ([], [])
        for point in points {
            if isWordCharacter(point) {
                word.append(point)
            } else if !isSilent(point) {
                if !word.isEmpty { words.append(word) }
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        // A name of signs alone is compared as it is.
        return words.isEmpty ? [points] : words
    }

    private static func isWordCharacter(_ point: UInt32) -> Bool {
        if point < 0x80 {
            return point >= 0x61 && point <= 0x7A || point >= 0x30 && point <= 0x39
                || point >= 0x41 && point <= 0x5A
        }
        guard let scalar = Unicode.Scalar(point) else { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || Normalization.isMark(point)
    }

    /// Dots and apostrophes.
    private static func isSilent(_ point: UInt32) -> Bool {
        [0x2E, 0x27, 0x2019, 0x60, 0xB4, 0x2BC].contains(point)
    }

    private static func withoutAccents(_ points: [UInt32]) -> [UInt32] {
        if points.allSatisfy({ $0 < 0x80 }) { return points }
        return NormalizationForm.nfkd.normalize(points).filter { !isAccent($0) }
    }

    /// Marks of Latin, Greek and Cyrillic letters; those of other scripts are vowels.
    private static func isAccent(_ point: UInt32) -> Bool { point >= 0x300 && point <= 0x36F }

    /// Digits as the letters that people write them for; pairs that look like one letter.
    private static func swap(_ letters: [UInt32]) -> [UInt32] {
        var out: [UInt32] = []
        out.reserveCapacity(letters.count)
        for letter in letters {
            let read = asLetter(letter)
            guard let last = out.last, let pair = pair(last, read) else {
                out.append(read)
                continue
            }
            out[out.count - 1] = pair
        }
        return out
    }

    private static func asLetter(_ point: UInt32) -> UInt32 {
        switch point {
        case 0x30: 0x6F  // 0 o
        case 0x31, 0x69: 0x6C  // 1 and i, l
        case 0x32: 0x7A  // 2 z
        case 0x33: 0x65  // 3 e
        case 0x34: 0x61  // 4 a
        case 0x35: 0x73  // 5 s
        case 0x36, 0x39: 0x67  // 6 and 9, g
        case 0x37: 0x74  // 7 t
        case 0x38: 0x62  // 8 b
        default: point
        }
    }

    private static func pair(_ a: UInt32, _ b: UInt32) -> UInt32? {
        switch (a, b) {
        case (0x72, 0x6E): 0x6D  // rn m
        case (0x76, 0x76): 0x77  // vv w
        case (0x63, 0x6C): 0x64  // cl d
        default: nil
        }
    }
}
