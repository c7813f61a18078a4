/// All schemes that are known, and which of them a claim falls under.
package enum Identifiers {
    /// VAT numbers by their prefix, which for Greece (EL), Switzerland (CHE) and Northern Ireland (XI) is no ISO code.
    private static let vat: [(country: String, scheme: IdentifierScheme)] = [
        ("AT", Austria.vat), ("BE", Belgium.vat), ("BG", Bulgaria.vat), ("CH", Switzerland.vat),
        ("CY", Cyprus.vat),
        ("CZ", Czechia.vat), ("DE", Germany.vat), ("DK", Denmark.vat), ("EE", Estonia.vat),
        ("EL", Greece.vat),
        ("ES", Spain.vat), ("FI", Finland.vat), ("FR", France.vat), ("GB", UnitedKingdom.vat),
        ("GR", Greece.vat),
        ("HR", Croatia.vat), ("HU", Hungary.vat), ("IE", Ireland.vat), ("IT", Italy.vat),
        ("LT", Lithuania.vat),
        ("LU", Luxembourg.vat), ("LV", Latvia.vat), ("MT", Malta.vat), ("NL", Netherlands.vat),
        ("NO", Norway.vat),
        ("PL", Poland.vat), ("PT", Portugal.vat), ("RO", Romania.vat), ("SE", Sweden.vat),
        ("SI", Slovenia.vat),
        ("SK", Slovakia.vat), ("XI", UnitedKingdom.vatNorthernIreland), ("AU", Australia.abn),
        ("IN", India.gstin), ("ZA", SouthAfrica.tax), ("MX", Mexico.register), ("JP", Japan.register),
        ("CN", China.register), ("BR", Brazil.register), ("KR", Korea.business), ("CA", Canada.business),
        ("SG", Singapore.register), ("US", UnitedStates.ein),
    ]

    /// What registers call a business, by country (ISO 3166-1). The first is the register's own.
    private static let registers: [(country: String, schemes: [IdentifierScheme])] = [
        ("AT", [Austria.register]), ("AU", [Australia.acn, Australia.abn]), ("BE", [Belgium.register]),
        ("BR", [Brazil.register]), ("CA", [Canada.register, Canada.business]), ("CH", [Switzerland.register]),
        ("CN", [China.register]), ("CZ", [Czechia.register]), ("DE", [Germany.register]),
        ("DK", [Denmark.register]),
        ("ES", [Spain.register]), ("FI", [Finland.register]), ("FR", [France.siren, France.siret]),
        ("GB", [UnitedKingdom.register]), ("IE", [Ireland.register]),
        ("IN", [India.register, India.gstin, India.pan]),
        ("IT", [Italy.register, Italy.taxCode]), ("JP", [Japan.register]),
        ("KR", [Korea.register, Korea.business]),
        ("MX", [Mexico.register]), ("NL", [Netherlands.register]), ("NO", [Norway.register]),
        ("PL", [Poland.krs, Poland.nip, Poland.regon]), ("PT", [Portugal.register]),
        ("SE", [Sweden.register]),
        ("SG", [Singapore.register]), ("ZA", [SouthAfrica.register]),
    ]

    /// Numbers that no country gives, asked for by their code alone.
    private static let others = [IdentifierScheme.lei]

    /// Every scheme once, by code.
    package static let all: [IdentifierScheme] = {
        var seen = Set<String>()
        return (registers.flatMap(\.schemes) + vat.map(\.scheme) + others).filter {
            seen.insert($0.code).inserted
        }
    }()

    /// The scheme with a code.
    package static func scheme(_ code: String) -> IdentifierScheme? {
        all.first { $0.code.utf8.elementsEqual(code.utf8) }
    }

    static func vatScheme(_ country: String) -> IdentifierScheme? {
        vat.first { $0.country.utf8.elementsEqual(country.utf8) }?.scheme
    }

    static func registerSchemes(_ country: String) -> [IdentifierScheme] {
        registers.first { $0.country.utf8.elementsEqual(country.utf8) }?.schemes ?? []
    }

    /// Checks the number that a register of a country gave; nil where no scheme of that country is known, so that
    /// nothing can be said. Where several schemes could be meant, the strongest that fits counts; where none fits, the
    /// problem is that of the register's own scheme.
    package static func registrationNumber(
        _ number: String, country: String
    ) -> Result<ValidIdentifier, IdentifierProblem>? {
        strongest(registerSchemes(country).map { $0.validate(number) })
    }

    static func strongest(
        _ results: [Result<ValidIdentifier, IdentifierProblem>]
    ) -> Result<ValidIdentifier, IdentifierProblem>? {
        let valid = results.compactMap { try? $0.get() }
        if let best = valid.first(where: { $0.strength == .checksum }) ?? valid.first {
            return .success(best)
        }
        // A mistyped digit tells more than that another scheme has another length.
        let mistyped = results.first {
            if case .failure(let problem) = $0 { problem.rule != .form } else { false }
        }
        return mistyped ?? results.first
    }
}
