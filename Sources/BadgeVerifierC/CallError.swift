import CGreenBadge

/// Why a call from C could not be made. Never a statement about a badge.
struct CallError: Error {
    /// What the function returns.
    let result: greenbadge_result
    /// The sentence for people: what is wrong, where, what to do.
    let text: String

    /// Takes the values as they are.
    init(_ result: greenbadge_result, _ text: String) {
        self.result = result
        self.text = text
    }

    /// An argument that is not as the header asks for.
    static func argument(_ text: String) -> CallError { CallError(GREENBADGE_BAD_ARGUMENT, text) }
}

/// Makes a call: its result, and the text of its error where the caller wants one.
func call(
    _ error: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ body: () throws(CallError) -> Void
) -> greenbadge_result {
    error?.pointee = nil
    do throws(CallError) {
        try body()
        return GREENBADGE_OK
    } catch let problem {
        error?.pointee = ownedText(problem.text)
        return problem.result
    }
}
