import CommandLineKit
import Encoding
import Testing

@Suite struct TableTests {
    static func names() -> Table {
        var table = Table([
            .init("ID", canShrink: false), .init("NAME"), .init("AGE", .right), .init("STATE"),
        ])
        table.add(["A7K-3MQ", "Example Airline", "3", Table.Cell("approved", .green)])
        table.add(["B2C-9XY", "株式会社東京グリーン", "12", "open"])
        table.add(["C4D-5EF", "Cafe\u{301}"])
        return table
    }

    @Test func columnsLineUpByDisplayWidth() {
        #expect(
            Self.names().text(width: nil) == """
                ID       NAME                  AGE  STATE
                A7K-3MQ  Example Airline         3  approved
                B2C-9XY  株式会社東京グリーン   12  open
                C4D-5EF  Cafe\u{301}

                """)
    }

    @Test func theWidestColumnGivesWay() {
        #expect(
            Self.names().text(width: 36) == """
                ID       NAME          AGE  STATE
                A7K-3MQ  Example Air…    3  approved
                B2C-9XY  株式会社東…    12  open
                C4D-5EF  Cafe\u{301}

                """)
    }

    @Test(arguments: [34, 36, 40, 47, 48, 80]) func noLineIsWiderThanTheTerminal(width: Int) {
        for line in Self.names().text(width: width).split(separator: "\n") {
            #expect(UnicodeText.displayWidth(String(line)) <= width)
            #expect(!line.hasSuffix(" "))
        }
    }

    @Test func identifiersStayWholeWhereNothingFits() {
        #expect(Self.names().text(width: 5).contains("A7K-3MQ"))
    }

    @Test func coloursDoNotMoveColumns() {
        let text = Self.names().text(width: nil, style: Style(isEnabled: true))
        #expect(text.contains("\u{1b}[1mID\u{1b}[0m       \u{1b}[1mNAME\u{1b}[0m"))
        #expect(text.contains("  3  \u{1b}[32mapproved\u{1b}[0m\n"))
    }

    @Test func cellsCannotDriveTheTerminal() {
        var table = Table([.init("NAME")])
        table.add([Table.Cell("a\u{1b}[31m\nb")])
        #expect(table.text(width: nil) == "NAME\na\\u{1b}[31m\\nb\n")
    }

    @Test func aNarrowTerminalDoesWithoutTheColumnsThatMatterLeast() {
        var table = Table([
            .init("ID", canShrink: false), .init("NAME"), .init("IN", canShrink: false, dropRank: 2),
            .init("WAITS FOR"), .init("ON", canShrink: false, dropRank: 1),
        ])
        table.add(["A7K-3MQ", "Example Airline", "NL", "approval 2 of 2", "reviewer-2"])
        #expect(table.text(width: 57).contains("NL"))
        #expect(table.text(width: 50).contains("reviewer-2") && !table.text(width: 50).contains("NL"))
        let narrow = "ID       NAME           WAITS FOR\nA7K-3MQ  Example Airl…  approval 2 of…\n"
        #expect(table.text(width: 38) == narrow)
        #expect(table.text(width: nil).contains("reviewer-2"))
    }
}
