/// A whole page in one file: no scripts, nothing fetched, light or dark as the reader's system is.
package enum HTMLPage {
    /// The page's bytes.
    package static func text(title: String, body: HTML) -> String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        return page.text
    }

    /// Colours have a contrast of at least 4.5 to 1 for text and 3 to 1 for bars on both grounds.
    private static let style: HTML = """
        :root { --ground: #ffffff; --text: #1b1f24; --faint: #57606a; --line: #d0d7de;
          --green: #1a7f37; --red: #b42318; --amber: #9a6700; --blue: #0969da; --grey: #6e7781; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #0d1117; --text: #e6edf3; --faint: #9198a1; --line: #3d444d;
            --green: #3fb950; --red: #ff7b72; --amber: #d29922; --blue: #58a6ff; --grey: #8b949e; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
        p { margin: .6rem 0; } .faint { color: var(--faint); }
        pre { margin: .5rem 0; padding: .5rem .75rem; border: 1px solid var(--line); white-space: pre-wrap;
          overflow-wrap: anywhere; font: .9rem/1.4 ui-monospace, monospace; }
        blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid var(--line);
          overflow-wrap: anywhere; }
        a { color: var(--blue); }
        table { border-collapse: collapse; margin: .5rem 0; }
        th, td { text-align: left; padding: .15rem 1rem .15rem 0; border-bottom: 1px solid var(--line); }
        td:first-child { min-width: 6.5rem; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        .wide { overflow-x: auto; }
        svg { display: block; width: 100%; height: auto; max-width: 45rem; }
        svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
        svg .faint { fill: var(--faint); } svg .axis { stroke: var(--line); }
        .green { fill: var(--green); } .red { fill: var(--red); } .amber { fill: var(--amber); }
        .blue { fill: var(--blue); } .grey { fill: var(--grey); }
        @media print { main { max-width: none; } h2 { break-after: avoid; } svg, pre, blockquote { break-inside: avoid; } }
        """
}
