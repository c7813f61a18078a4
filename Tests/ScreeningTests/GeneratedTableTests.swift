import Foundation
import Testing

@Suite struct GeneratedTableTests {
    @Test(.needsSharedData) func `Generating the tables again gives the same bytes`() throws {
        let out = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: out) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", SharedData.generator.path, SharedData.directory.path, out.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: SharedData.tables.path).sorted() == names)
        #expect(names.count == 6)
        for name in names {
            let generated = try Data(contentsOf: out.appendingPathComponent(name))
            let committed = try Data(contentsOf: SharedData.tables.appendingPathComponent(name))
            #expect(generated == committed, "\(name) is not what the generator writes")
        }
    }
}
