import CryptoCore
import Encoding

/// What a verification needs of a badge's extensions, looked at where they stand.
struct PlainExtensions: Sendable {
    /// The general names: one account after another.
    let accounts: Range<Int>
    /// The kinds that are among them.
    private(set) var kinds = AccountKinds()

    /// More accounts are for the general reader, which compares them with a set.
    private static let mostAccounts = 8

    /// Nil where `BadgeExtensions(decoding:oids:)` refuses or only it can tell, and where the badge names another
    /// authority key than this.
    init?(_ bytes: [UInt8], _ list: [ExtensionField], _ oids: ProfileOIDs, authorityKey: [UInt8]) {
        let span = bytes.span
        let profile = oids.profile.derContents
        guard list.count == 9 || list.count == 10, Self.areFixed(span, list, oids),
            Self.isKeyIdentifier(span, list[3].whole, behind: KeyIdentifiers.subjectStart),
            Self.isKeyIdentifier(span, list[4].whole, behind: KeyIdentifiers.authorityStart),
            PlainText.sameBytes(span, list[4].whole.suffix(KeyIdentifiers.byteCount), authorityKey.span),
            Self.isStandard(list[5], 17, span), Self.isStandard(list[6], 32, span),
            Self.isStandard(list[7], 31, span),
            let accounts = DERScan.only(DERTag.sequence, in: list[5].value, span),
            Self.isPolicy(span, list[6].value, oids), Self.isPoint(span, list[7].value),
            !list[8].critical, PlainText.sameBytes(span, list[8].oid, profile.span),
            PlainProfile.isGood(span, list[8].value)
        else { return nil }
        self.accounts = accounts
        guard readAccounts(span) else { return nil }
        // A logotype is rare, and its general reader has no shorter way.
        if list.count == 10, (try? Logotype(list[9].value(in: bytes))) == nil { return nil }
    }

    /// The first three stand next to each other, and DER divides the same bytes in one way only.
    private static func areFixed(_ bytes: Span<UInt8>, _ list: [ExtensionField], _ oids: ProfileOIDs) -> Bool
    {
        let fixed = oids.fixedBytes
        let place = list[0].whole.lowerBound..<list[2].whole.upperBound
        return PlainText.sameBytes(bytes, place, fixed.span)
    }

    private static func isKeyIdentifier(
        _ bytes: Span<UInt8>, _ range: Range<Int>, behind start: [UInt8]
    ) -> Bool {
        range.count == start.count + KeyIdentifiers.byteCount
            && PlainText.sameBytes(bytes, range.prefix(start.count), start.span)
    }

    /// Whether an extension is id-ce (2.5.29) with this last arc, and not critical.
    private static func isStandard(_ field: ExtensionField, _ arc: UInt8, _ bytes: Span<UInt8>) -> Bool {
        let start = field.oid.lowerBound
        return !field.critical && field.oid.count == 3 && bytes[start] == 0x55 && bytes[start + 1] == 0x1D
            && bytes[start + 2] == arc
    }

    /// Programme versions above 127 are for the general reader.
    private static func isPolicy(_ bytes: Span<UInt8>, _ range: Range<Int>, _ oids: ProfileOIDs) -> Bool {
        let policies = oids.policies.derContents
        guard let list = DERScan.only(DERTag.sequence, in: range, bytes),
            let policy = DERScan.only(DERTag.sequence, in: list, bytes),
            let oid = DERScan.only(DERTag.objectIdentifier, in: policy, bytes),
            oid.count == policies.count + 1,
            PlainText.sameBytes(bytes, oid.dropLast(), policies.span)
        else { return false }
        let version = bytes[oid.upperBound - 1]
        return version > 0 && version < 0x80
    }

    private static func isPoint(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let points = DERScan.only(DERTag.sequence, in: range, bytes),
            let point = DERScan.only(DERTag.sequence, in: points, bytes),
            let name = DERScan.only(DERTag.constructed(0), in: point, bytes),
            let full = DERScan.only(DERTag.constructed(0), in: name, bytes),
            let address = DERScan.only(DERTag.primitive(6), in: full, bytes), address.count >= 8
        else { return false }
        let start = address.lowerBound
        return address.count <= 512 && PlainText.isVisibleWord(bytes, address)
            && (PlainText.stands("http://", at: start, bytes)
                || PlainText.stands("https://", at: start, bytes))
    }

    /// Looks at each account and at those before it, since none may stand there twice.
    private mutating func readAccounts(_ bytes: Span<UInt8>) -> Bool {
        var list = DERScan(accounts)
        var count = 0
        while !list.isAtEnd {
            let place = list.position
            guard let account = list.next(DERTag.primitive(6), bytes), count < Self.mostAccounts,
                let kind = AccountURI.plainKind(bytes, account)
            else { return false }
            var earlier = DERScan(accounts.lowerBound..<place)
            while let other = earlier.next(DERTag.primitive(6), bytes) {
                if PlainText.sameBytes(bytes, other, account) { return false }
            }
            kinds.insert(kind)
            count += 1
        }
        return count > 0
    }

    /// The kind of this account, if it is among them.
    func kind(of text: String, _ bytes: Span<UInt8>) -> AccountURI.Kind? {
        var list = DERScan(accounts)
        while let account = list.next(DERTag.primitive(6), bytes) {
            if PlainText.sameBytes(bytes, account, text) { return AccountURI.plainKind(bytes, account) }
        }
        return nil
    }
}

/// Some kinds of accounts.
struct AccountKinds: OptionSet, Sendable {
    let rawValue: UInt8
}

extension AccountKinds {
    mutating func insert(_ kind: AccountURI.Kind) { insert(AccountKinds(kind)) }

    init(_ kind: AccountURI.Kind) {
        switch kind {
        case .tel: self.init(rawValue: 1)
        case .https: self.init(rawValue: 2)
        case .acct: self.init(rawValue: 4)
        }
    }
}
