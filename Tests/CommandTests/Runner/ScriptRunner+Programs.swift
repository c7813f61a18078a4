import Foundation

/// Running programs.
extension ScriptRunner {
    func greenbadge(_ arguments: [String]) throws { try run(0, ["greenbadge"] + arguments) }
    func tool(_ arguments: [String]) throws { try run(0, ["run"] + arguments) }

    func exec(_ words: [String]) throws {
        guard words.first == "greenbadge" else { throw ScriptError("exec runs greenbadge; a tool has run") }
        try run(0, words)
    }

    /// `exit N greenbadge …`, `exit N run TOOL …`.
    func exit(_ words: [String]) throws {
        guard let code = words.first.flatMap(Int32.init) else {
            throw ScriptError("exit takes a number and a command")
        }
        try run(code, Array(words.dropFirst(words.dropFirst().first == "exec" ? 2 : 1)))
    }

    func requireTool(_ words: [String]) throws {
        let name = try one(words)
        if let path = Programs.tool(name) {
            tools[name] = path
        } else if ProcessInfo.processInfo.environment["GREENBADGE_REQUIRE_TOOLS"] == "1" {
            throw ScriptError("\(name) is not here, and GREENBADGE_REQUIRE_TOOLS=1 requires it")
        } else {
            throw ScriptSkip(reason: "there is no \(name) here")
        }
    }

    func setInput(_ words: [String]) throws { input = try read(try one(words)) }

    func setEnvironment(_ words: [String]) throws {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ScriptError("env takes K=V") }
            environment[String(parts[0])] = String(parts[1])
        }
    }

    private func run(_ code: Int32, _ words: [String]) throws {
        let (program, arguments) = try program(words)
        last = nil
        var settings = environment
        // A tool must know whether it may give up; the program under test sees nothing of it.
        if tools.values.contains(program) {
            let name = "GREENBADGE_REQUIRE_TOOLS"
            settings[name] = ProcessInfo.processInfo.environment[name]
        }
        let outcome = try ChildProcess(
            program: program, arguments: arguments, environment: settings, directory: directory,
            input: input
        ).run()
        last = outcome
        input = []
        guard outcome.exitCode == code else {
            throw ScriptError("exit code \(outcome.exitCode) where \(code) was expected")
        }
    }

    private func program(_ words: [String]) throws -> (String, [String]) {
        switch words.first {
        case "greenbadge":
            guard let path = Programs.greenbadge else {
                throw ScriptError("the greenbadge program is not beside the test bundle")
            }
            return (path, Array(words.dropFirst()))
        case "run":
            guard words.count > 1, let path = tools[words[1]] else {
                throw ScriptError("run needs a line `tool NAME` first")
            }
            return (path, Array(words.dropFirst(2)))
        default: throw ScriptError("only greenbadge and run can be run")
        }
    }
}
