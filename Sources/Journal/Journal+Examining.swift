import CryptoCore
import Files

/// What an auditor or `recover` asks of a journal beyond its entries. Nothing is changed.
extension Journal {
    /// What the head file says, believed or not; nil where it is missing or unreadable.
    package func headAsFound() throws(JournalError) -> JournalHead? {
        try HeadFile.read(place.headPath, place.fileSystem)?.0.head
    }

    /// Offsets of the head's slots that hold something which is not a whole record. A power cut may tear one, which the
    /// next write mends; otherwise somebody changed it.
    package func brokenHeadSlots() throws(JournalError) -> [UInt64] {
        let bytes = try journalFiles { () throws(FileError) in
            guard try place.fileSystem.exists(place.headPath) else { return [UInt8]() }
            return try place.fileSystem.read(place.headPath, limit: 4 * HeadFile.fileLength)
        }
        var broken: [UInt64] = []
        for offset in [0, HeadFile.slotLength] where bytes.count >= offset {
            let slot = bytes[offset...].prefix(HeadFile.slotLength)
            let isEmpty = offset > 0 && !slot.isEmpty && slot.allSatisfy { $0 == 0 }
            if !isEmpty, try !HeadFile.isWhole(slot, place.headPath) { broken.append(UInt64(offset)) }
        }
        return broken
    }

    /// Whole entries behind the head, which the next writer adopts. Nil where the head is not believed.
    package var entriesBehindHead: Int? { count.map { Int($0 - acknowledged) } }

    /// The file in which an entry lies.
    package func segmentPath(_ position: JournalPosition) -> String { place.segmentPath(position.segment) }

    /// Who writes now, or was cut off while writing: "process 4711". Nil when the last writer said goodbye.
    package var writerAtWork: String? { FileLock.holder(of: place.lockPath, in: place.fileSystem) }
}
