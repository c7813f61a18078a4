package import Encoding

/// A list of names to look out for: those with whom no business is done, or brands that others may not use.
///
/// CSV with a heading line, UTF-8. Columns, in any order: `name` (required); `aliases` (divided by `;`), `country` (ISO
/// 3166-1, of the identifier), `identifier` (a registration number, LEI, VAT number or organizationIdentifier), `source`
/// (who lists it), `date` (since when), `reason`.
package enum NameList {
    package enum Kind: String, Sendable, CaseIterable {
        case denied, brands
        var entry: NameEntry.Kind { self == .denied ? .denied : .brand }
    }

    private static let columns = ["name", "aliases", "country", "identifier", "source", "date", "reason"]
    /// Most lines of one list; the largest public ones have some ten thousand.
    private static let mostRows = 1_000_000

    /// The entries of a list, an alias being an entry of its own. `title` is how hits name the list.
    package static func entries(
        _ bytes: [UInt8], kind: Kind, title: String
    ) throws(CSVReader.Failure) -> [NameEntry] {
        var table = try ListTable(
            bytes, known: columns.map { ($0, []) }, required: ["name"], ignoresOthers: false)
        var entries: [NameEntry] = []
        while let row = try table.next() {
            guard entries.count < mostRows else {
                throw .init(line: row.line, message: "more than \(mostRows) names")
            }
            let country = row["country"].uppercased()
            guard
                country.isEmpty
                    || country.utf8.count == 2 && country.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
            else {
                throw .init(
                    line: row.line, message: "\"\(row["country"])\" is not a country's code of two letters")
            }
            let names = ([row["name"]] + row["aliases"].split(separator: ";").map(String.init))
                .map { NormalizationForm.nfc.normalize($0) }
                .filter { $0.unicodeScalars.contains { !$0.properties.isWhitespace } }
            guard !row["name"].isEmpty else { throw .init(line: row.line, message: "the name is empty") }
            let detail = [row["source"], row["date"].isEmpty ? "" : "since \(row["date"])", row["reason"]]
                .filter { !$0.isEmpty }.joined(separator: ", ")
            let identity = row["identifier"]
            let identities = identity.isEmpty ? [] : Identifiers.identities(of: identity, country: country)
            for (place, name) in names.enumerated() {
                entries.append(
                    NameEntry(
                        kind: kind.entry, id: "\(title) line \(row.line)", owner: "", name: name,
                        country: country,
                        detail: detail, identities: place == 0 ? identities : []))
            }
        }
        return entries
    }
}
