import Encoding
import Testing

@testable import Screening

@Suite struct ListTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `A list gives an entry for each name and alias, the identifier at the first`() throws {
        let text =
            "Name,aliases,country,identifier,source,date\r\n\"Bad, Ltd\",Bd;Evil Corp,GB,00445790,OFSI,2026-01-02\n"
        let entries = try NameList.entries(bytes(text), kind: .denied, title: "sanctions")
        #expect(entries.map(\.name) == ["Bad, Ltd", "Bd", "Evil Corp"])
        #expect(entries.map(\.id) == Array(repeating: "sanctions line 2", count: 3))
        #expect(entries[0].identities == ["gb-crn:00445790"])
        #expect(entries[1].identities == [])
        #expect(entries[0].detail == "OFSI, since 2026-01-02")
    }

    @Test(arguments: [
        ("", "line 1"), ("name,nmae\nA,B\n", "line 1: unknown column \"nmae\", did you mean \"name\"?"),
        ("country\nNL\n", "line 1: there is no column \"name\""), ("name,country\nA,Holland\n", "line 2"),
        ("name\n\"A\n", "line 2: a quote is not closed"),
        ("name,country\nA,NL\n,NL\n", "line 3: the name is empty"),
        ("name,name\nA,B\n", "line 1: two columns"), ("name\n\"A\"b\n", "line 2"),
    ]) func `What is wrong with a list is told with its line`(text: String, message: String) {
        do throws(CSVReader.Failure) {
            _ = try NameList.entries(bytes(text), kind: .denied, title: "x")
            Issue.record("it was read")
        } catch {
            #expect(error.description.hasPrefix(message), "\(error)")
        }
    }

    @Test func `An extract is read by its own columns or those of the LEI files`() throws {
        let text = """
            LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.EntityStatus,Registration.RegistrationStatus,Registration.ValidationSources,Other
            529900T8BM49AURSDO55,Ubisecure Oy,FI,ACTIVE,ISSUED,FULLY_CORROBORATED,x
            5493001KJTIIGC8Y1R12,Example Ltd,GB,ACTIVE,LAPSED,FULLY_CORROBORATED,x

            """
        var entries: [NameEntry] = []
        try RegisterExtract.forEach(bytes(text), title: "LEIs", country: nil) { entries.append($0) }
        #expect(entries.map(\.identities) == [["lei:529900T8BM49AURSDO55"], ["lei:5493001KJTIIGC8Y1R12"]])
        #expect(ExtractRecord(text: entries[0].detail).leiProblem == nil)
        #expect(ExtractRecord(text: entries[1].detail).leiProblem?.contains("LAPSED") == true)
        #expect(entries.map(\.country) == ["FI", "GB"])
    }

    @Test(arguments: [
        ("ACTIVE", true), ("active", true), ("dissolved", false), ("", false), ("LIQUIDATION", false),
    ])
    func `Only words for a living business are active`(status: String, isActive: Bool) {
        #expect(ExtractRecord(status: status, registration: "", corroboration: "").isActive == isActive)
    }
}

@Suite struct CaseScreeningTests {
    private func subject(
        owner: String = "me", name: String = "Golden Freight", legal: String = "Golden Freight B.V.",
        country: String = "NL",
        number: String = "12345678", identifier: String? = nil, accounts: [String] = ["tel:+12025550100"],
        website: String = "https://golden.example/x", street: String? = "Havenkade 1", key: String? = nil
    ) -> ScreeningSubject {
        ScreeningSubject(
            owner: owner, displayName: name, legalName: legal, country: country, registrationNumber: number,
            organizationIdentifier: identifier, accounts: accounts, website: website, street: street,
            keyHash: key)
    }

    private func index(_ entries: [NameEntry]) throws -> NameIndex {
        var builder = NameIndexBuilder()
        for entry in entries { builder.add(entry) }
        return try NameIndex(builder.file(source: "s"))
    }

    private func hits(_ subject: ScreeningSubject, _ sources: ScreeningSources = .init()) throws -> [String] {
        try CaseScreening(subject, rules: NameRules(), sources: sources).hits.map {
            "\($0.severity) \($0.code) \($0.field)"
        }
    }

    @Test(arguments: [
        "P.O. Box 123", "PO Box 5, Dock Road 2", "c/o Other Firm, Main Street 1", "Postfach 10 20 30",
        "Boîte postale 7", "BP 112", "Box 4120", "Postbus 9", "Apartado 33", "а/я 45", "東京都私書箱12号",
    ])
    func `A box is no place of business`(street: String) throws {
        #expect(try hits(subject(street: street)) == ["task address/box address.street"])
    }

    @Test(arguments: [
        "Havenkade 1", "Box Street 12", "12 Boxwood Lane", "Unit 3, Box 2", "Coöperatieweg 4", "Rue du BP",
        "Avenue Apartado", "Postweg 3", "Co-op House 1",
    ])
    func `A street is one, whatever it is called`(street: String) throws {
        #expect(try hits(subject(street: street)) == [])
    }

    @Test func `An honest application has no hit and its numbers have labels`() throws {
        let screening = try CaseScreening(
            subject(identifier: "NTRNL-12345678"), rules: NameRules(), sources: .init(cases: index([])))
        #expect(screening.hits == [])
        #expect(screening.facts.map(\.label) == ["syntax", "syntax"])
    }

