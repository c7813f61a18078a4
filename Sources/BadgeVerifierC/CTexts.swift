import Glibc

/// Texts that C may read for as long as this object lives, all in one piece of memory.
final class CTexts: Sendable {
    // Owned; written in `init`, before anyone can see it, and never again: any number of threads may read it.
    private nonisolated(unsafe) let memory: UnsafeMutablePointer<CChar>
    private let offsets: [Int?]

    init(_ texts: [String?]) {
        var bytes: [CChar] = []
        offsets = texts.map { text in
            guard let text else { return nil }
            defer { bytes += withoutZero(text).utf8CString }
            return bytes.count
        }
        memory = .allocate(capacity: bytes.count)
        memory.initialize(from: bytes, count: bytes.count)
    }

    deinit { memory.deallocate() }

    /// The text at a position; NULL where it is nil.
    subscript(_ position: Int) -> UnsafePointer<CChar>? {
        offsets[position].map { UnsafePointer(memory + $0) }
    }
}

/// A text that the caller frees by `greenbadge_text_free`.
func ownedText(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(withoutZero(text)) }

/// A zero byte inside would hide the rest of a text from C, so it becomes U+FFFD.
private func withoutZero(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
}
