import Encoding

/// The candidate a person probably meant: the nearest by spelling, else the only one that begins with the
/// word.
func suggestion(for word: String, in candidates: [String]) -> String? {
    if let near = nearest(word, in: candidates) { return near }
    guard word.utf8.count >= 2 else { return nil }
    let longer = candidates.filter { $0.utf8.starts(with: word.utf8) }
    return longer.count == 1 ? longer[0] : nil
}

/// `did you mean …?` for a command or a choice.
func hint(for word: String, in candidates: [String]) -> String? {
    suggestion(for: word, in: candidates).map { "did you mean \($0)?" }
}

/// `did you mean --…?` for a long option. Dashes are left out of the comparison: they would make every name
/// long.
func optionHint(for name: String, in options: [OptionSpec]) -> String? {
    let bare = String(decoding: name.utf8.drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    let found = suggestion(for: bare, in: options.map { String($0.name.dropFirst(2)) })
    return found.map { "did you mean --\($0)?" }
}
