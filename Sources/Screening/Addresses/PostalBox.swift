/// Streets that are none: a box, a mail drop or somebody else's door (PROGRAMME section 1, `physical-address`).
///
/// What is found is a task for a reviewer and no refusal: a house may stand in Box Street.
enum PostalBox {
    /// The words of a street, as they are written, that name a box or a care-of; nil where none do.
    static func found(in street: String) -> String? {
        let written = NameKeys.writtenWords(street)
        let words = written.map(NameKeys.plain)
        for start in words.indices {
            for form in forms where words[start...].starts(with: form.words) {
                let end = start + form.words.count
                guard form.isAlone || isNumber(words.dropFirst(end).first) else { continue }
                // Sweden's "Box 12" begins the line; elsewhere a box is part of a house.
                if form.isFirst, start > 0 { continue }
                return written[start..<end].map(CodePoints.text).joined(separator: " ")
            }
        }
        return unspaced.first { street.contains($0) }
    }

    private static func isNumber(_ word: [UInt32]?) -> Bool {
        word.map { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } } ?? false
    }

    private struct Form {
        let words: [[UInt32]]
        /// Without a number behind it.
        let isAlone: Bool
        var isFirst = false
    }

    private static func forms(_ text: String, isAlone: Bool, isFirst: Bool = false) -> [Form] {
        text.split(separator: ",").map { form in
            Form(
                words: form.split(separator: " ").map { NameKeys.plain(CodePoints.of(String($0))) },
                isAlone: isAlone, isFirst: isFirst)
        }
    }

    private static let forms =
        forms(
            "po box,p o box,pobox,post office box,private bag,poste restante,general delivery,mail drop,c o,care of,"
                + "postbus,postfach,postlagernd,boite postale,case postale,casier postal,casella postale,postboks,"
                + "postilokero,apartado postal,apartado de correos,caixa postal,skrytka pocztowa,postafiok,"
                + "postovni schranka,abonentni box,postni predal,абонентский ящик,абонентская скринька,а я,ταχ θυριδα",
            isAlone: true)
        + forms("pmb,bp,apartado,apdo,pf,pb", isAlone: false)
        + forms("box,boks", isAlone: false, isFirst: true)

    /// Of scripts that are written without spaces.
    private static let unspaced = ["私書箱", "信箱", "사서함"]
}
