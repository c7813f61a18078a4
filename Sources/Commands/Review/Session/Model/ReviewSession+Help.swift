extension ReviewSession {
    /// The keys, as the help page lists them.
    static let help: [CaseLine] = [
        CaseLine(
            "n p",
            "the next and the previous case of the queue (on the page of checks p is pass: P goes back)"),
        CaseLine("1 - 6, Tab", "the pages: case, hits, checks, files, changes, history"),
        CaseLine("↑ ↓ j k", "scroll, or move among checks and files; PgUp, PgDn, Home, End"),
        CaseLine("space", "choose several checks (* all that the case lacks), or files as evidence"),
        CaseLine("p f s", "on the page of checks: pass, fail, skip; x takes it back. Nothing is signed yet"),
        CaseLine("t", "a remark that goes with the checks you sign next"),
        CaseLine("c", "sign the results that you chose, all in one signature"),
        CaseLine("x", "on the page of hits: clear those that are open, with a comment"),
        CaseLine("a", "approve"),
        CaseLine(
            "r", "reject: a reason from the list, what else there is to say, and with l words for the letter"),
        CaseLine("q", "ask the applicant a question"),
        CaseLine("h", "hold the case, with a reason; h again lets it go on"),
        CaseLine("a r", "on a case that is appealed: the rejection falls, the rejection stands"),
        CaseLine("u", "release the case"),
        CaseLine("o", "on the page of files: write a copy of a file"),
        CaseLine("Ctrl-R", "look at the case again, as it is now"),
        CaseLine("Ctrl-Z", "stop; fg comes back"),
        CaseLine("Q", "leave. Ctrl-C leaves at once; what is not signed is kept for the next time"),
        CaseLine("", ""),
        CaseLine(
            "signing",
            "Every signature shows first what it stands under, and takes y. The first thing that you do to a case claims it, which signs as well: others see that you work on it. It is released when you leave the case without having done anything."
        ),
        CaseLine(
            "texts",
            "Ctrl-D goes on to signing, Esc leaves the text, Ctrl-X opens it in your editor. A text stays until it is signed or you discard it, also when the case changed meanwhile."
        ),
    ]
}
