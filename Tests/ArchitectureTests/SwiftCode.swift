/// The code of a Swift (or C) file: comments and the text of string literals blanked out, lines kept. What stands inside
/// an interpolation is code and stays.
struct SwiftCode {
    let text: String

    init(_ source: String) {
        var scanner = Scanner(source)
        text = scanner.code()
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0
    private var result: [UInt8] = []

    init(_ source: String) { bytes = Array(source.utf8) }

    mutating func code() -> String {
        while position < bytes.count { takeCode() }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func takeCode() {
        // Most bytes begin nothing.
        guard [UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "#")].contains(bytes[position]) else {
            result.append(bytes[position])
            position += 1
            return
        }
        if starts(with: "//") {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank() }
        } else if starts(with: "/*") {
            takeBlockComment()
        } else if let hashes = stringStart() {
            takeString(hashes)
        } else {
            result.append(bytes[position])
            position += 1
        }
    }

    /// Swift's block comments nest.
    private mutating func takeBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
            } else if starts(with: "*/") {
                depth -= 1
            } else {
                blank()
                continue
            }
            blank()
            blank()
        } while depth > 0 && position < bytes.count
    }

    /// The number of # before a quote, where a string begins here.
    private func stringStart() -> Int? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        guard position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "\"") else {
            return nil
        }
        return hashes
    }

    private mutating func takeString(_ hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        for _ in 0..<hashes { blank() }
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        keep(quote)
        while position < bytes.count {
            if starts(with: quote + marks) {
                keep(quote)
                for _ in 0..<hashes { blank() }
                return
            }
            if starts(with: "\\\(marks)(") {
                for _ in 0..<hashes + 1 { blank() }
                takeInterpolation()
            } else {
                if starts(with: "\\"), hashes == 0 { blank() }
                if position < bytes.count { blank() }
            }
        }
    }

    private mutating func takeInterpolation() {
        var depth = 0
        repeat {
            if starts(with: "(") { depth += 1 } else if starts(with: ")") { depth -= 1 }
            takeCode()
        } while depth > 0 && position < bytes.count
    }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func keep(_ text: String) {
        result += text.utf8
        position += text.utf8.count
    }

    private mutating func blank() {
        result.append(bytes[position] == UInt8(ascii: "\n") ? bytes[position] : UInt8(ascii: " "))
        position += 1
    }
}
