import CommandLineKit
import Commands
import Testing

@Suite struct ProgramDeclarationTests {
    @Test func `the program's declaration has no problems`() {
        #expect(GreenBadgeProgram.program.declarationProblems == [])
    }
}
