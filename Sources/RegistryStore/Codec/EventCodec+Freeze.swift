import Encoding
import Registry

// The end of a log whose end was lost.
extension EventCodec {
    static func logFreezeFields(_ freeze: LogFreeze) -> Members {
        [
            .init("log", number(UInt64(freeze.number))),
            .init("size", number(freeze.size)),
            .init("root", .string(freeze.root)),
            .init("checkpoint", base64(freeze.checkpoint)),
            .init("lost", .array(freeze.lost.map(base64))),
            .init("sanctions", .array(freeze.sanctions.map { .object(statusFields($0)) })),
        ]
    }

    static func logFreeze(_ reader: inout ObjectReader) throws -> LogFreeze {
        let log = try logNumber("log", &reader)
        let size = try reader.unsigned("size")
        let root = try digestText("root", &reader)
        let checkpoint = try reader.bytes("checkpoint")
        let lost = try reader.strings("lost").map { text in
            guard let bytes = Base64.decode(text) else { throw reader.failure("lost", "is not base64") }
            return bytes
        }
        let sanctions = try reader.objects("sanctions").map { object in
            var object = object
            let change = try status(&object)
            try object.finish()
            return change
        }
        return LogFreeze(
            number: log, size: size, root: root, checkpoint: checkpoint, lost: lost, sanctions: sanctions)
    }
}
