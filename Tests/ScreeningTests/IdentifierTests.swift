import Testing

@testable import Screening

@Suite struct IdentifierTests {
    private func result(_ code: String, _ number: String) throws -> Result<ValidIdentifier, IdentifierProblem>
    {
        try #require(Identifiers.scheme(code), "no scheme \(code)").validate(number)
    }

    @Test func `There is a scheme for every country that the programme names, each code once`() {
        let codes = Identifiers.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        let union = [
            "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "el", "es", "fi", "fr", "hr", "hu", "ie", "it",
            "lt", "lu",
            "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk",
        ]
        for country in union + ["xi", "gb", "ch", "no"] {
            #expect(codes.contains("vat-\(country)"), "\(country)")
        }
        for code in [
            "fr-siren", "fr-siret", "de-hr", "nl-kvk", "pl-nip", "pl-regon", "pl-krs", "us-ein", "au-abn",
            "au-acn",
            "in-gstin", "in-pan", "cn-uscc", "br-cnpj", "kr-brn", "sg-uen", "jp-cn", "mx-rfc", "ca-bn",
            "za-cipc", "lei",
        ] { #expect(codes.contains(code), "\(code)") }
    }

    @Test func `The example in every hint is a good number`() {
        for scheme in Identifiers.all {
            guard case .success = scheme.validate(scheme.example) else {
                Issue.record("\(scheme.code): \(scheme.example) \(scheme.validate(scheme.example))")
                continue
            }
        }
    }

    /// Numbers that their owners print on every invoice.
    @Test(arguments: [
        ("lei", "529900T8BM49AURSDO55"), ("lei", "5493001KJTIIGC8Y1R12"), ("vat-at", "ATU37675002"),
        ("vat-be", "BE0202239951"), ("vat-de", "DE 136 695 976"), ("vat-dk", "DK-47458714"),
        ("vat-el", "EL094014201"),
        ("vat-es", "ES A28015865"), ("vat-fi", "FI01120389"), ("vat-fr", "FR 40 303 265 045"),
        ("fr-siren", "552100554"),
        ("fr-siret", "35600000000048"), ("fr-siret", "35600000049837"), ("vat-ie", "IE6388047V"),
        ("vat-it", "IT00905811006"),
        ("vat-nl", "NL004495445B01"), ("vat-pl", "PL5260250995"), ("pl-regon", "123456785"),
        ("vat-pt", "PT500697256"),
        ("vat-se", "SE556703748501"), ("vat-gb", "GB 980 7806 84"), ("ch-uid", "CHE-107.787.577"),
        ("no-org", "NO 974 760 673 "), ("au-abn", "51 824 753 556"), ("au-acn", "004 085 616"),
        ("cn-uscc", "91110000600037341L"),
        ("br-cnpj", "00.000.000/0001-91"), ("br-cnpj", "12.ABC.345/01DE-35"), ("jp-cn", "5010401067252"),
        ("au-abn", "ABN 51 824 753 556"), ("fr-siren", "SIREN 552 100 554"), ("pl-nip", "NIP 856-734-62-15"),
        ("pl-regon", "REGON 123456785"), ("dk-cvr", "CVR 13585628"), ("br-cnpj", "CNPJ 00.000.000/0001-91"),
        ("sg-uen", "UEN 197401143C"),
        ("in-gstin", "27AAPFU0939F1ZV"), ("ca-bn", "123026635"), ("vat-cz", "CZ45274649"),
    ]) func `Well-known numbers have fitting check digits`(code: String, number: String) throws {
        let valid = try result(code, number).get()
        #expect(valid.strength == .checksum)
        #expect(valid.doubt == nil)
    }

    /// Schemes whose weights have no factor in common with the modulus: every single mistyped digit is found.
    @Test(arguments: [
        "lei", "fr-siren", "fr-siret", "se-org", "no-org", "fi-y", "be-cbe", "pl-nip", "vat-de", "vat-hr",
        "vat-lu", "au-abn", "in-gstin", "cn-uscc", "vat-ee", "vat-hu", "vat-it", "ch-uid", "za-trn",
    ]) func `Each single digit that is changed is noticed`(code: String) throws {
        let scheme = try #require(Identifiers.scheme(code))
        let good = try scheme.validate(scheme.example).get()
        #expect(good.strength == .checksum)
        var number = Array(good.canonical.utf8)
        for place in number.indices where (0x30...0x39).contains(number[place]) {
            let before = number[place]
            for digit in UInt8(0x30)...0x39 where digit != before {
                number[place] = digit
                guard case .failure(let problem) = scheme.validate(String(decoding: number, as: UTF8.self))
                else {
                    Issue.record("\(code): \(String(decoding: number, as: UTF8.self)) passes")
                    continue
                }
                #expect(problem.rule != .scheme)
            }
            number[place] = before
        }
    }

    @Test func `The rule that is broken is named, with what to do`() throws {
        for (code, number, rule) in [
            ("fr-siren", "55200844", IdentifierRule.form), ("fr-siren", "552008444", .checkDigit),
            ("us-ein", "07-1144442", .part),
            ("nl-kvk", "1234567A", .form), ("vat-it", "00743111310", .part), ("sg-uen", "T08ZZ1234A", .part),
            ("lei", "529900T8BM49AURSDO56", .checkDigit), ("vat-cy", "12000139V", .part),
            ("za-cipc", "2011/123456/99", .part),
            ("mx-rfc", "GODE 561331 GR8", .part), ("fr-siren", String(repeating: "1", count: 1000), .form),
            ("lei", "", .form),
        ] {
            guard case .failure(let problem) = try result(code, number) else {
                Issue.record("\(code) \(number) passes")
                continue
            }
            #expect(problem.rule == rule, "\(code) \(number)")
            #expect(!problem.hint.isEmpty && !problem.message.isEmpty)
        }
    }

    @Test func `A number without check digits is labelled syntax, and never more`() throws {
        for (code, number) in [
            ("nl-kvk", "12345678"), ("de-hr", "HRB 12345 B"), ("us-ein", "91-1144442"),
            ("gb-crn", "SC123456"),
            ("in-pan", "AAPFU0939F"), ("pl-krs", "0000012345"), ("za-cipc", "2011/123456/07"),
            ("vat-gb", "GBGD001"),
        ] {
            #expect(try result(code, number).get().strength == .syntax, "\(code)")
        }
        let doubtful = try result("mx-rfc", "GODE561231GR9").get()
        #expect(doubtful.strength == .syntax && doubtful.doubt != nil)
    }

    @Test func `One number space has one identity, whatever the spelling`() throws {
        let siren = try result("fr-siren", "303 265 045").get()
        #expect(try result("vat-fr", "fr40303265045").get().identity == siren.identity)
        #expect(siren.canonical == "303265045")
        #expect(
            try result("vat-be", "BE 0403.170.701").get().identity
                == result("be-cbe", "0403170701").get().identity)
        #expect(
            try result("vat-no", "NO995525828MVA").get().identity
                == result("no-org", "995 525 828").get().identity)
    }

    @Test(arguments: [
        ("NTRNL-12345678", IdentifierStrength.syntax), ("VATDE-136695976", .checksum),
        ("LEIXG-529900T8BM49AURSDO55", .checksum),
        ("VATEL-094259216", .checksum), ("NTRUS+CA-1234567", .syntax), ("PSDPL-PFSA-1234567890", .syntax),
        ("NTRGB-00445790", .syntax), ("VATNL-004495445B01", .checksum), ("VATUS-91-1144442", .syntax),
    ]) func `organizationIdentifier is held against the scheme it names`(
        text: String, strength: IdentifierStrength
    ) throws {
        #expect(try Identifiers.organizationIdentifier(text).get().strength == strength)
    }

    @Test(arguments: [
        "NTRNL-1234567", "VATDE-136695977", "LEIXG-529900T8BM49AURSDO56", "LEIDE-529900T8BM49AURSDO55",
        "XXXNL-1", "NTRNL", "NTRNL-", "NTRNLX-12345678", "VATDEU-136695976", "VATUS-07-1144442",
        "", "PSDPL-P-1", "-",
    ]) func `and refused where it breaks it`(text: String) {
        #expect(throws: IdentifierProblem.self) { try Identifiers.organizationIdentifier(text).get() }
    }

    @Test func `A register number is read by the country's schemes, the strongest that fits counting`() throws
    {
        let nip = try #require(Identifiers.registrationNumber("8567346215", country: "PL"))
        #expect(try nip.get().scheme == "pl-nip")
        #expect(try Identifiers.registrationNumber("0000012345", country: "PL")?.get().scheme == "pl-krs")
        #expect(Identifiers.registrationNumber("12345678", country: "AQ") == nil)
        #expect(throws: IdentifierProblem.self) {
            try Identifiers.registrationNumber("552008444", country: "FR")?.get()
        }
    }
}
