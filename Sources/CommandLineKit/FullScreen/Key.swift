/// One thing that a person typed at the terminal.
package enum Key: Hashable, Sendable {
    /// A character, one Unicode scalar: combining marks come on their own.
    case character(Unicode.Scalar)
    /// A control key by its letter in lower case: `control("c")`.
    case control(Unicode.Scalar)
    /// A character typed with Alt, or right behind Escape.
    case alt(Unicode.Scalar)
    /// Text pasted in one piece (bracketed paste), as it came.
    case paste(String)
    case enter, tab, backTab, escape, backspace, delete
    case up, down, left, right, pageUp, pageDown, home, end
    /// A sequence that means nothing here.
    case unknown
}

extension ArraySlice<Key> {
    /// Takes the first key away; where a text takes them, all characters that come first as one, of so many bytes at
    /// most: a terminal that does not bracket what is pasted sends it as thousands of keys, and laying the text out
    /// anew for each would take seconds.
    package mutating func takeFirst(room: Int) -> Key? {
        var text = String.UnicodeScalarView()
        var left = room
        for key in self {
            guard case .character(let scalar) = key else { break }
            left -= UTF8.width(scalar)
            guard left >= 0 else { break }
            text.append(scalar)
        }
        guard text.count > 1 else { return popFirst() }
        removeFirst(text.count)
        return .paste(String(text))
    }
}
