import CryptoCore
import Encoding

/// What every text in a badge keeps to, since clients show it.
package enum TextRule {
    /// What is wrong with a text, or nil: 1 to `limit` Unicode scalars, NFC, nothing invisible, no outer spaces.
    package static func problem(_ text: String, limit: Int) -> String? {
        let isPlain = UnicodeText.isVisibleASCII(text)
        let count = isPlain ? text.utf8.count : UnicodeText.scalarCount(text)
        guard count > 0 else { return "is empty" }
        guard count <= limit else { return "has \(count) characters; at most \(limit)" }
        guard isPlain || !UnicodeText.hasControlOrInvisible(text) else {
            return "has a control or invisible character"
        }
        guard text.utf8.first != 0x20, text.utf8.last != 0x20 else { return "begins or ends with a space" }
        return isPlain || UnicodeText.isNFC(text) ? nil : "is not in Unicode form NFC"
    }

    /// An https address of visible ASCII characters with something behind the slashes.
    package static func isSecureLink(_ text: String) -> Bool {
        let prefix = "https://"
        return text.utf8.starts(with: prefix.utf8) && text.utf8.count > prefix.utf8.count
            && UnicodeText.isVisibleASCII(text) && !text.utf8.contains(0x20)
    }

    /// True if all characters are of ASN.1 PrintableString (X.680 41.4).
    package static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy(DER.isPrintable)
    }

    /// Two upper-case letters, as ISO 3166-1 alpha-2 writes countries.
    package static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
}
