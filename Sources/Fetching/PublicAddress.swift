/// Tells public addresses from those that lead into somebody's own network: an applicant's name may point anywhere, and
/// what is fetched must not become a way to ask the authority's own machines (server-side request forgery).
///
/// After the special-purpose registries of IANA (RFC 6890 and its updates). IPv6 is taken from 2000::/3 alone, without
/// the blocks in it that carry an IPv4 address or lead nowhere: a mapped, translated or tunnelled address is refused
/// rather than read a second time.
package enum PublicAddress {
    /// Why an address of four or sixteen bytes in network order is not public; nil where it is.
    package static func problem(_ address: [UInt8]) -> String? {
        switch address.count {
        case 4: firstName(of: address, in: special4)
        case 16:
            firstName(of: address, in: special6)
                ?? (address[0] & 0xE0 == 0x20 ? nil : "no global unicast address")
        default: "no internet address"
        }
    }

    /// The first `bits` bits of `prefix` stand for a block; missing bytes are zero.
    private struct Block {
        let prefix: [UInt8]
        let bits: Int
        let name: String

        init(_ prefix: [UInt8], _ bits: Int, _ name: String) {
            (self.prefix, self.bits, self.name) = (prefix, bits, name)
        }

        func contains(_ address: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let byte = bit / 8
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                return address[byte] & mask == (byte < prefix.count ? prefix[byte] : 0) & mask
            }
        }
    }

    private static func firstName(of address: [UInt8], in blocks: [Block]) -> String? {
        blocks.first { $0.contains(address) }?.name
    }

    private static let special4 = [
        Block([0], 8, "this network (0.0.0.0/8)"),
        Block([10], 8, "private"),
        Block([100, 64], 10, "shared by a provider's customers (100.64.0.0/10)"),
        Block([127], 8, "loopback"),
        Block([169, 254], 16, "link-local"),
        Block([172, 16], 12, "private"),
        Block([192, 0, 0], 24, "for protocols (192.0.0.0/24)"),
        Block([192, 0, 2], 24, "for documentation"),
        Block([192, 88, 99], 24, "a 6to4 relay"),
        Block([192, 168], 16, "private"),
        Block([198, 18], 15, "for benchmarks"),
        Block([198, 51, 100], 24, "for documentation"),
        Block([203, 0, 113], 24, "for documentation"),
        Block([224], 4, "multicast"),
        Block([240], 4, "reserved or broadcast (240.0.0.0/4)"),
    ]

    private static let special6 = [
        Block([], 128, "unspecified"),
        Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, "loopback"),
        Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96, "an IPv4 address in IPv6"),
        Block([], 96, "an IPv4 address in IPv6"),
        Block([0x00, 0x64, 0xFF, 0x9B], 32, "translated to IPv4 (NAT64)"),
        Block([0x01], 64, "discard-only"),
        Block([0x20, 0x01, 0x0D, 0xB8], 32, "for documentation"),
        Block([0x20, 0x01], 23, "for protocols or tunnelled (2001::/23)"),
        Block([0x20, 0x02], 16, "tunnelled to IPv4 (6to4)"),
        Block([0x3F, 0xFF], 20, "for documentation"),
        Block([0xFC], 7, "private (unique local)"),
        Block([0xFE, 0x80], 10, "link-local"),
        Block([0xFE, 0xC0], 10, "private (site-local)"),
        Block([0xFF], 8, "multicast"),
    ]
}