    @Test func `A broken identifier is refused where it names its scheme, else a task`() throws {
        #expect(
            try hits(
                subject(
                    legal: "Golden Freight SA", country: "FR", number: "552008444",
                    identifier: "VATDE-136695977")) == [
                    "task identifier/check-digit registrationNumber",
                    "refusal identifier/check-digit organizationIdentifier",
                ])
    }

    @Test func `Domains are held against IDNA, suffixes and scripts`() throws {
        #expect(try hits(subject(website: "https://co.uk")) == ["task domain/suffix website"])
        #expect(try hits(subject(website: "https://xn--pypal-4ve.com/")) == ["task domain/script website"])
        #expect(try hits(subject(website: "https://xn--a.com/")) == ["task domain/form website"])
    }

    @Test func `What another case has too is a duplicate, in the index or too young for it`() throws {
        let other = subject(
            owner: "other", name: "Something Else", number: "44445555",
            accounts: ["https://shop.golden.example"], key: "k")
        let entries = other.entries(kind: .application, id: "case X")
        let wanted = ["task duplicate/domain website", "task duplicate/key key"]
        #expect(try hits(subject(key: "k"), .init(cases: index(entries))) == wanted)
        #expect(try hits(subject(key: "k"), .init(recent: entries)) == wanted)
        #expect(try hits(subject(key: "k"), .init(cases: index(entries), current: { _ in nil })) == [])
        #expect(
            try hits(subject(owner: "other", key: "k"), .init(cases: index(entries), recent: entries)) == [])
        // Of another case of the same business the number alone is told.
        let again = subject(owner: "again", key: "k").entries(kind: .badge, id: "1-1")
        #expect(
            try hits(subject(key: "k"), .init(recent: again)) == [
                "task duplicate/identifier registrationNumber"
            ])
        let same = subject(owner: "third", number: "87654321", website: "https://third.example")
        #expect(
            try hits(
                subject(number: "11111111", website: "https://b.example"),
                .init(cases: index(same.entries(kind: .badge, id: "1-1"))))
                == ["task lookalike/same-name displayName", "task duplicate/account accounts"])
    }

    @Test func `Denied lists match by name, legal name and identifier`() throws {
        let list = try NameList.entries(
            Array("name,country,identifier\nGolden Freigth,NL,12345678\nOther,,\n".utf8), kind: .denied,
            title: "list")
        #expect(
            try hits(subject(), .init(lists: [index(list)])) == [
                "task denied/distance displayName", "task denied/distance legalName",
                "task denied/identifier registrationNumber",
            ])
        #expect(
            try hits(
                subject(name: "Silver Rail", legal: "Silver Rail B.V.", number: "87654321"),
                .init(lists: [index(list)])) == [])
    }

    @Test func `A brand is nobody else's, in any country`() throws {
        let list = try NameList.entries(Array("name\nGolden Freight\n".utf8), kind: .brands, title: "brands")
        #expect(
            try hits(subject(country: "US"), .init(lists: [index(list)])) == [
                "task lookalike/brand-same-name displayName"
            ])
    }

    @Test(arguments: [
        ("PayPal Support", true), ("My Pay-Pal", true), ("PaypaI Help Desk", true),
        ("Help by Golden Freight", true),
        // A badge's own name belongs to nobody as a part, and a part of a word is none.
        ("Paypallas Support", false), ("Golden Support", false), ("Silver Example Rail", false),
    ])
    func `A brand is found inside a longer name`(name: String, isFound: Bool) throws {
        let brands = try NameList.entries(
            Array("name\nPayPal\nGolden Freight\nUp\n".utf8), kind: .brands, title: "brands")
        let badge = NameEntry(kind: .badge, id: "1-1", owner: "a", name: "Silver", country: "NL")
        let found = try hits(
            subject(name: name, legal: "\(name) B.V."), .init(lists: [index(brands + [badge])]))
        #expect(found == (isFound ? ["task lookalike/brand-inside displayName"] : []))
    }

    @Test func `An extract confirms, contradicts or does not know`() throws {
        func extract(_ text: String) throws -> ScreeningSources.Extract {
            var builder = NameIndexBuilder()
            try RegisterExtract.forEach(Array(text.utf8), title: "KvK extract of 2026-11-01", country: "NL") {
                builder.add($0)
            }
            return .init(
                title: "KvK extract of 2026-11-01", date: "2026-11-01", country: "NL",
                index: try NameIndex(builder.file(source: "x")))
        }
        let good = try extract("identifier,name,status\n12345678,GOLDEN FREIGHT BV,active\n")
        let screening = try CaseScreening(subject(), rules: NameRules(), sources: .init(extracts: [good]))
        #expect(screening.hits == [])
        #expect(screening.facts.last?.label == "matched in extract of 2026-11-01")
        let bad = try extract("identifier,name,status\n12345678,Silver Freight B.V.,dissolved\n")
        #expect(
            try hits(subject(), .init(extracts: [bad])) == [
                "task register/status registrationNumber", "task register/name legalName",
            ])
        #expect(
            try hits(subject(number: "87654321"), .init(extracts: [good])) == [
                "task register/missing registrationNumber"
            ])
        #expect(
            try hits(
                subject(legal: "Golden Freight Ltd", country: "GB", number: "00445790"),
                .init(extracts: [good])) == [])
    }
}
