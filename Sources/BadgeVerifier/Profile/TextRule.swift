import Encoding

/// What every text in a badge keeps to, since clients show it.
package enum TextRule {
    /// What is wrong with a text, or nil: 1 to `limit` Unicode scalars, NFC, nothing invisible, no outer spaces.
    package static func problem(_ text: String, limit: Int) -> String? {
        let count = UnicodeText.scalarCount(text)
        guard count > 0 else { return "is empty" }
        guard count <= limit else { return "has \(count) characters; at most \(limit)" }
        guard !UnicodeText.hasControlOrInvisible(text) else { return "has a control or invisible character" }
        guard text.utf8.first != 0x20, text.utf8.last != 0x20 else { return "begins or ends with a space" }
        return UnicodeText.isNFC(text) ? nil : "is not in Unicode form NFC"
    }

    /// An https address of visible ASCII characters with something behind the slashes.
    package static func isSecureLink(_ text: String) -> Bool {
        let prefix = "https://"
        return text.utf8.starts(with: prefix.utf8) && text.utf8.count > prefix.utf8.count
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// True if all characters are of ASN.1 PrintableString (X.680 41.4).
    package static func isPrintable(_ text: String) -> Bool {
        let marks = Array(" '()+,-./:=?".utf8)
        return text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || marks.contains($0)
        }
    }

    /// Two upper-case letters, as ISO 3166-1 alpha-2 writes countries.
    package static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
