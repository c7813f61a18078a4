import CommandLineKit
import Encoding
import Registry

/// The form of an application as the cells of a line.
enum CSVForm {
    /// One field of the form, `address.country` for a part of an object.
    struct Field {
        let name: String
        let kind: Kind

        /// Whether a table without this field has no application in it. Whose representatives and whose optional
        /// fields are all empty may leave the columns out.
        var isNeeded: Bool {
            switch kind {
            case .text: true
            case .truth: !sameBytes(name, "naturalPerson")
            case .optionalText: false
            case .list: !sameBytes(name, "representatives")
            }
        }
    }

    /// How a cell is read.
    enum Kind {
        case text
        /// An empty cell is a missing value.
        case optionalText
        case truth
        /// Several, with spaces between them.
        case list
    }

    static let fields: [Field] = [
        .init(name: "displayName", kind: .text), .init(name: "legalName", kind: .text),
        .init(name: "legalNameAbbreviation", kind: .optionalText),
        .init(name: "businessCategory", kind: .text), .init(name: "category", kind: .text),
        .init(name: "naturalPerson", kind: .truth), .init(name: "jurisdiction.country", kind: .text),
        .init(name: "jurisdiction.state", kind: .optionalText),
        .init(name: "jurisdiction.locality", kind: .optionalText),
        .init(name: "registrationNumber", kind: .text),
        .init(name: "organizationIdentifier", kind: .optionalText),
        .init(name: "address.street", kind: .optionalText),
        .init(name: "address.postalCode", kind: .optionalText),
        .init(name: "address.locality", kind: .optionalText),
        .init(name: "address.state", kind: .optionalText), .init(name: "address.country", kind: .text),
        .init(name: "accounts", kind: .list), .init(name: "sizeClass", kind: .text),
        .init(name: "website", kind: .text), .init(name: "helpURL", kind: .optionalText),
        .init(name: "knowledgeBaseURL", kind: .optionalText), .init(name: "supportHours", kind: .text),
        .init(name: "responseTime", kind: .text), .init(name: "privacyURL", kind: .text),
        .init(name: "consentWording", kind: .text), .init(name: "consentProof", kind: .text),
        .init(name: "contact.name", kind: .text), .init(name: "contact.email", kind: .text),
        .init(name: "contact.phone", kind: .text), .init(name: "representatives", kind: .list),
        .init(name: "agreement", kind: .truth),
    ]

    /// The field that a table's first line names.
    static func field(_ name: String, _ path: String) throws -> Field {
        if let field = fields.first(where: { sameBytes($0.name, name) }) { return field }
        let hint =
            nearest(name, in: fields.map(\.name)).map { "did you mean \"\($0)\"?" }
            ?? "greenbadge request template --csv prints the names"
        throw CommandFailure.usage("\(visible(path)), line 1: unknown field \(quoted(name)); \(hint)")
    }

    /// The form of a line, as JSON for the form's own reader.
    static func form(_ columns: [Field], _ cells: [String]) -> JSON {
        var members: [JSON.Member] = [.init("format", .string(ApplicationContent.format))]
        var objects: [(name: String, members: [JSON.Member])] = []
        for (field, cell) in zip(columns, cells) {
            let text = cell.utf8.first == UInt8(ascii: "'") ? String(cell.dropFirst()) : cell
            let parts = field.name.utf8.split(separator: UInt8(ascii: ".")).map { String($0) ?? "" }
            let value = value(text, field.kind)
            guard parts.count == 2 else {
                members.append(.init(field.name, value))
                continue
            }
            if let place = objects.firstIndex(where: { sameBytes($0.name, parts[0]) }) {
                objects[place].members.append(.init(parts[1], value))
            } else {
                objects.append((parts[0], [.init(parts[1], value)]))
            }
        }
        return .object(members + objects.map { .init($0.name, .object($0.members)) })
    }

    /// A form's value as the cell that is read as it.
    static func cell(of name: String, in form: JSON) -> String {
        let parts = name.utf8.split(separator: UInt8(ascii: ".")).map { String($0) ?? "" }
        let value = parts.reduce(form as JSON?) { value, part in value?[part] }
        switch value {
        case .string(let text): return text
        case .bool(let truth): return truth ? "true" : "false"
        case .array(let values):
            return values.map { value in
                if case .string(let text) = value { text } else { "" }
            }.joined(separator: " ")
        case .integer(let number): return String(number)
        case .object, .null, nil: return ""
        }
    }

    /// Spreadsheets write TRUE and FALSE. Anything else stays text, which the form's reader refuses with its field.
    private static func truth(_ cell: String) -> JSON {
        let word = cell.lowercased()
        return sameBytes(word, "true") ? .bool(true) : sameBytes(word, "false") ? .bool(false) : .string(cell)
    }

    private static func value(_ cell: String, _ kind: Kind) -> JSON {
        switch kind {
        case .text: .string(cell)
        case .optionalText: cell.isEmpty ? .null : .string(cell)
        case .truth: truth(cell)
        case .list:
            .array(
                cell.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
                    .map { .string(String($0) ?? "") })
        }
    }
}
