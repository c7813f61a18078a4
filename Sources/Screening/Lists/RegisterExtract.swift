package import Encoding

/// What a register said about businesses on a day.
///
/// CSV with a heading line, UTF-8. Columns: `identifier`, `name`, `status` (all required); `country` where it is not the
/// same for all; for legal entity identifiers `registration` and `corroboration`. The column names of the Global LEI
/// Foundation's files are understood as they are, and columns of no use here are passed over.
package enum RegisterExtract {
    private static let columns: [(column: String, others: [String])] = [
        ("identifier", ["lei", "number", "registrationnumber"]), ("name", ["entity.legalname", "legalname"]),
        ("status", ["entity.entitystatus", "entitystatus"]), ("country", ["entity.legaladdress.country"]),
        ("registration", ["registration.registrationstatus", "registrationstatus"]),
        ("corroboration", ["registration.validationsources", "validationsources"]),
    ]
    /// Most lines of one extract; the file of all LEIs has three million.
    private static let mostRows = 20_000_000

    /// The entries of an extract of `country` (nil: the table says it), one at a time.
    package static func forEach(
        _ bytes: [UInt8], title: String, country: String?, _ body: (NameEntry) -> Void
    ) throws(CSVReader.Failure) {
        var table = try ListTable(
            bytes, known: columns, required: ["identifier", "name", "status"], ignoresOthers: true)
        var count = 0
        while let row = try table.next() {
            count += 1
            guard count <= mostRows else {
                throw .init(line: row.line, message: "more than \(mostRows) lines")
            }
            guard !row["identifier"].isEmpty, !row["name"].isEmpty else {
                throw .init(line: row.line, message: "identifier or name is empty")
            }
            let its = country ?? row["country"].uppercased()
            let record = ExtractRecord(
                status: row["status"], registration: row["registration"], corroboration: row["corroboration"])
            body(
                NameEntry(
                    kind: .extract, id: "\(title) line \(row.line)", owner: "",
                    name: NormalizationForm.nfc.normalize(row["name"]), country: its, detail: record.text,
                    identities: Identifiers.identities(of: row["identifier"], country: its)))
        }
    }
}

/// What an extract says of one business besides its name.
package struct ExtractRecord: Hashable, Sendable {
    /// As the register has it.
    package let status: String
    /// Of an LEI: whether the number itself is in force, ISSUED.
    package let registration: String
    /// Of an LEI: whether the issuer could check it, FULLY_CORROBORATED.
    package let corroboration: String

    init(status: String, registration: String, corroboration: String) {
        self.status = status
        self.registration = registration
        self.corroboration = corroboration
    }

    /// Reads what `text` wrote; what is missing is empty.
    package init(text: String) {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        status = parts.first ?? ""
        registration = parts.count > 1 ? parts[1] : ""
        corroboration = parts.count > 2 ? parts[2] : ""
    }

    var text: String {
        [status, registration, corroboration].map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
    }

    /// Words of registers for a business that is there. Everything else counts as not active, so that a new word is
    /// looked at by a person.
    private static let active = [
        "active", "registered", "aktiv", "actif", "active - proposal to strike off", "a", "in business",
        "current",
        "good standing", "valid", "1",
    ]

    /// Whether the register has the business as active.
    package var isActive: Bool { Self.active.contains { $0.utf8.elementsEqual(status.lowercased().utf8) } }

    /// Why an LEI of this record does not count; nil where it does: issued, active and fully corroborated (PROGRAMME
    /// section 1).
    package var leiProblem: String? {
        if !isActive { return "the entity's status is \(status)" }
        if !registration.uppercased().utf8.elementsEqual("ISSUED".utf8) {
            return "the number's status is \(registration.isEmpty ? "not in the extract" : registration)"
        }
        if !corroboration.uppercased().utf8.elementsEqual("FULLY_CORROBORATED".utf8) {
            return
                "it is not fully corroborated (\(corroboration.isEmpty ? "not in the extract" : corroboration))"
        }
        return nil
    }
}
