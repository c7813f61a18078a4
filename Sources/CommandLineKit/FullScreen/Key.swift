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
