import Encoding

/// The form of web addresses in a badge's profile.
package enum URLRules {
    /// What a badge's profile can hold.
    package static let maximumBytes = 256

    /// What is wrong with the address; nil when it is an `https` URL in printable ASCII with a proper host.
    package static func problem(in url: String) -> String? {
        let bytes = Array(url.utf8)
        guard bytes.starts(with: "https://".utf8) else { return "\"\(url)\" does not begin with https://" }
        guard bytes.count <= maximumBytes,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        else {
            return "\"\(url)\" has characters that a web address cannot have, or more than \(maximumBytes)"
        }
        let host = bytes.dropFirst(8).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != 0x23
        }
        return AccountURI.hostProblem(host).map { "\"\(url)\": \($0)" }
    }
}
