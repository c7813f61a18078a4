import CommandLineKit
import Glibc
import Testing

@Suite struct TextOutputTests {
    @Test func textIsBufferedUntilItIsFlushed() throws {
        let ends = try pipeEnds()
        defer { close(ends.reading) }
        let output = TextOutput(descriptor: ends.writing)
        output.line("one")
        output.write(bytes: Array("two".utf8))
        #expect(output.captured == "one\ntwo")
        try output.flush()
        close(ends.writing)
        #expect(readAll(ends.reading) == Array("one\ntwo".utf8))
    }

    @Test func moreThanAPipeHoldsArrivesWhole() async throws {
        let ends = try pipeEnds()
        defer { close(ends.reading) }
        // A pipe that does not block gives short writes and EAGAIN.
        _ = fcntl(ends.writing, F_SETFL, O_NONBLOCK)
        let writer = Answer {
            let output = TextOutput(descriptor: ends.writing)
            for number in 0..<100_000 { output.line("\(number)") }
            let result = Result { try output.flush() }
            close(ends.writing)
            return (try? result.get()) != nil
        }
        let bytes = readAll(ends.reading)
        #expect(await writer.value == true)
        #expect(bytes == Array((0..<100_000).map { "\($0)\n" }.joined().utf8))
    }

    @Test func aReaderThatLeavesIsNoError() throws {
        TextOutput.ignoreBrokenPipes()
        let ends = try pipeEnds()
        close(ends.reading)
        defer { close(ends.writing) }
        let output = TextOutput(descriptor: ends.writing)
        output.write("x")
        try output.flush()
        #expect(output.isClosedByReader)
        output.write(String(repeating: "x", count: 200_000))
        try output.flush()
    }

    @Test func aFullDiskIsAnError() throws {
        let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let output = TextOutput(descriptor: descriptor)
        output.write("x")
        let error = try #require(throws: OutputError.self) { try output.flush() }
        #expect(error.code == ENOSPC)
        #expect(error.description == "cannot write the output: No space left on device")
    }

    @Test func anOutputInMemoryKeepsEverything() throws {
        let output = TextOutput()
        output.line("a")
        try output.flush()
        output.line()
        #expect(output.captured == "a\n\n")
    }
}
