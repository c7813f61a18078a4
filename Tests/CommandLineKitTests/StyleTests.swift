import CommandLineKit
import Testing

@Suite struct StyleTests {
    @Test(
        arguments: [
            (ColorPolicy.auto, [:], true, true), (.auto, [:], false, false),
            (.auto, ["NO_COLOR": "1"], true, false),
            (.auto, ["NO_COLOR": ""], true, true), (.auto, ["TERM": "dumb"], true, false),
            (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, true), (.never, [:], true, false),
        ] as [(ColorPolicy, [String: String], Bool, Bool)])
    func thePolicyDecides(
        policy: ColorPolicy, environment: [String: String], isTerminal: Bool, expected: Bool
    ) {
        #expect(Style(policy: policy, environment: environment, isTerminal: isTerminal).isEnabled == expected)
    }

    @Test func paintIsPutOnAndTakenOff() {
        let style = Style(isEnabled: true)
        #expect(style.red("no") == "\u{1b}[31mno\u{1b}[0m")
        #expect(style.paint("no", .bold, .yellow) == "\u{1b}[1;33mno\u{1b}[0m")
        #expect(style.bold("").isEmpty)
        #expect(Style.plain.green("yes") == "yes")
        #expect(
            [style.bold("x"), style.dim("x"), style.green("x"), style.cyan("x"), style.yellow("x")]
                == [1, 2, 32, 36, 33].map { "\u{1b}[\($0)mx\u{1b}[0m" })
    }

    @Test func theWidthComesFromTheEnvironmentWhereThereIsNoTerminal() {
        #expect(Terminal.width(of: -1, environment: ["COLUMNS": "132"]) == 132)
        for text in ["", "0", "-4", "wide", "99999"] {
            #expect(Terminal.width(of: -1, environment: ["COLUMNS": text]) == 80)
        }
        #expect(!Terminal.isTerminal(-1))
    }
}
