import CryptoCore
import Encoding
import Synchronization

/// What a badge certificate says, in the closed profile; not yet signed by anybody we know.
///
/// Most badges are looked at where their bytes stand, and only what somebody asks for is made into texts.
final class BadgeContents: Hashable, Sendable {
    /// Subject and extensions as values.
    private final class Values: Sendable {
        let subject: BadgeSubject
        let extensions: BadgeExtensions

        init(_ subject: BadgeSubject, _ extensions: BadgeExtensions) {
            self.subject = subject
            self.extensions = extensions
        }
    }

    let serial: BadgeSerial
    private let certificate: ParsedCertificate
    private let oids: ProfileOIDs
    /// Nil where only the general readers can read this badge.
    private let plain: PlainContents?
    private let values: Mutex<Values?>

    /// Reads a certificate whose serial was read; throws unless it keeps to the profile of badges that an issuing CA
    /// with this key signs.
    init(
        _ certificate: ParsedCertificate, serial: BadgeSerial, authorityKey: [UInt8], oids: ProfileOIDs
    ) throws(ProfileError) {
        self.serial = serial
        self.certificate = certificate
        self.oids = oids
        plain = PlainContents(certificate, authorityKey: authorityKey, oids: oids)
        values = Mutex(plain == nil ? try Self.read(certificate.contents, authorityKey, oids) : nil)
    }

    /// The reference: what it accepts is of the profile, and what it refuses it can name.
    private static func read(
        _ fields: ParsedCertificate.Contents, _ authorityKey: [UInt8], _ oids: ProfileOIDs
    ) throws(ProfileError) -> Values {
        let extensions = try BadgeExtensions(decoding: fields, oids: oids)
        guard extensions.authorityKeyIdentifier == authorityKey else {
            throw ProfileError("the authority key identifier is not that of the issuing CA")
        }
        return Values(try BadgeSubject(der: fields.bytes, in: fields.subjectRange), extensions)
    }

    /// The business.
    var subject: BadgeSubject { allValues.subject }
    /// Accounts, profile and the rest.
    var extensions: BadgeExtensions { allValues.extensions }

    private var allValues: Values {
        values.withLock { known in
            if let known { return known }
            let fields = certificate.contents
            guard let extensions = try? BadgeExtensions(decoding: fields, oids: oids),
                let subject = try? BadgeSubject(der: fields.bytes, in: fields.subjectRange)
            else { preconditionFailure("a badge that was found good where it stands cannot be read") }
            let values = Values(subject, extensions)
            known = values
            return values
        }
    }

    static func == (left: BadgeContents, right: BadgeContents) -> Bool {
        left === right || left.certificate.contents == right.certificate.contents
    }

    func hash(into hasher: inout Hasher) { hasher.combine(serial) }
}

/// What the steps ask, answered from the bytes where that is possible.
extension BadgeContents {
    /// The kind of an account that the badge is bound to; nil if it is not.
    func kind(ofBound account: String) -> AccountURI.Kind? {
        if let plain {
            let bytes = certificate.der
            return plain.extensions.kind(of: account, bytes.span)
        }
        return extensions.accounts.first { sameBytes($0.text, account) }?.kind
    }

    /// Whether the badge has an account of one of some kinds.
    func hasAccount(of kinds: [AccountURI.Kind]) -> Bool {
        if let plain { return kinds.contains { plain.extensions.kinds.contains(AccountKinds($0)) } }
        return extensions.accounts.contains { kinds.contains($0.kind) }
    }

    /// Whether the display name has exactly these bytes.
    func isNamed(_ name: String) -> Bool {
        if let plain { return stands(name, plain.subject.displayName) }
        return sameBytes(subject.displayName, name)
    }

    /// Whether the place of business is in this country.
    func isIn(country: String) -> Bool {
        if let plain { return stands(country, plain.subject.country) }
        return sameBytes(subject.country, country)
    }

    private func stands(_ text: String, _ range: Range<Int>) -> Bool {
        let bytes = certificate.der
        return PlainText.sameBytes(bytes.span, range, text)
    }
}
