import CryptoCore
import Encoding
import Registry
import RegistryStore
import Testing
import Transparency

@Suite struct RequestFileTests {
    static let time = Timestamp(secondsSince1970: 1_800_000_000)

    static func form(_ change: (inout ApplicationContent) -> Void = { _ in }) throws -> ApplicationContent {
        var form = try ApplicationForm.parse(Array(ApplicationForm.template.utf8))
        change(&form)
        return form
    }

    /// Few bytes, for the tests that change each of them.
    static func shortForm() throws -> ApplicationContent {
        try form {
            ($0.organizationIdentifier, $0.helpURL) = (nil, nil)
            ($0.address.street, $0.address.postalCode, $0.address.locality) = (nil, nil, nil)
            ($0.website, $0.privacyURL) = ("https://a.example", "https://a.example")
            ($0.supportHours, $0.consentWording, $0.consentProof) = ("always", "yes", "kept")
            $0.contact = .init(name: "A", email: "a@a.example", phone: "1")
        }
    }

    static func caseID(_ seed: UInt8 = 7) -> ApplicationID { ApplicationID(random: [seed, 1, 2, 3]) }

    @Test(arguments: KeyAlgorithm.allCases)
    func `a request signed with any business key reads back`(_ algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let request = try ApplicantRequest(signing: try Self.form(), with: key)
        let read = try ApplicantRequest(parsing: request.note.bytes)
        #expect(read.form == (try Self.form()))
        #expect(read.certificationRequest.publicKey == key.publicKey)
        #expect(read.note == request.note)
        #expect(RequestKind(request.note.bytes) == .request)
        let lines = read.note.text.split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == "greenbadge/request@v1")
        #expect(read.note.signatures.map(\.name) == ["applicant"])
    }

    @Test func `names of the real world come back byte for byte`() throws {
        let names = [
            ("Αρτοποιείο ο Ήλιος", "Αφοί Παπαδόπουλοι, Αρτοποιία Α.Ε."),
            ("مخبز الشمس", "شركة مخبز الشمس ذ.م.م."),
            ("日本パン", "株式会社日本パン製造"), ("O'Brien, Smith & Söns", "O'Brien, Smith = \"Söns\" <Co>, Inc."),
        ]
        for (display, legal) in names {
            let form = try Self.form {
                $0.displayName = display
                $0.legalName = legal
                $0.accounts = ["tel:+302101234567", "https://hlios.example", "acct:support@hlios.example"]
            }
            let key = try PrivateKey.generate(.p256)
            let read = try ApplicantRequest(
                parsing: try ApplicantRequest(signing: form, with: key).note.bytes)
            #expect(sameBytes(read.form.displayName, display) && sameBytes(read.form.legalName, legal))
            #expect(read.form == form)
        }
    }

    @Test func `a long legal name needs its abbreviation`() throws {
        let key = try PrivateKey.generate(.p256)
        let long = String(repeating: "Bäckerhandwerk ", count: 6) + "GmbH"
        let bare = try Self.form { $0.legalName = long }
        #expect(throws: RequestError.self) { try ApplicantRequest(signing: bare, with: key) }
        let short = try Self.form {
            $0.legalName = long
            $0.legalNameAbbreviation = "Bäckerhandwerk GmbH"
        }
        #expect(try ApplicantRequest(signing: short, with: key).form.legalName == long)
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `every changed bit of a request is refused`(_ algorithm: KeyAlgorithm) throws {
        let bytes = try ApplicantRequest(signing: try Self.shortForm(), with: PrivateKey.generate(algorithm))
            .note
            .bytes
        // All bits for the usual key; the others differ only in the last two lines.
        let start = algorithm == .p256 ? 0 : bytes.count - 500
        for index in start..<bytes.count {
            for bit in Flips.bits(of: index) {
                var changed = bytes
                changed[index] ^= 1 << bit
                #expect(throws: RequestError.self, "byte \(index), bit \(bit)") {
                    try ApplicantRequest(parsing: changed)
                }
            }
        }
    }

    @Test func `cut, doubled and decorated requests are refused`() throws {
        let bytes = try ApplicantRequest(signing: try Self.form(), with: PrivateKey.generate(.p256)).note
            .bytes
        let text = String(decoding: bytes, as: UTF8.self)
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: RequestError.self) { try ApplicantRequest(parsing: Array(bytes.prefix(count))) }
        }
        let signature = try SignedNote(parsing: bytes).signatures[0].line
        let changed = [
            text + text, text + signature, "\n" + text, "\u{FEFF}" + text, text + "\n", text + " ",
            text.replacing("\n", with: "\r\n"), text.replacing("— applicant", with: "— Applicant"),
            text.replacing("\"naturalPerson\":false", with: "\"naturalPerson\": false"),
            text.replacing("\n\n", with: "\n\n\n"), text.replacing("Schiphol", with: "Sch\\u0069phol"),
        ]
        for file in changed {
            #expect(throws: RequestError.self) { try ApplicantRequest(parsing: Array(file.utf8)) }
        }
        #expect(throws: RequestError.self) {
            try ApplicantRequest(parsing: [UInt8](repeating: 0x20, count: ApplicantRequest.maximumBytes + 1))
        }
    }

    @Test func `whoever does not hold the key of the certification request cannot sign for it`() throws {
        let (own, other) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
        let good = try ApplicantRequest(signing: try Self.form(), with: own)
        let signer = try NoteSigner(name: "applicant", kind: .ecdsa, key: other)
        let forged = try SignedNote.sign(good.note.text, by: [signer])
        #expect(throws: RequestError.notSigned("the key in its certification request")) {
            try ApplicantRequest(parsing: forged.bytes)
        }
        let misnamed = try SignedNote.sign(
            good.note.text, by: [try NoteSigner(name: "business", kind: .ecdsa, key: own)])
        #expect(throws: RequestError.self) { try ApplicantRequest(parsing: misnamed.bytes) }
        let twice = SignedNote(
            text: good.note.text, signatures: good.note.signatures + forged.signatures)
        #expect(throws: RequestError.self) { try ApplicantRequest(parsing: twice.bytes) }
    }

    @Test func `a high-S signature is refused, since a file has one form`() throws {
        let key = try PrivateKey.generate(.p256)
        let note = try ApplicantRequest(signing: try Self.form(), with: key).note
        let line = note.signatures[0]
        let high = NoteSignature(
            name: line.name, keyID: line.keyID, signature: HighS.flip(line.signature))
        #expect(high.signature != line.signature)
        #expect(throws: RequestError.self) {
            try ApplicantRequest(parsing: SignedNote(text: note.text, signatures: [high]).bytes)
        }
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `an answer reads back with its form, and only under the key of the case`(
        _ algorithm: KeyAlgorithm
    ) throws {
        let key = try PrivateKey.generate(algorithm)
        let form = try Self.form { $0.displayName = "Example Airways" }
        for (text, form) in [
            ("Since March.\n\tSee the register: “ok” \\ \u{1F44D}", nil), ("", form), ("x", form),
        ] {
            let answer = try ApplicantAnswer(text, form: form, to: Self.caseID(), at: Self.time, signing: key)
            let read = try ApplicantAnswer(parsing: answer.note.bytes, signedBy: key.publicKey)
            #expect(sameBytes(read.text, text) && read.form == form)
            #expect(read.application == Self.caseID() && read.time == Self.time)
            #expect(RequestKind(answer.note.bytes) == .answer)
            let other = try PrivateKey.generate(algorithm).publicKey
            #expect(throws: RequestError.notSigned("the key of the case")) {
                try ApplicantAnswer(parsing: answer.note.bytes, signedBy: other)
            }
        }
    }

    @Test func `an answer says something, in a bounded text without control characters`() throws {
        let key = try PrivateKey.generate(.ed25519)
        for text in ["", " \n ", "a\u{1B}[2J", "\u{0}", "\u{85}", String(repeating: "a", count: 10_001)] {
            #expect(throws: RequestError.self) {
                try ApplicantAnswer(text, form: nil, to: Self.caseID(), at: Self.time, signing: key)
            }
        }
        let wrong = try Self.form { $0.accounts = ["tel:12"] }
        #expect(throws: RequestError.self) {
            try ApplicantAnswer("x", form: wrong, to: Self.caseID(), at: Self.time, signing: key)
        }
    }

    @Test func `every changed bit of an answer and of a withdrawal is refused`() throws {
        let key = try PrivateKey.generate(.p256)
        let answer = try ApplicantAnswer("Yes.", form: nil, to: Self.caseID(), at: Self.time, signing: key)
        let withdrawal = try ApplicantWithdrawal(of: Self.caseID(), at: Self.time, signing: key)
        #expect(RequestKind(withdrawal.note.bytes) == .withdrawal)
        for (bytes, isAnswer) in [(answer.note.bytes, true), (withdrawal.note.bytes, false)] {
            for index in bytes.indices {
                for bit in Flips.bits(of: index) {
                    var changed = bytes
                    changed[index] ^= 1 << bit
                    #expect(throws: RequestError.self, "byte \(index), bit \(bit)") {
                        if isAnswer {
                            _ = try ApplicantAnswer(parsing: changed, signedBy: key.publicKey)
                        } else {
                            _ = try ApplicantWithdrawal(parsing: changed, signedBy: key.publicKey)
                        }
                    }
                }
            }
        }
    }

    @Test func `an appeal and a request for revocation read back, under their key alone`() throws {
        let key = try PrivateKey.generate(.p384)
        let other = try PrivateKey.generate(.p384).publicKey
        let badge = try #require(BadgeSerial("1-42"))
        let appeal = try ApplicantAppeal("Ours.\n“No”", against: Self.caseID(), at: Self.time, signing: key)
        let read = try ApplicantAppeal(parsing: appeal.note.bytes, signedBy: key.publicKey)
        #expect(sameBytes(read.text, "Ours.\n“No”") && read.application == Self.caseID())
        #expect(RequestKind(appeal.note.bytes) == .appeal && read.time == Self.time)
        #expect(throws: RequestError.notSigned("the key of the case")) {
            try ApplicantAppeal(parsing: appeal.note.bytes, signedBy: other)
        }
        for reason in StatusReason.ofBusiness {
            let request = try ApplicantRevocation(of: badge, for: reason.code, at: Self.time, signing: key)
            let read = try ApplicantRevocation(parsing: request.note.bytes, signedBy: key.publicKey)
            #expect(read.badge == badge && read.reason == reason.code && read.time == Self.time)
            #expect(RequestKind(request.note.bytes) == .revocation)
            #expect(throws: RequestError.notSigned("the key that the badge certifies")) {
                try ApplicantRevocation(parsing: request.note.bytes, signedBy: other)
            }
        }
        // False data and broken terms are found by the authority; a suspension is not the business's to ask for.
        #expect(StatusReason.ofBusiness.map(\.code) == [0, 1, 3, 4, 5])
        for reason: UInt8 in [6, 9, 2, 255] {
            #expect(throws: RequestError.self) {
                try ApplicantRevocation(of: badge, for: reason, at: Self.time, signing: key)
            }
        }
        for text in ["", " ", "a\u{1B}", String(repeating: "a", count: 10_001)] {
            #expect(throws: RequestError.self) {
                try ApplicantAppeal(text, against: Self.caseID(), at: Self.time, signing: key)
            }
        }
    }

    @Test func `every changed bit of an appeal and of a request for revocation is refused`() throws {
        let key = try PrivateKey.generate(.p256)
        let badge = try #require(BadgeSerial("1-42"))
        let appeal = try ApplicantAppeal("No.", against: Self.caseID(), at: Self.time, signing: key).note
            .bytes
        let revocation = try ApplicantRevocation(of: badge, for: 1, at: Self.time, signing: key).note.bytes
        for index in 0..<max(appeal.count, revocation.count) {
            for bit in Flips.bits(of: index) {
                #expect(throws: RequestError.self) {
                    var changed = appeal
                    changed[index % appeal.count] ^= 1 << bit
                    _ = try ApplicantAppeal(parsing: changed, signedBy: key.publicKey)
                }
                #expect(throws: RequestError.self) {
                    var changed = revocation
                    changed[index % revocation.count] ^= 1 << bit
                    _ = try ApplicantRevocation(parsing: changed, signedBy: key.publicKey)
                }
            }
        }
    }

    @Test func `one kind of file is not taken for another`() throws {
        let key = try PrivateKey.generate(.p256)
        let request = try ApplicantRequest(signing: try Self.form(), with: key).note.bytes
        let withdrawal = try ApplicantWithdrawal(of: Self.caseID(), at: Self.time, signing: key).note.bytes
        #expect(throws: RequestError.self) { try ApplicantRequest(parsing: withdrawal) }
        #expect(throws: RequestError.self) {
            try ApplicantAnswer(parsing: withdrawal, signedBy: key.publicKey)
        }
        #expect(throws: RequestError.self) {
            try ApplicantWithdrawal(parsing: request, signedBy: key.publicKey)
        }
        #expect(RequestKind(Array("{}".utf8)) == nil)
        #expect(RequestKind(Array("greenbadge/request@v1".utf8)) == nil)
    }
}

/// Which bits of a byte are flipped: all, and in a debug build, where reading takes ten times as long, two that change
/// from byte to byte.
enum Flips {
    static func bits(of index: Int) -> [Int] {
        #if DEBUG
            [index % 8, (index + 3) % 8]
        #else
            Array(0..<8)
        #endif
    }
}

/// The other, equally valid s of an ECDSA signature on P-256: n − s.
enum HighS {
    private static let order: [UInt8] =
        [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8) + [
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ]

    static func flip(_ der: [UInt8]) -> [UInt8] {
        let rEnd = 4 + Int(der[3])
        let s = der[(rEnd + 2)...].drop { $0 == 0 }
        let padded = [UInt8](repeating: 0, count: 32 - s.count) + s
        var high = order
        var borrow = 0
        for index in high.indices.reversed() {
            let value = Int(order[index]) - Int(padded[index]) - borrow
            high[index] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        let body = Array(der[2..<rEnd]) + [0x02, 33, 0] + high
        return [0x30, UInt8(body.count)] + body
    }
}
