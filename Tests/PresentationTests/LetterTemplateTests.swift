import Encoding
import Registry
import Testing

@testable import Presentation

/// The authority's own wording, and what applicants' words may not do in it.
@Suite struct LetterTemplateTests {
    private func letter(_ values: [LetterField: String], _ kind: LetterKind = .question) -> Letter {
        Letter(
            kind: kind, date: Timestamp(secondsSince1970: 0),
            application: ApplicationID(random: [1, 2, 3, 4]),
            badge: nil, deadline: nil, appealEnd: nil, values: values)
    }

    private func write(_ template: String, _ values: [LetterField: String]) throws -> LetterDocument {
        try LetterTemplates(replacing: ["question": template, "head": "", "foot": ""]).write(letter(values))
    }

    private func problem(_ template: String, in name: String = "question") -> String? {
        do throws(LetterTemplates.Problem) {
            _ = try LetterTemplates(replacing: [name: template])
            return nil
        } catch {
            return "\(error.name), \(error.error)"
        }
    }

    @Test func blocksAreToldByTheTemplateAlone() throws {
        let document = try write(
            """
            Subject: S {{case}}

            One line
            and another.\\
            A broken one. https://a.example/x?y=1&z, see.

            - first
              goes on
            - second {{deadline}}

            # Head

            > {{question}}

                a  command --now
                b
            """, [.case: "A7K", .deadline: "D", .question: "Q\n\n- q # <b>"])
        #expect(document.subject == "S A7K")
        #expect(
            document.text == """
                S A7K
                -----

                One line and another.
                A broken one. https://a.example/x?y=1&z, see.

                - first goes on
                - second D

                Head
                ----

                > Q
                >
                > - q # <b>

                    a  command --now
                    b

                """)
        #expect(document.commands == ["a  command --now", "b"])
        let page = document.page
        #expect(
            page.contains("<a href=\"https://a.example/x?y=1&amp;z\">https://a.example/x?y=1&amp;z</a>, see.")
        )
        #expect(page.contains("<ul>\n<li>first goes on</li>\n<li>second D</li>\n</ul>"))
        #expect(page.contains("<p dir=\"auto\">- q # &lt;b&gt;</p>"))
        #expect(page.contains("<pre>a  command --now\nb</pre>"))
    }

    @Test func sectionsDependOnValues() throws {
        let template = """
            Subject: S

            {{#deadline}}
            By {{deadline}}.
            {{#question}}
            Both.
            {{/question}}
            {{/deadline}}
            {{^deadline}}
            At leisure.
            {{/deadline}}
            """
        #expect(try write(template, [.deadline: "D"]).text == "S\n-\n\nBy D.\n")
        #expect(try write(template, [.deadline: "D", .question: "Q"]).text == "S\n-\n\nBy D.\n\nBoth.\n")
        #expect(try write(template, [:]).text == "S\n-\n\nAt leisure.\n")
    }

    @Test(arguments: [
        ("Hello", "question, line 1: the first line must be \"Subject: …\""),
        (
            "Subject: {{qestion}}",
            "question, line 1: {{qestion}} is no placeholder; did you mean {{question}}?"
        ),
        (
            "Subject: x\n\n{{reason}}",
            "question, line 3: {{reason}} has no place in this letter. It has: authority, "
        ),
        ("Subject: x\n{{question", "question, line 2: {{ without }} behind it"),
        ("Subject: x\n{{question}", "question, line 2: {{ without }} behind it"),
        ("Subject: x\n{{#fee}}\n", "question, line 2: {{fee}} has no place"),
        (
            "Subject: x\n{{#deadline}}\ny\n",
            "question, line 2: {{#deadline}} is not closed: {{/deadline}} is missing"
        ),
        ("Subject: x\n{{/deadline}}\n", "question, line 2: {{/deadline}} closes what is not open here"),
        ("Subject: x\n{{#deadline}}\n{{/question}}\n", "question, line 3: {{/question}} closes what"),
        ("Subject: x\n\u{1B}[2J", "question, line 2: has a character that nobody sees"),
        ("Subject: x\n\u{202E}y", "question, line 2: has a character that nobody sees"),
    ]) func mistakesAreToldWithTheirLine(_ template: String, _ expected: String) throws {
        let told = try #require(problem(template))
        #expect(told.hasPrefix(expected), "\(told)")
    }

    @Test func headAndFootNameWhatEveryLetterHas() throws {
        #expect(problem("{{authority}}", in: "head") == nil)
        #expect(
            problem("{{question}}", in: "foot")?.hasPrefix("foot, line 1: {{question}} has no place") == true)
        #expect(problem("Subject: x\r\n\r\ny\r\n") == nil)
    }

    @Test func anApplicantsWordsAreNoTemplateNoMarkupAndNoSteering() throws {
        let template = "Subject: {{business}}\n\nSee {{business}} and {{website}}.\n\n> {{question}}\n"
        let attack = "{{case}} {{#fee}} <script>alert(1)</script> \" onload=x \u{1B}[2J\u{202E}\u{200B}"
        let document = try write(
            template,
            [
                .case: "SECRET", .website: "https://a.example",
                .business: "https://evil.example \(attack)\nnext",
                .question: "\(attack)\r\n\n    rm -rf /\n# Head\nhttps://evil.example\n</blockquote>",
            ])
        for text in [document.text, document.page] {
            #expect(!text.contains("SECRET"))
            #expect(text.contains("{{case}} {{#fee}}"))
            #expect(
                text.unicodeScalars.allSatisfy {
                    $0 == "\n" || !UnicodeText.isControlOrInvisible($0)
                })
            #expect(text.contains("\\u{1b}[2J\\u{202e}\\u{200b}"))
        }
        #expect(!document.page.contains("<script"))
        // Only the authority's own address is a link, and nothing of the applicant's a command or a heading.
        #expect(document.page.components(separatedBy: "<a href=") == 2)
        #expect(document.page.contains("<a href=\"https://a.example\">"))
        #expect(document.commands.isEmpty)
        #expect(document.page.components(separatedBy: "<h2>") == 2)
        #expect(document.page.components(separatedBy: "</blockquote>") == 2)
        #expect(!document.page.contains(" onload=x \""))
    }

    @Test func longAndWideWordsAreBrokenAndAddressesAreNot() throws {
        let address = "https://a.example/" + String(repeating: "x", count: 90)
        let document = try write(
            "Subject: S\n\n> {{question}}\n\n\(address) x\n",
            [.question: String(repeating: "a", count: 100) + " " + String(repeating: "語", count: 50)])
        let lines = document.text.split(separator: "\n").map(String.init)
        #expect(lines.contains(address))
        #expect(
            lines.allSatisfy {
                $0.hasPrefix("https") || UnicodeText.displayWidth($0) <= LetterDocument.columns
            })
    }

    @Test func everyPlaceholderHasAMeaningAndAPlace() {
        let used = Set(LetterField.common + LetterKind.allCases.flatMap(\.fields))
        #expect(used == Set(LetterField.allCases))
        for name in LetterTemplates.names { #expect(LetterTemplates.guide.contains("\(name).txt")) }
    }
}

extension String {
    /// How many pieces a mark divides the text into.
    fileprivate func components(separatedBy mark: String) -> Int { self.split(separator: mark).count }
}
