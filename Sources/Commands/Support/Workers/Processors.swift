import Files
import Glibc

/// How many processors this process may use.
enum Processors {
    /// By the mask that taskset(1) and containers set, which sysconf(3) does not look at; at least 1.
    static func available(in fileSystem: any FileSystem) -> Int {
        let status = (try? fileSystem.read("/proc/self/status", limit: 1 << 16)) ?? []
        let count = allowed(status) ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        return max(1, count)
    }

    /// How many threads are worth starting beside the one that waits for their results; a single processor is kept busy
    /// by that one alone.
    static func helpers(in fileSystem: any FileSystem) -> Int {
        let count = available(in: fileSystem)
        return count > 1 ? count : 0
    }

    /// The bits of the line `Cpus_allowed: ff,ffffffff` (proc(5)).
    static func allowed(_ status: [UInt8]) -> Int? {
        let name = "Cpus_allowed:\t"
        guard
            let line = status.split(separator: UInt8(ascii: "\n")).first(where: { $0.starts(with: name.utf8) }
            )
        else { return nil }
        var count = 0
        for byte in line.dropFirst(name.utf8.count) where byte != UInt8(ascii: ",") {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            count += digit.nonzeroBitCount
        }
        return count
    }
}
