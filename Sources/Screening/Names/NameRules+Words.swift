/// Rules about words.
extension NameRules {
    static func claim(_ name: String) -> NameFinding? {
        // Look-alike letters make the same claim.
        let words = NameKeys(name).tokens.map { CodePoints.text(Skeleton.of($0)) }
        let found = claims.first { claim in words.contains { $0.utf8.elementsEqual(Skeleton.of(claim).utf8) }
        }
        return found.map {
            .init(
                .claim, "contains the word \"\($0)\"",
                "Leave it out: whether a business is verified is what the badge says.")
        }
    }

    private static let claims = [
        "official", "verified", "authentic", "certified", "trusted", "officiel", "oficial", "offiziell",
        "verifiziert",
        "vérifié", "verificado", "verificato", "ufficiale", "officieel", "geverifieerd", "официальный", "公式",
        "官方",
    ]

    /// A name that is nothing but words for a kind of business or service.
    static func generic(_ name: String) -> NameFinding? {
        let tokens = NameKeys(name).tokens
        guard tokens.allSatisfy({ genericWords.contains($0) || smallWords.contains($0) }),
            tokens.contains(where: genericWords.contains)
        else { return nil }
        return .init(
            .generic, "is a bare generic word, which says of nobody who it is",
            "Add what tells the business apart, as in \"Support by Example Airline\".")
    }

    static func place(_ name: String) -> NameFinding? {
        let folded = NameKeys(name).folded
        guard places.contains(folded) else { return nil }
        return .init(
            .place, "is a bare place",
            "Add what tells the business apart, as in \"Paris by Example Airline\".")
    }

    /// A brand that shares no word with the company's name must name the company.
    static func divergent(_ name: String, _ legalName: String) -> NameFinding? {
        let (brand, company) = (NameKeys(name), NameKeys(legalName))
        let telling = Set(company.tokens).subtracting(smallWords)
        if !telling.isDisjoint(with: brand.tokens) { return nil }
        // An acronym or a name written together is the company's own.
        if company.letters.starts(with: brand.letters) || brand.letters.starts(with: company.letters) {
            return nil
        }
        if brand.letters == company.tokens.compactMap(\.first) { return nil }
        return .init(
            .divergent, "shares no word with the legal name \"\(legalName)\"",
            "Write it as \"\(name) by \(legalName)\", or show the right to the brand.")
    }

    private static func words(_ text: String) -> Set<[UInt32]> {
        Set(
            text.split(separator: "\n").flatMap { $0.split(separator: " ") }.map {
                CaseFolding.identity(CodePoints.of($0))
            })
    }

    private static let smallWords = words(
        "the a an of and for to by at in on your our my 24 7 de la le el der die das und et y e")

    private static let genericWords = words(
        """
        account accounts admin airline airlines airport alert alerts assistance authority bank banking bill billing
        booking bookings broker bureau business care cargo casino center centre chat city clinic clinics club college
        contact coupon coupons courier credit customer customers customs deal deals delivery deliveries dental dentist
        department desk doctor embassy emergency energy exchange express finance financial flights food fraud gas gift
        government helpdesk help helpline hospital hotel hotels info information insurance international internet
        invoice invoices jobs kiosk law lawyer lawyers legal loan loans lottery mail market marketing marketplace
        marketplaces medical message messages ministry mobile money mortgage museum music network news notice notices
        notification notifications offer offers office online parcel parcels parking payment payments pharmacy phone
        pizza police post postal prize promo promotion promotions rail railway realty rental rentals restaurant
        restaurants retail reward rewards rides sale sales school secure security service services shipping shop shopping
        shops sms solutions sport sports store stores supermarket support tax taxes taxi taxis team tech telecom
        telephone ticket tickets tours train trains transport travel trip university update updates utility utilities
        wallet water weather web website
        accountant accounting agency bakery barber beer bookshop bookstore books brewery butcher cafe café catering cleaning
        clothing coffee computer computers construction consulting electronics farm florist freight furniture garage garden
        gym hairdresser hosting jewellery jewelry kindergarten laundry logistics nursery optician painter photographer
        photography physiotherapy plumber plumbing salon shoes software studio tailor tea vet veterinary warehouse wine
        winery
        autohaus bäckerei bakkerij boulangerie café carnicería fleischerei friseur kapper metzgerei panadería peluquería slager
        zahnarzt
        apotheke bahn banco banque behörde bureau clinique crédit empresa flug flughafen gobierno gouvernement hilfe hôpital
        hôtel impôts kredit kundendienst kundenservice noticias paket policía polizei praxis reisen restaurante schule
        servicio soporte steuer tienda versicherung
        """)

    /// The name without words for a department that speaks for a business: who calls himself `Example Airline Support`
    /// says that he is Example Airline. Nil where there are none, or nothing else.
    static func withoutDepartment(_ name: String) -> String? {
        NameKeys.rest(of: name, without: departmentWords)
    }

