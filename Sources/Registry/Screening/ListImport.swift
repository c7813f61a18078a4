package import Encoding

/// A list or an extract that was imported: from then on cases are held against it.
///
/// The file lies under its hash in `lists/`; the journal says who imported it, from where and of which day.
package struct ListImport: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Those with whom no business is done.
        case denied
        /// Protected brands.
        case brands
        /// What a register said on a day.
        case extract
    }

    package let kind: Kind
    /// How it is called here: an import of the same kind and name takes the place of the one before.
    package let name: String
    /// Who published it.
    package let source: String
    /// The day of which it is.
    package let date: Timestamp
    /// Whose register an extract is of (ISO 3166-1); nil where the file says it line by line, and for lists.
    package let country: String?
    /// Names or lines in it.
    package let count: UInt64
    /// Hex SHA-256 of the file, its name in `lists/`.
    package let hash: String

    package init(
        kind: Kind, name: String, source: String, date: Timestamp, country: String?, count: UInt64,
        hash: String
    ) {
        self.kind = kind
        self.name = name
        self.source = source
        self.date = date
        self.country = country
        self.count = count
        self.hash = hash
    }

    /// How hits name it: `KvK extract of 2026-11-01`.
    package var title: String { "\(name) of \(date.dateText)" }
}

/// An import with its place in the journal.
package struct ListImportState: Hashable, Sendable {
    package let list: ListImport
    package let by: PersonID
    package let at: Timestamp
    package let sequence: UInt64
}
