import BadgeVerifier
import CommandLineKit
import Encoding

/// `verify FILE...`: files and directories, on all processors, answered in their order.
struct VerifyFiles {
    /// More than this, or a directory, and each badge has one line.
    static let mostSheets = 10
    /// Files in one piece of work: enough that handing it over costs nothing beside it, few enough that a run over a
    /// few files starts no thread.
    private static let pieceSize = 16
    /// Pieces begun or answered ahead of the oldest that is not: a slow file keeps no processor idle for long, and
    /// memory has a bound.
    private static let piecesAhead = 32

    let context: CommandContext
    let question: VerifyQuestion
    let layout: VerifyLayout
    let files: [String]
    let isMany: Bool

    func run(memory: VerifyMemory?) throws -> Int32 {
        let progress = VerifyProgress(context, count: countFiles)
        var report = VerifyReport(context, layout, memory: memory, progress: progress)
        let (worker, fileSystem) = (worker, context.fileSystem)
        let pool = WorkerPool(
            threads: { Processors.helpers(in: fileSystem) }, capacity: Self.piecesAhead,
            work: { worker.answer($0) })
        var source = VerifyBadgeFiles(files, fileSystem: context.fileSystem)
        while !report.isClosedByReader {
            let piece = nextPiece(&source)
            if !piece.isEmpty { pool.submit(piece) }
            // All that is left behind the last piece, else what makes room for the next.
            while pool.isFull || piece.isEmpty, !report.isClosedByReader, let batch = pool.takeOldest() {
                try report.write(batch)
            }
            if piece.isEmpty { break }
        }
        return report.finish("file", isMany: isMany)
    }

    private func nextPiece(_ source: inout VerifyBadgeFiles) -> [VerifyBadgeFiles.Entry] {
        var piece: [VerifyBadgeFiles.Entry] = []
        while piece.count < Self.pieceSize, let entry = source.next() { piece.append(entry) }
        return piece
    }

    private func countFiles() -> Int {
        var source = VerifyBadgeFiles(files, fileSystem: context.fileSystem)
        var count = 0
        while source.next() != nil { count += 1 }
        return count
    }

    private var worker: Worker {
        Worker(question: question, layout: layout, reader: BadgeReader(fileSystem: context.fileSystem))
    }

    /// What a thread needs to answer for some files.
    private struct Worker: Sendable {
        let question: VerifyQuestion
        let layout: VerifyLayout
        let reader: BadgeReader

        func answer(_ piece: [VerifyBadgeFiles.Entry]) -> VerifyBatch {
            piece.reduce(into: VerifyBatch()) { batch, entry in
                switch entry {
                case .problem(let path, let failure):
                    batch.add(layout.unreadable(path, failure, heading: heading(path)), nil)
                case .file(let path): add(path, to: &batch)
                }
            }
        }

        private func add(_ path: String, to batch: inout VerifyBatch) {
            do {
                let verdict = question.verdict(
                    on: try reader.read(path), for: question.account ?? .notChecked, name: question.name,
                    at: layout.now)
                batch.add(layout.answer(verdict, file: path, heading: heading(path)), verdict.highWater)
            } catch {
                batch.add(layout.unreadable(path, CommandFailure(error), heading: heading(path)), nil)
            }
        }

        private func heading(_ path: String) -> [JSON.Member] { [.init("file", .string(path))] }
    }
}
