import Foundation
import FoundationXML
import Presentation
import Testing

/// Pictures are well-formed, have a title, and carry anybody's names.
@Suite struct ChartTests {
    static let attack = "</title><script>alert(\"1\")</script>&'\u{202e}"

    /// What an XML parser makes of it; nil where it is not well-formed.
    private func elements(_ svg: HTML) -> [String]? {
        final class Reader: NSObject, XMLParserDelegate {
            var names: [String] = []
            func parser(
                _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
                qualifiedName: String?, attributes: [String: String]
            ) { names.append(name) }
        }
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.text.utf8))
        parser.delegate = reader
        return parser.parse() ? reader.names : nil
    }

    @Test func barsCarryNamesAndNumbers() throws {
        let svg = BarChart(title: "A & B", [.init("one", 4), .init(Self.attack, 2, .red), .init("none", 0)])
            .svg
        let names = try #require(elements(svg))
        #expect(names.filter { $0 == "rect" }.count == 3)
        #expect(names.prefix(3) == ["svg", "title", "desc"])
        #expect(!names.contains("script"))
        #expect(svg.text.contains("role=\"img\" aria-label=\"A &amp; B\""))
        // The longest takes all the room, half of it half, nothing none.
        #expect(svg.text.contains("width=\"420\"") && svg.text.contains("width=\"210\""))
        #expect(svg.text.contains("width=\"0\""))
    }

    @Test func strangeNumbersDoNotMatter() throws {
        for values in [[], [0], [-5, 3], [1 << 60, 1], [Int.min]] {
            #expect(elements(BarChart(title: "", values.map { .init("x", $0) }).svg) != nil)
            let columns = ColumnChart(title: "", groups: values.map(String.init), [.init("x", .blue, values)])
            #expect(elements(columns.svg) != nil)
        }
        // One of very many is still seen.
        #expect(BarChart(title: "", [.init("a", 1_000_000), .init("b", 1)]).svg.text.contains("width=\"1\""))
    }

    @Test func columnsStandBesideEachOther() throws {
        let chart = ColumnChart(
            title: Self.attack, groups: (1...400).map { "day \($0)" },
            [.init("filed", .blue, Array(1...400)), .init(Self.attack, .red, [1])])
        let names = try #require(elements(chart.svg))
        // Two for the legend; missing values count as none.
        #expect(names.filter { $0 == "rect" }.count == 802)
        #expect(!names.contains("script"))
        // Not every name of a day fits.
        #expect(names.filter { $0 == "text" }.count < 60)
    }

    @Test func longNamesAreCut() {
        let svg = BarChart(title: "", [.init(String(repeating: "m", count: 60), 1)]).svg
        #expect(svg.text.contains(">\(String(repeating: "m", count: 33))…<"))
    }
}
