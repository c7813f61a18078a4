import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// What goes into a badge file. A case changes what it is about; all else is good.
struct BadgeRecipe {
    let authority: KitAuthority
    /// Where the badge stands in the log.
    let index: UInt64

    // MARK: The certificate

    var serial: UInt64
    var algorithm: KeyAlgorithm = .ed25519
    var issuerName: [UInt8]
    var notBefore = KitAuthority.now.days(-1)
    var notAfter = KitAuthority.now.days(99)
    var subject = BadgeRecipe.airline
    /// Instead of `subject`: attributes that the profile does not allow.
    var subjectDER: [UInt8]?
    var spki: [UInt8]
    var extensions: BadgeExtensions
    /// Instead of `extensions`: lists that the profile does not allow.
    var extensionList: [CertificateExtension]?
    /// Changes the TBSCertificate before it is logged and signed.
    var editTBS: ([UInt8]) throws -> [UInt8] = { $0 }
    /// Who signs; the issuing CA unless a case says otherwise.
    var signer: PrivateKey
    /// Changes the signature.
    var editSignature: ([UInt8]) -> [UInt8] = { $0 }
    /// Changes the whole certificate after it was signed.
    var editCertificate: ([UInt8]) throws -> [UInt8] = { $0 }
    /// The certificate beside the badge.
    var issuingDER: [UInt8]

    // MARK: The log

    /// False where the log has something else at the badge's place.
    var isLogged = true
    /// The size of the tree that the proof is for; nil is the smallest good one.
    var treeSize: UInt64?
    /// Entries that the log shows to this badge's holder alone.
    var fork: [UInt64: [UInt8]] = [:]
    /// Another log whose checkpoint stands in the file.
    var otherLog: KitLog?
    /// The index that is written into the proof.
    var proofIndex: UInt64?
    var editHashes: ([Digest]) -> [Digest] = { $0 }
    /// Instead of the checkpoint's three lines.
    var editCheckpointText: (String) -> String = { $0 }
    var checkpointSigners: [NoteSigner]
    var cosigned = KitAuthority.now.hours(-2)
    var editCheckpoint: (SignedNote) -> SignedNote = { $0 }

    // MARK: The staple

    var staple: StapleRecipe?
    /// Changes the file's bytes.
    var editFile: ([UInt8]) throws -> [UInt8] = { $0 }

    init(_ authority: KitAuthority, index: UInt64) throws {
        self.authority = authority
        self.index = index
        serial = 1 << 48 | index
        issuerName = KitAuthority.issuingName(authority.name)
        (signer, issuingDER) = (authority.issuingKey, authority.issuingDER)
        guard let key = authority.badgeKeys[.p256] else { throw KitError("the business key is missing") }
        spki = key.spki
        extensions = BadgeExtensions(
            subjectKeyIdentifier: key.keyIdentifier,
            authorityKeyIdentifier: authority.issuingKey.publicKey.keyIdentifier,
            accounts: [try AccountURI(KitAuthority.account), try AccountURI(KitAuthority.website)],
            programmeVersion: 1, crlURI: "http://\(authority.domain)/issuing-1.crl",
            profile: BadgeRecipe.profile)
        checkpointSigners = [authority.logSigner]
        staple = StapleRecipe(authority, index: index)
    }

    static let airline = BadgeSubject(
        businessCategory: "Private Organization", jurisdictionCountry: "NL", registrationNumber: "12345678",
        organizationIdentifier: "NTRNL-12345678", country: "NL", locality: "Zürich aan Zee",
        postalCode: "1234 AB", street: "Kade 1", organization: "Example Airline B.V.",
        displayName: "Example Airline")

    static let profile = BadgeProfile(
        verifiedSince: Timestamp(secondsSince1970: 1_735_689_600), category: "airline", sizeClass: "small",
        website: "https://airline.example/", helpURL: "https://airline.example/help",
        supportHours: "Mo-Fr 08:00-18:00", responseTime: "4 h",
        privacyURL: "https://airline.example/privacy")

    /// The extensions as a list, to be changed one by one.
    var list: [CertificateExtension] { extensionList ?? extensions.encoded(authority.oids) }

    /// Certifies a key of another algorithm.
    mutating func certify(_ algorithm: KeyAlgorithm) throws {
        guard let key = authority.badgeKeys[algorithm] else { throw KitError("no business key \(algorithm)") }
        spki = key.spki
        extensions.subjectKeyIdentifier = key.keyIdentifier
    }
}

/// What goes into a staple.
struct StapleRecipe {
    var origin: String
    var sequence: UInt64 = 9
    var issued = KitAuthority.now.hours(-2)
    var days: Int64 = 7
    var index: UInt64
    var state = "good"
    var signers: [NoteSigner]
    /// Changes the text before it is signed.
    var editText: (String) throws -> String = { $0 }
    /// Changes the note after it was signed.
    var editNote: (SignedNote) -> SignedNote = { $0 }

    init(_ authority: KitAuthority, index: UInt64) {
        (origin, signers, self.index) = (authority.origin, [authority.statusSigner], index)
    }

    /// The note. Its text is written here line by line, since cases need texts that the verifier's own type refuses.
    func note() throws -> SignedNote {
        let lines = [
            Staple.formatLine, origin, "\(sequence)", "\(issued)", "\(issued.days(days))", "\(index)", state,
        ]
        return editNote(
            try SignedNote.sign(editText(lines.map { $0 + "\n" }.joined()), by: signers, at: nil))
    }
}
