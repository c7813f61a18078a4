import Encoding
import Testing

@Suite struct CSVTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("a;b", "\"a;b\""), (" padded", "\" padded\""),
        ("padded ", "\"padded \""), ("tel:+1", "tel:+1"), ("1-42", "1-42"), ("Ünï, 漢字", "\"Ünï, 漢字\""),
    ]) func quotesWhereNeeded(_ text: String, _ expected: String) {
        #expect(CSV.cell(text) == expected)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+12025550100", "'+12025550100"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("'=1", "''=1"),
        ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"),
        ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
    ]) func formulasAreDisarmed(_ text: String, _ expected: String) {
        #expect(CSV.cell(text) == expected)
    }

    @Test func controlsDoNotReachTheTerminal() {
        #expect(CSV.cell("a\u{1b}[2J\u{0}\u{7f}\u{9b}b") == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}b")
    }

    @Test func aLineEndsInCRLF() {
        #expect(CSV.line(["a", "", "b,c"]) == "a,,\"b,c\"\r\n")
        #expect(CSV.line([]) == "\r\n")
    }

    /// A reader by the letter of RFC 4180, that takes one leading apostrophe off, has what was written.
    @Test func whatIsWrittenCanBeRead() {
        let alphabet: [Character] = ["a", "\"", ",", "\n", "\r", "'", "=", "+", " ", ";", "\t", "é"]
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    let cells = [String([first, second]), String(third), String([third, second, first])]
                    #expect(read(CSV.line(cells)) == cells.map { Array($0.unicodeScalars) })
                }
            }
        }
    }

    private func read(_ line: String) -> [[Unicode.Scalar]] {
        var cells: [[Unicode.Scalar]] = [[]]
        var isQuoted = false
        var rest = Array(line.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    cells[cells.count - 1].append(scalar)
                } else if rest.first == "\"" {
                    cells[cells.count - 1].append("\"")
                    rest = rest.dropFirst()
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                cells.append([])
            } else if scalar == "\r", Array(rest) == ["\n"] {
                break
            } else {
                cells[cells.count - 1].append(scalar)
            }
        }
        return cells.map { $0.first == "'" ? Array($0.dropFirst()) : $0 }
    }
}
