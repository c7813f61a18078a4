import Encoding
import Testing

@testable import Registry

@Suite struct ScriptMixTests {
    @Test(arguments: ["Han+Latin", "Cyrillic+Latin", "Bopomofo+Han+Latin", "Latin+Old_Italic"])
    func `a mix is names of scripts in order`(text: String) throws {
        #expect(try #require(ScriptMix(text)).text == text)
    }

    @Test(arguments: [
        "", "Latin", "Latin+Han", "Han+Han", "Han+", "+Han", "Han++Latin", "Han, Latin", "Han+latin",
        "Han+Lät",
        "_Han+Latin", "A+B+C+D+E+F+G+H+I",
    ])
    func `other texts are none`(text: String) { #expect(ScriptMix(text) == nil) }

    @Test func `a policy keeps its mixes in order, whatever order the form has`() throws {
        var policy = Policy.standard
        policy.scriptMixes = Set(["Cyrillic+Latin", "Arabic+Latin"].compactMap { ScriptMix($0) })
        #expect(policy.json["scriptMixes"]?.canonicalText == #"["Arabic+Latin","Cyrillic+Latin"]"#)
        #expect(try Policy(json: policy.json) == policy)
        let turned = policy.form.replacing(
            #"["Arabic+Latin","Cyrillic+Latin"]"#, with: #"["Cyrillic+Latin", "Arabic+Latin"]"#)
        #expect(try Policy.parse(form: Array(turned.utf8)) { _ in true } == policy)
    }

    @Test(arguments: [
        (#""Latin+Han""#, "in the order of the alphabet"), (#""Foo+Latin""#, "no script \"Foo\""),
    ])
    func `a mix that is none is told with its place`(text: String, message: String) throws {
        let form = Policy.standard.form.replacing(#""Bopomofo+Han+Latin""#, with: text)
        let error = #expect(throws: FormError.self) {
            try Policy.parse(form: Array(form.utf8)) { $0 != "Foo" }
        }
        #expect(error.map { "\($0)".contains("scriptMixes") && "\($0)".contains(message) } == true)
    }
}
