import Encoding
import Registry
import RegistryStore

/// Screenings and what was imported for them. A screening is never made again here: tables and cases have moved on, and
/// what counts is what people saw and cleared.
enum AuditScreening {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let screenings = scene.state.applications.values.compactMap(\.screening)
        if !screenings.isEmpty {
            report.count(
                "screenings", "cases that were screened", one: "case that was screened", screenings.count)
            report.count(
                "hitsCleared", "hits that were cleared", one: "hit that was cleared",
                screenings.map(\.cleared.count).reduce(0, +))
        }
        guard !scene.state.lists.isEmpty else { return }
        report.count(
            "lists", "lists and extracts imported", one: "list or extract imported", scene.state.lists.count)
        var seen: Set<ByteString> = []
        for imported in scene.state.lists where seen.insert(ByteString(imported.list.hash)).inserted {
            report.check("lists/\(imported.list.hash) (\(imported.list.title))") {
                _ = try scene.store.listBytes(imported.list.hash)
            }
        }
    }
}
