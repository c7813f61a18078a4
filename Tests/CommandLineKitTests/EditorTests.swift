import CommandLineKit
import Foundation
import Glibc
import Testing

extension SignalTests {
    @Suite struct EditorTests {
        /// The environment with an editor that is a line of shell; `$1` is the file.
        private func environment(_ script: String, in directory: String) throws -> [String: String] {
            let path = "\(directory)/editor"
            try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, 0o700)
            return ["VISUAL": path, "EDITOR": "/bin/false", "TMPDIR": directory, "PATH": "/usr/bin:/bin"]
        }

        private func inFolder(_ body: (String) throws -> Void) throws {
            let folder = NSTemporaryDirectory() + "editor test \(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try body(folder)
        }

        @Test func theSavedTextComesBackWithoutComments() throws {
            try inFolder { folder in
                var variables = try environment(
                    #"printf '\n\nfirst\r\n# no\n\n  second #2\n\n' >> "$1"; touch "$1.swp""#, in: folder)
                variables["VISUAL"] = "'\(folder)/editor'"
                #expect(
                    try Editor(environment: variables).edit("# What is missing?\n") == "first\n\n  second #2")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["editor"])
            }
        }

        @Test func theEditorMayHaveOptionsAndTheFileIsPrivate() throws {
            try inFolder { folder in
                var variables = try environment(
                    #"stat -c '%a' "$2" > "$2.mode"; cat "$2.mode" > "$2"; echo $1 >> "$2""#, in: folder)
                variables["VISUAL"] = "'\(folder)/editor' --wait"
                #expect(try Editor(environment: variables).edit("") == "600\n--wait")
            }
        }

        @Test func nothingWrittenIsEmpty() throws {
            let variables = ["EDITOR": "true", "VISUAL": "", "PATH": "/usr/bin:/bin"]
            #expect(try Editor(environment: variables).edit("# only\n\n# comments\n").isEmpty)
        }

        @Test func anEditorThatFailsIsAnError() throws {
            let failing = Editor(environment: ["EDITOR": "exit 3;", "PATH": "/bin"])
            #expect(throws: EditorError.failed(editor: "exit 3;", status: 3)) { try failing.edit("x") }
            let missing = Editor(environment: ["EDITOR": "/nonexistent/editor 2>/dev/null", "PATH": "/bin"])
            #expect(throws: EditorError.self) { try missing.edit("x") }
            #expect(throws: EditorError.file(path: "/nonexistent", code: ENOENT)) {
                try Editor(environment: ["EDITOR": "true", "TMPDIR": "/nonexistent"]).edit("x")
            }
        }

        @Test func whatIsNoTextOrTooLongIsRefused() throws {
            let path = "/usr/bin:/bin"
            #expect(throws: EditorError.notText) {
                try Editor(environment: ["EDITOR": #"f() { printf '\377' > "$1"; }; f"#, "PATH": path]).edit(
                    "x")
            }
            #expect(throws: EditorError.tooLong(limit: 1 << 20)) {
                try Editor(environment: ["EDITOR": "truncate -s 2M", "PATH": path]).edit("x")
            }
        }
    }
}
