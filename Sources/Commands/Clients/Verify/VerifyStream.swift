import BadgeVerifier
import CommandLineKit
import Encoding

/// `verify --stdin`: a question a line in, an answer a line out, in the order of the lines.
///
/// As long as lines are waiting they are answered by all processors. When no whole line is left, all answers are
/// written and flushed before more is waited for, so that whoever asks one thing at a time is answered each time.
struct VerifyStream {
    /// A badge of 64 KiB, with a third more for escapes, three times over.
    static let lineBytes = 256 << 10
    private static let pieceLines = 16
    /// Few long lines are a piece too, so that the pieces inside have a bound in bytes.
    private static let pieceBytes = 256 << 10
    private static let piecesAhead = 16

    let context: CommandContext
    let worker: VerifyLineWorker
    let clock: VerifyQuestion.Clock

    private var pool: WorkerPool<VerifyLinePiece, VerifyBatch>
    private var report: VerifyReport
    private var lines = LineReader(descriptor: 0, budget: Self.lineBytes)
    private var piece = VerifyLinePiece(firstLine: 1)

    init(
        _ context: CommandContext, _ worker: VerifyLineWorker, _ clock: VerifyQuestion.Clock,
        memory: VerifyMemory?
    ) {
        self.context = context
        self.worker = worker
        self.clock = clock
        let fileSystem = context.fileSystem
        pool = WorkerPool(
            threads: { Processors.helpers(in: fileSystem) }, capacity: Self.piecesAhead,
            work: { worker.answer($0) })
        report = VerifyReport(
            context, worker.layout, memory: memory, progress: VerifyProgress(context, count: { nil }))
    }

    /// Answers until the input ends; the exit code.
    mutating func run() throws -> Int32 {
        repeat {
            while let line = lines.next(), !report.isClosedByReader { try add(line) }
            if !lines.hasMoreWaiting { try answerAll() }
        } while try !report.isClosedByReader && lines.readMore()
        // A last line without a line feed.
        while let line = lines.next(), !report.isClosedByReader { try add(line) }
        try answerAll()
        return report.finish("line", isMany: true)
    }

    private mutating func add(_ line: LineReader.Line) throws {
        piece.add(line)
        if piece.lines.count == Self.pieceLines || piece.bytes >= Self.pieceBytes { try submit() }
    }

    private mutating func submit() throws {
        guard !piece.lines.isEmpty else { return }
        while pool.isFull, let batch = pool.takeOldest() { try report.write(batch) }
        piece.now = clock.now
        pool.submit(piece)
        piece = VerifyLinePiece(firstLine: piece.firstLine + piece.lines.count)
    }

    private mutating func answerAll() throws {
        try submit()
        while !report.isClosedByReader, let batch = pool.takeOldest() { try report.write(batch) }
        try report.flush()
    }
}

/// Some lines, and when they were asked.
struct VerifyLinePiece: Sendable {
    let firstLine: Int
    private(set) var lines: [LineReader.Line] = []
    private(set) var bytes = 0
    var now = Timestamp(secondsSince1970: 0)

    init(firstLine: Int) { self.firstLine = firstLine }

    mutating func add(_ line: LineReader.Line) {
        lines.append(line)
        if case .bytes(let content) = line { bytes += content.count }
    }
}

/// Answers lines, on any thread.
struct VerifyLineWorker: Sendable {
    let question: VerifyQuestion
    let layout: VerifyLayout
    let reader: BadgeReader

    func answer(_ piece: VerifyLinePiece) -> VerifyBatch {
        var batch = VerifyBatch()
        for (offset, line) in piece.lines.enumerated() {
            let number = JSON.Member("line", .integer(Int64(piece.firstLine + offset)))
            do throws(VerifyLine.Problem) {
                try add(try parse(line), number, piece.now, to: &batch)
            } catch {
                batch.add(badLine(error, number), nil)
            }
        }
        return batch
    }

    private func parse(_ line: LineReader.Line) throws(VerifyLine.Problem) -> VerifyLine {
        switch line {
        case .bytes(let content): return try VerifyLine(content)
        case .tooLong:
            throw VerifyLine.Problem(detail: "the line has more than \(VerifyStream.lineBytes) bytes")
        }
    }

    private func badLine(_ problem: VerifyLine.Problem, _ number: JSON.Member) -> VerifyAnswer {
        let id = JSON.Member("id", problem.id.map { .string($0) } ?? .null)
        return VerifyAnswer(
            kind: .badLine, exitCode: 2,
            output: layout.refusal("bad-line", problem.detail, heading: [number, id]), message: nil)
    }

    private func add(
        _ line: VerifyLine, _ number: JSON.Member, _ now: Timestamp, to batch: inout VerifyBatch
    ) throws(VerifyLine.Problem) {
        guard let account = line.account ?? question.account else {
            throw VerifyLine.Problem(
                id: line.id,
                detail: "there is no \"account\": give the line one, or null where it is not to be compared")
        }
        var file: String?
        if case .file(let path) = line.badge { file = path }
        let heading = [
            number, .init("id", line.id.map { .string($0) } ?? .null),
            .init("file", file.map { .string($0) } ?? .null),
        ]
        do {
            let verdict = question.verdict(
                on: try bytes(line.badge), for: account, name: line.name ?? question.name,
                at: line.time ?? now)
            batch.add(layout.answer(verdict, file: file ?? "", heading: heading), verdict.highWater)
        } catch {
            // What cannot be read is told in the answer; standard error is for what concerns the whole run.
            let answer = layout.unreadable(file ?? "", CommandFailure(error), heading: heading)
            batch.add(answer.withoutMessage, nil)
        }
    }

    private func bytes(_ badge: VerifyLine.Badge) throws -> [UInt8] {
        switch badge {
        case .text(let text): Array(text.utf8)
        case .file(let path): try reader.readRegularFile(path)
        }
    }
}
