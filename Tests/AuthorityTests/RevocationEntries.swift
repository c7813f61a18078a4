import CryptoCore
import Encoding

/// A revocation list as a tool would read it.
struct RevocationEntries {
    var serials: [UInt64] = []
    /// Only entries that give one.
    var reasons: [UInt64: UInt8] = [:]
    var number: UInt64 = 0

    init(der: [UInt8]) throws {
        try DERReader.read(der) { (list) throws(DERError) in
            try list.sequence { (outer) throws(DERError) in
                try outer.sequence { (fields) throws(DERError) in try self.read(&fields) }
                _ = try outer.rawElement(DERTag.sequence)
                _ = try outer.bitString()
            }
        }
    }

    private mutating func read(_ fields: inout DERReader) throws(DERError) {
        _ = try fields.integer()
        _ = try fields.rawElement(DERTag.sequence)
        _ = try fields.rawElement(DERTag.sequence)
        _ = try fields.time()
        _ = try fields.time()
        if fields.peekTag == DERTag.sequence {
            try fields.sequence { (entries) throws(DERError) in
                while !entries.isAtEnd {
                    try entries.sequence { (entry) throws(DERError) in try self.readEntry(&entry) }
                }
            }
        }
        let extensions = try fields.explicit(0) { (inner) throws(DERError) in
            try inner.rawElement(DERTag.sequence)
        }
        // cRLNumber (2.5.29.20): an INTEGER in an OCTET STRING.
        guard let range = extensions.firstRange(of: [0x55, 0x1D, 0x14]) else { return }
        let value = extensions[range.upperBound...].prefix(12)
        guard value.count > 4, value[value.startIndex] == 0x04 else { return }
        let length = Int(value[value.startIndex + 3])
        number = value.dropFirst(4).prefix(length).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func readEntry(_ entry: inout DERReader) throws(DERError) {
        let serial = try entry.integer()
        serials.append(serial)
        _ = try entry.time()
        if !entry.isAtEnd { reasons[serial] = try entry.rawElement(DERTag.sequence).last }
    }
}