    private static let departmentWords = words(
        """
        account accounts alert alerts assistance billing care chat contact customer customers department desk emergency
        fraud help helpdesk helpline hotline info information invoice invoices message messages notice notices
        notification notifications online payment payments refund refunds secure security service services support team
        update updates verification
        aide assistance atención ayuda betrug clientes clients facturación hilfe klantenservice kundendienst kundenservice
        destek podpora pomoc obsługa klienta wsparcie безопасность допомога клиентов поддержка помощь підтримка сервис служба
        υποστήριξη دعم सहायता
        mitteilung pago pagos paiement rechnung seguridad servicio servizio sicherheit soporte supporto zahlung
        """)

    private static let places: Set<[UInt32]> = Set(
        """
        Africa,America,Asia,Europe,Oceania,Antarctica,Afghanistan,Albania,Algeria,Andorra,Angola,Argentina,Armenia,Australia,
        Austria,Azerbaijan,Bahamas,Bahrain,Bangladesh,Barbados,Belarus,Belgium,Belize,Benin,Bhutan,Bolivia,Bosnia,Botswana,
        Brazil,Brunei,Bulgaria,Burundi,Cambodia,Cameroon,Canada,Chad,Chile,China,Colombia,Congo,Costa Rica,Croatia,Cuba,
        Cyprus,Czechia,Denmark,Djibouti,Ecuador,Egypt,El Salvador,England,Eritrea,Estonia,Eswatini,Ethiopia,Fiji,Finland,
        France,Gabon,Gambia,Georgia,Germany,Ghana,Greece,Guatemala,Guinea,Guyana,Haiti,Honduras,Hungary,Iceland,India,
        Indonesia,Iran,Iraq,Ireland,Israel,Italy,Jamaica,Japan,Jordan,Kazakhstan,Kenya,Korea,South Korea,North Korea,Kuwait,
        Kyrgyzstan,Laos,Latvia,Lebanon,Lesotho,Liberia,Libya,Liechtenstein,Lithuania,Luxembourg,Madagascar,Malawi,Malaysia,
        Maldives,Mali,Malta,Mauritania,Mauritius,Mexico,Moldova,Monaco,Mongolia,Montenegro,Morocco,Mozambique,Myanmar,
        Namibia,Nepal,Netherlands,The Netherlands,New Zealand,Nicaragua,Niger,Nigeria,Norway,Oman,Pakistan,Palestine,Panama,
        Paraguay,Peru,Philippines,Poland,Portugal,Qatar,Romania,Russia,Rwanda,Samoa,San Marino,Saudi Arabia,Scotland,Senegal,
        Serbia,Seychelles,Sierra Leone,Singapore,Slovakia,Slovenia,Somalia,South Africa,Spain,Sri Lanka,Sudan,Suriname,
        Sweden,Switzerland,Syria,Taiwan,Tajikistan,Tanzania,Thailand,Togo,Tonga,Tunisia,Turkey,Türkiye,Turkmenistan,Uganda,
        Ukraine,United Arab Emirates,United Kingdom,United States,Uruguay,Uzbekistan,Vanuatu,Venezuela,Vietnam,Wales,Yemen,
        Zambia,Zimbabwe,Deutschland,Österreich,Schweiz,Suisse,España,Italia,Nederland,België,Belgique,Polska,Россия,日本,
        中国,한국,भारत,Abu Dhabi,Accra,Addis Ababa,Algiers,Amman,Amsterdam,Ankara,Antwerp,Athens,Atlanta,Auckland,Baghdad,
        Baku,Bangalore,Bangkok,Barcelona,Beijing,Beirut,Belfast,Belgrade,Berlin,Birmingham,Bogotá,Boston,Bratislava,Brussels,
        Bucharest,Budapest,Buenos Aires,Cairo,Cape Town,Caracas,Casablanca,Chicago,Cologne,Copenhagen,Dakar,Dallas,Damascus,
        Delhi,Dhaka,Doha,Dubai,Dublin,Düsseldorf,Edinburgh,Florence,Frankfurt,Geneva,Genoa,Ghent,Glasgow,Gothenburg,Hamburg,
        Hanoi,Havana,Helsinki,Ho Chi Minh City,Hong Kong,Houston,Istanbul,Jakarta,Jerusalem,Johannesburg,Karachi,Kyiv,
        Kuala Lumpur,Lagos,Lahore,Leipzig,Lima,Lisbon,Liverpool,Ljubljana,London,Los Angeles,Lyon,Madrid,Manchester,Manila,
        Marseille,Melbourne,Mexico City,Miami,Milan,Minsk,Montreal,Moscow,Mumbai,Munich,München,Nairobi,Naples,New Delhi,
        New York,Nice,Osaka,Oslo,Ottawa,Paris,Perth,Philadelphia,Porto,Prague,Riga,Rio de Janeiro,Riyadh,Rome,Rotterdam,
        San Francisco,Santiago,São Paulo,Sarajevo,Seattle,Seoul,Seville,Shanghai,Shenzhen,Sofia,Stockholm,Stuttgart,Sydney,
        Taipei,Tallinn,Tbilisi,Tehran,Tel Aviv,The Hague,Tokyo,Toronto,Tunis,Turin,Valencia,Vancouver,Venice,Vienna,Wien,
        Vilnius,Warsaw,Washington,Wellington,Zagreb,Zurich,Zürich
        """.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { NameKeys(String($0)).folded })
}
