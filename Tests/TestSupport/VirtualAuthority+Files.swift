import Files
import RegistryStore

extension VirtualAuthority {
    /// Every file below the registry with its bytes, but the lock's.
    package func snapshot() throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        func walk(_ path: String) throws {
            for name in try fileSystem.list(path) {
                let below = FilePath.join(path, name)
                if try fileSystem.isDirectory(below) {
                    try walk(below)
                } else if name != "lock" {
                    found[below] = try fileSystem.read(below, limit: 1 << 26)
                }
            }
        }
        try walk(place.root)
        return found
    }
}
