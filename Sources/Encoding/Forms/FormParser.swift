/// Recursive descent over the scalars of a form, counting lines and columns.
struct FormParser {
    private let scalars: [Unicode.Scalar]
    private var offset = 0
    private(set) var position = FormPosition(line: 1, column: 1)

    /// Starts at the first scalar; a byte order mark is passed over.
    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { offset = 1 }
    }

    /// Reads one value with nothing but space and comments around it.
    mutating func document() throws(FormError) -> FormValue {
        let value = try value(depth: 0)
        try skipSpace()
        guard peek == nil else { throw failure("the form ended before this; remove what follows or join it") }
        return value
    }

    private var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    private func failure(_ message: String) -> FormError { FormError(at: position, message) }

    @discardableResult
    private mutating func advance() -> Unicode.Scalar? {
        guard offset < scalars.count else { return nil }
        let scalar = scalars[offset]
        offset += 1
        position = scalar == "\n" ? FormPosition(line: position.line + 1, column: 1) : position.nextColumn
        return scalar
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        advance()
        return true
    }

    /// Passes over space, line ends and comments from `//` to the end of the line.
    private mutating func skipSpace() throws(FormError) {
        while let scalar = peek {
            switch scalar {
            case " ", "\t", "\r", "\n": advance()
            case "/":
                guard offset + 1 < scalars.count, scalars[offset + 1] == "/" else {
                    throw failure("a comment begins with \"//\"; others are not supported")
                }
                while let next = peek, next != "\n" { advance() }
            case "#": throw failure("a comment begins with \"//\", not \"#\"")
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(FormError) -> FormValue {
        try skipSpace()
        guard depth <= JSON.maximumDepth else { throw failure("lists and objects nest too deep here") }
        let start = position
        switch peek {
        case "\"": return FormValue(position: start, content: .string(try string()))
        case "{": return FormValue(position: start, content: .object(try members(depth: depth + 1)))
        case "[": return FormValue(position: start, content: .array(try elements(depth: depth + 1)))
        case .some("0"..."9"), "-", "+", ".":
            return FormValue(position: start, content: .integer(try integer()))
        case "'", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}":
            throw failure("texts stand between straight double quotes (\")")
        case nil: throw failure("the form ends here, but a value is missing")
        default: return FormValue(position: start, content: try word())
        }
    }

    private mutating func word() throws(FormError) -> FormValue.Content {
        let start = position
        var word = ""
        while let scalar = peek,
            scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar)
        {
            word.unicodeScalars.append(scalar)
            advance()
        }
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "":
            throw FormError(
                at: start, "a value must stand here: a text in \"…\", a number, true, false, […] or {…}")
        default: throw FormError(at: start, "texts stand between double quotes: \"\(word)\"")
        }
    }

    private mutating func integer() throws(FormError) -> Int64 {
        let start = position
        var text = ""
        while let scalar = peek, ("0"..."9").contains(scalar) || "+-.eE".unicodeScalars.contains(scalar) {
            text.unicodeScalars.append(scalar)
            advance()
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        guard DecimalText.parse(digits) != nil, text != "-0", let value = Int64(text) else {
            throw FormError(
                at: start, "\(text) is not a whole number; numbers are digits alone, without leading zeros")
        }
        return value
    }

    private mutating func elements(depth: Int) throws(FormError) -> [FormValue] {
        advance()
        try skipSpace()
        if take("]") { return [] }
        var values: [FormValue] = []
        while true {
            values.append(try value(depth: depth))
            try skipSpace()
            if take("]") { return values }
            guard take(",") else { throw failure("expected \",\" or \"]\" here") }
            try skipSpace()
            if peek == "]" { throw failure("there must be no comma before \"]\"") }
        }
    }

    private mutating func members(depth: Int) throws(FormError) -> [FormValue.Member] {
        advance()
        try skipSpace()
        if take("}") { return [] }
        var members: [FormValue.Member] = []
        var lines: [ByteString: Int] = [:]
        while true {
            let start = position
            guard peek == "\"" else { throw failure("a field's name in double quotes must stand here") }
            let name = try string()
            if let line = lines.updateValue(start.line, forKey: ByteString(name)) {
                throw FormError(at: start, "the field \"\(name)\" occurs twice; the first is in line \(line)")
            }
            try skipSpace()
            guard take(":") else { throw failure("expected \":\" behind the name \"\(name)\"") }
            members.append(.init(name: name, position: start, value: try value(depth: depth)))
            try skipSpace()
            if take("}") { return members }
            guard take(",") else { throw failure("expected \",\" or \"}\" here") }
            try skipSpace()
            if peek == "}" { throw failure("there must be no comma before \"}\"") }
        }
    }

    private mutating func string() throws(FormError) -> String {
        let start = position
        advance()
        var text = String.UnicodeScalarView()
        while true {
            let place = position
            switch advance() {
            case "\"": return String(text)
            case "\\": text.append(try escape(at: place))
            case nil, "\n", "\r": throw FormError(at: start, "this text has no closing quote in its line")
            case .some(let scalar):
                if scalar.value < 0x20 {
                    throw FormError(at: place, "a control character stands here; write \\t for a tab")
                }
                text.append(scalar)
            }
        }
    }

    private mutating func escape(at place: FormPosition) throws(FormError) -> Unicode.Scalar {
        switch advance() {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u": return try unicodeEscape(at: place)
        default: throw FormError(at: place, "there is no such escape; write \\\\ for a backslash")
        }
    }

    /// Reads four digits, or two times four where the first are half of a surrogate pair.
    private mutating func unicodeEscape(at place: FormPosition) throws(FormError) -> Unicode.Scalar {
        let wrong = FormError(at: place, "\\u needs four hexadecimal digits that name a character")
        guard var value = fourDigits() else { throw wrong }
        if (0xD800..<0xDC00).contains(value) {
            guard advance() == "\\", advance() == "u", let low = fourDigits(), (0xDC00..<0xE000).contains(low)
            else {
                throw wrong
            }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw wrong }
        return scalar
    }

    private mutating func fourDigits() -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let scalar = advance(), let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
