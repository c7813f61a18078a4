import Testing

/// The program as people meet it: one script a feature.
@Suite struct ScriptTests {
    @Test(arguments: Script.all)
    func script(_ script: Script) throws {
        do {
            try ScriptRunner().run(script)
        } catch let skip as ScriptSkip {
            try Self.skip("\(script): \(skip.reason)")
        } catch let failure as ScriptFailure {
            let place = SourceLocation(
                fileID: "Scripts/\(script).txt", filePath: failure.path, line: failure.line.number, column: 1)
            Issue.record("\(failure)", sourceLocation: place)
        }
    }

    @Test func `there are scripts, and the program is beside the tests`() {
        #expect(!Script.all.isEmpty)
        #expect(Programs.greenbadge != nil)
    }

    private static func skip(_ reason: String) throws {
        print("skipped from here on: \(reason)")
        #if compiler(>=6.3)
            try Test.cancel("\(reason)")
        #endif
    }
}
