import Foundation
import Testing

/// The data files that the tables are made from; they lie beside the checkout and are no part of it.
enum SharedData {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let directory = root.deletingLastPathComponent().appendingPathComponent("shared/data")
    static let generator = root.appendingPathComponent("Tests/UnicodeTables/generate")
    static let tables = root.appendingPathComponent("Sources/Screening/Tables")

    static var isThere: Bool { FileManager.default.fileExists(atPath: directory.path) }

    /// The lines of a file of the Unicode data, comments taken off, cut at the semicolons.
    static func lines(_ name: String) throws -> [[String]] {
        let path = directory.appendingPathComponent("unicode/\(name)")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            let content = line.prefix { $0 != "#" }
            guard !content.isEmpty, !content.hasPrefix("@") else { return nil }
            return content.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    static func text(_ codes: String) -> String {
        var scalars = String.UnicodeScalarView()
        for code in codes.split(separator: " ") {
            if let scalar = UInt32(code, radix: 16).flatMap(Unicode.Scalar.init) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the data files are not beside the checkout.
    static var needsSharedData: Self {
        .enabled(if: SharedData.isThere, "no ../shared/data beside the checkout")
    }
}
