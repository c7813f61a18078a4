/// The words that say what kind of company a name belongs to. Two names that differ in them alone are one name to
/// people who read a message.
enum LegalForms {
    /// Forms of one word, folded and without dots.
    private static let words: Set<[UInt32]> = set(
        """
        ab ad ag aps as asa asbl bhd bt bv bvba co company corp corporation cv cyf da doo dooel ead ebt eg ei eirl ek enk
        eood ev ewiv fop gbr gie gmbh gmbhcokg gmk hf hb iks inc incorporated jsc jv kb kda kft kg kgaa kk kkt ks
        kt lda lllp llc llp lp ltd ltda limited limitada limitee ltee mbh nv nyrt ood oao ooo ohg ohf ojsc oe ou oy oyj
        pao pc pjsc plc pllc ps pte pty pvt private psc pt qsc ry sa sab sadecv sae sal saog sapi sapa sarl sas sasu sc
        sca scs sca scop se sgps sia sicav sl slu slne snc soparfi spa spj spk spzoo srl srls sro ss sti stiftung tmi ua
        uab ug uu vof vos vzw xk zao zrt ооо оао зао пао ао ип тов ват прат тоо еоод оод ад αε επε ιακ οε εε
        """)
    /// Forms of several words, the last first.
    private static let phrases: [[[UInt32]]] = [
        phrase("sp z oo"), phrase("sp z o o"), phrase("s p a"), phrase("s a"), phrase("s r l"), phrase("s l"),
        phrase("b v"), phrase("n v"), phrase("a s"), phrase("d o o"), phrase("s r o"), phrase("sa de cv"),
        phrase("s de rl de cv"), phrase("sociedad anonima"), phrase("société anonyme"),
        phrase("public limited company"),
    ].sorted { $0.count > $1.count }
    /// Forms that stand before or behind a name without a space.
    private static let attached: [[UInt32]] = [
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "有限公司", "股份有限公司",
        "有限责任公司", "有限責任公司", "주식회사", "유한회사",
    ].map { CaseFolding.identity(CodePoints.of($0)) }.sorted { $0.count > $1.count }

    private static func set(_ text: String) -> Set<[UInt32]> {
        Set(text.split(whereSeparator: \.isWhitespace).map { CaseFolding.identity(CodePoints.of($0)) })
    }
    private static func phrase(_ text: String) -> [[UInt32]] {
        text.split(separator: " ").map { CaseFolding.identity(CodePoints.of($0)) }
    }

    /// The words of a name without its legal form; never none of them.
    static func strip(_ tokens: [[UInt32]]) -> [[UInt32]] {
        var rest = tokens.map(detach)
        stripping: while rest.count > 1 {
            for phrase in phrases
            where rest.count > phrase.count && rest.suffix(phrase.count).elementsEqual(phrase) {
                rest.removeLast(phrase.count)
                continue stripping
            }
            guard let last = rest.last, words.contains(last) else { break }
            rest.removeLast()
        }
        return rest
    }

    private static func detach(_ token: [UInt32]) -> [UInt32] {
        for form in attached where token.count > form.count {
            if token.starts(with: form) { return Array(token.dropFirst(form.count)) }
            if token.suffix(form.count).elementsEqual(form) { return Array(token.dropLast(form.count)) }
        }
        return token
    }
}
