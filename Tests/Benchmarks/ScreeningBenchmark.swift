import Glibc
import Screening

/// One application against a million names: badges, applications and brands, made of words that companies use.
struct ScreeningBenchmark {
    let names: Int
    let rounds = 9

    private static let first = [
        "Alpine", "Amber", "Atlas", "Aurora", "Blue", "Bright", "Cedar", "Coral", "Crystal", "Delta", "Eagle",
        "Echo", "Ember",
        "Falcon", "Fjord", "Golden", "Granite", "Green", "Harbor", "Horizon", "Indigo", "Ivory", "Jade",
        "Juniper", "Kestrel",
        "Lakeside", "Lotus", "Maple", "Meridian", "Nordic", "North", "Oak", "Ocean", "Onyx", "Orchid",
        "Pacific", "Pine",
        "Polar", "Prairie", "Quartz", "Raven", "Red", "River", "Ruby", "Saffron", "Silver", "Solar", "Summit",
        "Terra",
        "Tidal", "Urban", "Vega", "Velvet", "Violet", "Willow", "Zenith",
    ]
    private static let second = [
        "Air", "Analytics", "Apparel", "Bakery", "Bank", "Books", "Brewing", "Builders", "Capital", "Care",
        "Clinic", "Coffee",
        "Design", "Dynamics", "Electric", "Energy", "Farms", "Finance", "Foods", "Freight", "Furniture",
        "Games", "Health",
        "Hotels", "Insurance", "Labs", "Logistics", "Marine", "Media", "Mobility", "Motors", "Networks",
        "Optics", "Outdoor",
        "Partners", "Pharma", "Power", "Rail", "Robotics", "Security", "Shipping", "Software", "Studios",
        "Supply", "Systems",
        "Telecom", "Textiles", "Tools", "Travel", "Ventures", "Water", "Wines", "Works",
    ]
    private static let forms = ["", " Ltd", " GmbH", " B.V.", " Inc.", " S.A.", " Pty Ltd"]
    private static let countries = ["NL", "DE", "US", "FR", "GB", "AU", "BR"]
    private static let syllables = [
        "ba", "co", "da", "el", "fi", "go", "ha", "in", "jo", "ka", "li", "mo", "na", "or", "pe", "qu", "ri",
        "so", "ta", "un",
        "vi", "wa", "xe", "yo", "za",
    ]

    /// The n-th name: two words, and an invented one for all but the first few.
    static func entry(_ number: Int) -> NameEntry {
        let count = first.count * second.count
        var invented = number / count
        var word = ""
        while invented > 0 {
            word += syllables[invented % syllables.count]
            invented /= syllables.count
        }
        let head = first[number % first.count]
        let name =
            head + (word.isEmpty ? " " : " " + word + " ") + second[number / first.count % second.count]
        return NameEntry(
            kind: number % 3 == 0 ? .badge : .application, id: "case \(number)", owner: "\(number)",
            name: name + forms[number % forms.count], country: countries[number % countries.count])
    }

    func run() throws {
        var file: [UInt8] = []
        let building = Stopwatch.processor {
            var builder = NameIndexBuilder()
            for number in 0..<names { builder.add(Self.entry(number)) }
            file = builder.file(source: "benchmark")
        }
        let path = "/tmp/greenbadge-screening-\(getpid()).index"
        defer { unlink(path) }
        try write(file, to: path)
        print("screening one name against \(names)")
        report("file, bytes a name", text(Double(file.count) / Double(names), digits: 1))
        report("building it once, microseconds a name", text(building * 1e6 / Double(names), digits: 1))
        file = []
        var figures: [(String, [Double])] = []
        for query in [
            "Golden baco Freigth", "Polar Air", "Maple zaza S0ftware", "Example Airline", "Аmber Bank",
        ] {
            var times: [Double] = []
            var hits = 0
            for _ in 0..<rounds { times.append(Stopwatch.wall { hits = search(query, path) }) }
            figures.append(("\(query): \(hits) hits, milliseconds", times))
        }
        let naive =
            Stopwatch.wall {
                for number in 0..<min(names, 20_000) {
                    _ = NameHit("Golden baco Freigth", country: "NL", Self.entry(number))
                }
            } * Double(names) / Double(min(names, 20_000))
        for (what, times) in figures { report(what, text(median(times) * 1e3, digits: 1)) }
        let slowest = figures.map { median($0.1) }.max() ?? .nan
        report("comparing with every name, times the slowest", text(naive / slowest, digits: 0))
    }

    private func search(_ query: String, _ path: String) -> Int {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        do {
            let size = Int(lseek(descriptor, 0, SEEK_END))
            let index = try NameIndex(size: size) { offset, count throws(NameIndexError) in
                let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                    filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
                }
                guard bytes.count == count else { throw .unreadable("short") }
                return bytes
            }
            return try index.search(query, country: "NL", owner: nil, limit: 100).count
        } catch {
            expect(false, "the index does not open: \(error)")
            return 0
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            expect(count > 0, "the disk is full")
            done += max(count, 0)
        }
    }
}
