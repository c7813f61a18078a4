extension Identifiers {
    /// What a number of a list or an extract stands for, in all readings that are possible; of a number that no scheme
    /// here reads, the number itself with its country.
    static func identities(of text: String, country: String) -> [String] {
        let readings =
            registerSchemes(country).map { $0.validate(text) }
            + [IdentifierScheme.lei.validate(text), organizationIdentifier(text)]
            + [vatScheme(country), vatScheme(String(text.prefix(2)))].compactMap { $0?.validate(text) }
        var found: [String] = []
        for reading in readings {
            guard let identity = try? reading.get().identity, !found.contains(identity) else { continue }
            found.append(identity)
        }
        return found.isEmpty ? [plainIdentity(text, country: country)] : found
    }

    /// A number of no known scheme: letters and digits of it, upper case.
    static func plainIdentity(_ text: String, country: String) -> String {
        let plain = text.uppercased().utf8.filter {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 >= 0x80
        }
        return "number-\(country.lowercased()):" + String(decoding: plain, as: UTF8.self)
    }
}
