import Files
import Glibc

/// Moves aside what lies behind the last whole frame: what a crash cut, or what `recover` gives up.
///
/// Nothing is thrown away: the bytes are copied to `torn-SEQUENCE-N.bin` and synced before the segment is shortened; a
/// whole segment is renamed. A crash in the middle leaves at worst a second copy. Only the holder of the lock does this.
struct TornTail {
    let place: JournalPlace

    /// Returns the files that were made.
    /// - Parameter end: where the last frame that counts ends in the head's segment.
    func moveAside(behind record: HeadRecord, end: UInt64) throws(JournalError) -> [String] {
        let segments = try place.segments()
        return try journalFiles { () throws(FileError) in
            var moved: [String] = []
            for segment in segments {
                if record.count == 0 || segment > record.segment {
                    if let path = try moveSegment(segment) { moved.append(path) }
                } else if segment == record.segment,
                    let path = try moveEnd(of: segment, from: end, record.count)
                {
                    moved.append(path)
                }
            }
            return moved
        }
    }

    private func moveSegment(_ segment: UInt64) throws(FileError) -> String? {
        let path = place.segmentPath(segment)
        if try place.fileSystem.size(of: path) == 0 {
            try place.fileSystem.remove(path)
            try place.fileSystem.syncDirectory(place.directory)
            return nil
        }
        let target = try freePath(segment)
        try place.fileSystem.rename(path, to: target)
        try place.fileSystem.syncDirectory(place.directory)
        return target
    }

    private func moveEnd(of segment: UInt64, from end: UInt64, _ next: UInt64) throws(FileError) -> String? {
        let fileSystem = place.fileSystem
        let file = try fileSystem.open(place.segmentPath(segment), .readWrite)
        let size = try fileSystem.status(of: file).size
        guard size > end else { return nil }
        let target = try freePath(next)
        let copy = try fileSystem.open(target, .createNew(permissions: 0o600))
        var position = end
        while position < size {
            let part = try fileSystem.read(file, at: position, count: Int(min(1 << 20, size - position)))
            if part.isEmpty { break }
            try fileSystem.write(part, to: copy, at: position - end)
            position += UInt64(part.count)
        }
        try fileSystem.sync(copy, .all)
        try fileSystem.syncDirectory(place.directory)
        try fileSystem.truncate(file, to: end)
        try fileSystem.sync(file, .all)
        return target
    }

    private func freePath(_ sequence: UInt64) throws(FileError) -> String {
        var number = 0
        while true {
            let name = "torn-\(JournalPlace.digits(sequence))-\(number).bin"
            let path = FilePath.join(place.directory, name)
            if try place.fileSystem.status(of: path, followingLinks: false) == nil { return path }
            number += 1
        }
    }
}
