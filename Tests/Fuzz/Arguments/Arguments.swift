import CommandLineKit
import Commands
import FuzzSupport

/// Command lines: one word a line of the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    // A word may hold line feeds of its own, which stand as 01 in the input.
    let words = input.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { word in String(decoding: word.map { $0 == 1 ? 0x0A : $0 }, as: UTF8.self) }
    do throws(UsageError) {
        check(try GreenBadgeProgram.program.parse(words), words)
    } catch {
        // What a person typed must not write over the terminal.
        let text = error.text(program: "greenbadge")
        demand(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "an error has no control characters")
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        let begins = ["greenbadge: ", "  ", "Run 'greenbadge help"]
        demand(
            lines.allSatisfy { line in begins.contains { line.hasPrefix($0) } },
            "the lines of an error are ours")
        demand(!error.message.isEmpty, "an error says something")
    }
    return 0
}

private func check(_ invocation: Invocation, _ words: [String]) {
    switch invocation {
    case .help(let text), .completion(let text): demand(text.hasSuffix("\n"), "a text ends its line")
    case .version: break
    case .run(let command, let parsed):
        demand(
            GreenBadgeProgram.program.command(named: command.name) == command, "a command is a declared one")
        for argument in command.arguments {
            let values = parsed.arguments(argument.name)
            demand(values.allSatisfy(words.contains), "an argument was typed")
            demand(!argument.isRequired || !values.isEmpty, "what is required is there")
        }
        for option in GreenBadgeProgram.program.options(of: command) {
            checkOption(option, parsed, words)
        }
    }
}

private func checkOption(_ option: OptionSpec, _ parsed: ParsedArguments, _ words: [String]) {
    guard let value = option.value else {
        _ = parsed.flag(option.name)
        return
    }
    let values = parsed.values(option.name)
    demand(value.choices.isEmpty || values.allSatisfy(value.choices.contains), "a choice is one of those")
    demand(value.isRepeatable || values.count <= 1, "what may stand once stands once")
    guard parsed.source(of: option.name) == .commandLine else { return }
    demand(values.allSatisfy { value in words.contains { $0.hasSuffix(value) } }, "a value was typed")
}
