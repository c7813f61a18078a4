import Glibc
import Testing

@testable import Commands

@Suite struct LineReaderTests {
    /// What a reader finds in bytes that arrive in pieces, each before the reader asks for more.
    private func lines(_ pieces: [String], budget: Int = 10) throws -> [String] {
        let pipe = try Ends()
        var reader = LineReader(descriptor: pipe.reading, budget: budget)
        var found: [String] = []
        func take() {
            while let line = reader.next() {
                switch line {
                case .bytes(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
                case .tooLong: found.append("(too long)")
                }
            }
        }
        for piece in pieces {
            pipe.write(piece)
            #expect(try reader.readMore())
            take()
        }
        pipe.closeWriting()
        while try reader.readMore() { take() }
        take()
        #expect(reader.next() == nil)
        return found
    }

    @Test func `lines come as they are, the last also without a line feed`() throws {
        #expect(try lines(["a\nbc\n", "\n", "d"]) == ["a", "bc", "", "d"])
        #expect(try lines(["a\n"]) == ["a"])
        #expect(try lines([]) == [])
        #expect(try lines(["\n"]) == [""])
        #expect(try lines(["a", "b", "c\nd"]) == ["abc", "d"])
        // What ends a line is LF alone; a CR is the line's own.
        #expect(try lines(["a\r\nb\rc\n"]) == ["a\r", "b\rc"])
    }

    @Test func `a line may fill its budget and no more`() throws {
        #expect(try lines(["0123456789\nx\n"]) == ["0123456789", "x"])
        #expect(try lines(["01234567890\nx\n"]) == ["(too long)", "x"])
        #expect(try lines(["0123456789", "0\nx\n"]) == ["(too long)", "x"])
        #expect(try lines(["01234", "56789", "0", "1", "\n", "x"]) == ["(too long)", "x"])
        #expect(try lines(["01234567890"]) == ["(too long)"])
        #expect(try lines(["0123456789"]) == ["0123456789"])
        #expect(
            try lines(["01234567890", "1\n", "\n", "0123456789a\n"]) == ["(too long)", "", "(too long)"])
    }

    @Test func `however the bytes are cut, the lines are the same`() throws {
        let text = "a\n0123456789\n0123456789x\n\nlonger than all that\nb"
        let whole = try lines([text])
        for first in 1..<text.utf8.count - 1 {
            for second in stride(from: first + 1, to: text.utf8.count, by: 5) {
                let bytes = Array(text.utf8)
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                #expect(try lines(pieces.map { String(decoding: $0, as: UTF8.self) }) == whole)
            }
        }
    }

    @Test func `it knows whether more is waiting, without waiting`() throws {
        let pipe = try Ends()
        var reader = LineReader(descriptor: pipe.reading, budget: 10)
        #expect(!reader.hasMoreWaiting)
        pipe.write("a\nb")
        #expect(reader.hasMoreWaiting)
        #expect(try reader.readMore())
        #expect(reader.next() == .bytes(Array("a".utf8)))
        #expect(reader.next() == nil)
        #expect(!reader.hasMoreWaiting)
        pipe.closeWriting()
        #expect(reader.hasMoreWaiting)
        #expect(try !reader.readMore())
        #expect(reader.next() == .bytes(Array("b".utf8)))
        #expect(!reader.hasMoreWaiting)
    }

    @Test func `what cannot be read is an error`() {
        var reader = LineReader(descriptor: -1, budget: 10)
        #expect(throws: CommandFailure.self) { try reader.readMore() }
    }
}

/// A pipe.
private final class Ends {
    let reading: Int32
    private var writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        closeWriting()
        close(reading)
    }

    func write(_ text: String) { _ = Glibc.write(writing, text, text.utf8.count) }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
}
