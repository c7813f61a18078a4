import Files
import Glibc

/// The state behind `MemoryFileSystem`: files as seen now and as the disk has them.
struct MemoryDisk {
    private static let sector = 512

    private struct Node {
        let kind: FileKind
        let permissions: UInt32
        var data: [UInt8] = []
        /// What the disk has.
        var durable: [UInt8] = []
        /// Sectors that the next good sync brings to the disk.
        var dirty: Set<Int> = []
        var entries: [String: Int] = [:]
        /// The entries after each change since the last sync; the first is what the disk has.
        var history: [[String: Int]] = [[:]]
    }

    private struct Handle {
        let node: Int
        var position = 0
    }

    private var nodes: [Int: Node] = [0: Node(kind: .directory, permissions: 0o755)]
    private var handles: [Int32: Handle] = [:]
    private var locks: [Int: Int32] = [:]
    private var nextNode = 1
    private var nextNumber: Int32 = 1

    // MARK: Names

    func find(_ path: String) -> Int? {
        var node = 0
        for name in path.split(separator: "/") {
            guard let next = nodes[node]?.entries[String(name)] else { return nil }
            node = next
        }
        return node
    }

    func existing(_ path: String, _ operation: FileOperation) throws(FileError) -> Int {
        guard let node = find(path) else { throw FileError(path: path, operation: operation, code: ENOENT) }
        return node
    }

    mutating func setEntry(_ path: String, _ node: Int?, _ operation: FileOperation) throws(FileError) {
        let parent = try existing(FilePath.parent(of: path), operation)
        nodes[parent]?.entries[FilePath.name(of: path)] = node
        if let entries = nodes[parent]?.entries { nodes[parent]?.history.append(entries) }
    }

    mutating func newNode(_ kind: FileKind, _ permissions: UInt32) -> Int {
        nodes[nextNode] = Node(kind: kind, permissions: permissions)
        nextNode += 1
        return nextNode - 1
    }

    func names(_ node: Int) -> [String] { Array((nodes[node]?.entries ?? [:]).keys) }

    func status(_ node: Int) -> FileStatus {
        let found = nodes[node]
        return FileStatus(
            kind: found?.kind ?? .other, size: UInt64(found?.data.count ?? 0),
            permissions: found?.permissions ?? 0, identity: [0, UInt64(node)])
    }

    // MARK: Handles

    mutating func open(_ path: String, _ mode: OpenMode) throws(FileError) -> Int32 {
        var node = find(path)
        switch mode {
        case .createNew(let permissions):
            if node != nil { throw FileError(path: path, operation: .create, code: EEXIST) }
            node = newNode(.file, permissions)
            try setEntry(path, node, .create)
        case .readWriteOrCreate(let permissions) where node == nil:
            node = newNode(.file, permissions)
            try setEntry(path, node, .create)
        default: break
        }
        guard let node else { throw FileError(path: path, operation: .open, code: ENOENT) }
        handles[nextNumber] = Handle(node: node)
        nextNumber += 1
        return nextNumber - 1
    }

    mutating func close(_ number: Int32) {
        handles[number] = nil
        locks = locks.filter { $0.value != number }
    }

    mutating func dropHandles() {
        handles = [:]
        locks = [:]
    }

    func node(_ file: OpenFile, _ operation: FileOperation) throws(FileError) -> Int {
        guard let handle = handles[file.number] else {
            throw FileError(path: file.path, operation: operation, code: EBADF)
        }
        return handle.node
    }

    mutating func tryLock(_ file: OpenFile) throws(FileError) -> Bool {
        let node = try node(file, .lock)
        if let holder = locks[node] { return holder == file.number }
        locks[node] = file.number
        return true
    }

    // MARK: Contents

    mutating func read(_ file: OpenFile, at offset: UInt64?, count: Int) throws(FileError) -> [UInt8] {
        let node = try node(file, .read)
        let data = nodes[node]?.data ?? []
        let start = min(data.count, offset.map { Int($0) } ?? handles[file.number]?.position ?? 0)
        let end = start + min(count, data.count - start)
        if offset == nil { handles[file.number]?.position = end }
        return Array(data[start..<end])
    }

    mutating func write(_ bytes: [UInt8], _ file: OpenFile, at offset: Int) throws(FileError) {
        if bytes.isEmpty { return }
        let node = try node(file, .write)
        let size = nodes[node]?.data.count ?? 0
        resize(node, max(size, offset + bytes.count))
        nodes[node]?.data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        touch(node, offset..<offset + bytes.count)
    }

    mutating func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
        resize(try node(file, .truncate), size)
    }

    private mutating func resize(_ node: Int, _ size: Int) {
        guard let old = nodes[node]?.data.count, old != size else { return }
        if size < old {
            nodes[node]?.data.removeLast(old - size)
            if size > 0 { touch(node, size - 1..<size) }
        } else {
            nodes[node]?.data += [UInt8](repeating: 0, count: size - old)
            touch(node, old..<size)
        }
    }

    private mutating func touch(_ node: Int, _ range: Range<Int>) {
        for sector in range.lowerBound / Self.sector...(range.upperBound - 1) / Self.sector {
            nodes[node]?.dirty.insert(sector)
        }
    }

    mutating func corrupt(_ path: String, at offset: Int, _ change: (UInt8) -> UInt8) {
        guard let node = find(path), let byte = nodes[node]?.data[offset] else { return }
        nodes[node]?.data[offset] = change(byte)
        guard let durable = nodes[node]?.durable, offset < durable.count else { return }
        nodes[node]?.durable[offset] = change(byte)
    }

    // MARK: What the disk has

    mutating func sync(_ file: OpenFile) throws(FileError) {
        let number = try node(file, .sync)
        guard var node = nodes[number] else { return }
        node.durable = MemoryDisk.onDisk(node, size: node.data.count) { _ in true }
        node.dirty = []
        node.history = [node.entries]
        nodes[number] = node
    }

    mutating func forgetDirtyPages(_ number: Int32) {
        guard let handle = handles[number] else { return }
        nodes[handle.node]?.dirty = []
    }

    mutating func lose(_ loss: MemoryFileSystem.Loss) {
        var random: SmallRandom? = if case .some(let seed) = loss { SmallRandom(seed: seed) } else { nil }
        for number in nodes.keys.sorted() {
            guard var node = nodes[number] else { continue }
            if node.kind == .directory {
                let kept = random.map { _ in Int(random?.next(below: UInt64(node.history.count)) ?? 0) } ?? 0
                node.entries = node.history[kept]
                node.history = [node.entries]
            } else if !node.dirty.isEmpty || node.data.count != node.durable.count {
                let grown = random?.coin() ?? false
                var kept: Set<Int> = []
                for sector in node.dirty.sorted() where random?.coin() ?? false { kept.insert(sector) }
                node.durable = MemoryDisk.onDisk(node, size: grown ? node.data.count : node.durable.count) {
                    kept.contains($0)
                }
            }
            node.data = node.durable
            node.dirty = []
            nodes[number] = node
        }
    }

    /// The durable contents with the chosen dirty sectors brought over, cut or filled with zeros to `size`.
    private static func onDisk(_ node: Node, size: Int, _ isKept: (Int) -> Bool) -> [UInt8] {
        var result = Array(node.durable.prefix(size))
        result += [UInt8](repeating: 0, count: size - result.count)
        for sector in node.dirty where isKept(sector) {
            let start = sector * Self.sector
            let end = min(start + Self.sector, size, node.data.count)
            if start < end { result.replaceSubrange(start..<end, with: node.data[start..<end]) }
        }
        return result
    }
}
