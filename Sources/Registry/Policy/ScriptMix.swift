import Encoding

/// Scripts that may stand together in one display name (PROGRAMME section 2), by their Unicode names: `Han+Latin`.
package struct ScriptMix: Hashable, Sendable, Comparable {
    /// A name has letters of few scripts; Japanese with Latin has four.
    private static let most = 8
    /// The scripts, in byte order.
    package let scripts: [String]

    /// From the text; nil unless it is two to eight different names of ASCII letters and `_`, in order.
    package init?(_ text: String) {
        let names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        let isName: (String) -> Bool = { name in
            name.utf8.first.map { (0x41...0x5A).contains($0) } == true
                && name.utf8.allSatisfy { $0 == 0x5F || (0x41...0x5A).contains($0 & ~0x20) }
        }
        guard (2...Self.most).contains(names.count), names.allSatisfy(isName),
            zip(names, names.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        scripts = names
    }

    /// The scripts that the programme itself lets stand together: those of which UTS #39 section 5.2 says that they
    /// are read together and hardly confused, "highly restrictive".
    package static let standard: Set<ScriptMix> = Set(
        ["Bopomofo+Han+Latin", "Han+Hangul+Latin", "Han+Hiragana+Katakana+Latin"].compactMap { ScriptMix($0) }
    )

    /// The names, joined by `+`.
    package var text: String { scripts.joined(separator: "+") }

    /// By the bytes of the texts.
    package static func < (left: ScriptMix, right: ScriptMix) -> Bool { left.text < right.text }
}
