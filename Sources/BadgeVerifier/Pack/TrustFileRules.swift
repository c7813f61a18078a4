import CryptoCore
import Encoding
import Transparency

extension TrustFile {
    /// The rules that hold between fields; each part has checked itself.
    func validate() throws(PackError) {
        try validateNumbers()
        try validateScope()
        try validateLogs()
        try validateStatusKeys()
        try validateRoles()
        if !isTest { try validateNotTest() }
    }

    private func validateNumbers() throws(PackError) {
        guard version >= 1, version >> 53 == 0 else { throw TrustFile.error("version must be 1 or more") }
        if let problem = TextRule.problem(name, limit: 128) { throw TrustFile.error("name \(problem)") }
        guard (1...Limits.statusAge).contains(maxStatusAge) else {
            throw TrustFile.error(
                "limits.maxStatusAge is \(maxStatusAge) s; it must lie between 1 and \(Limits.statusAge) (30 days)"
            )
        }
        guard (1...32).contains(trustKeys.count), (1...trustKeys.count).contains(trustThreshold) else {
            throw TrustFile.error(
                "trustKeys: the threshold \(trustThreshold) does not fit \(trustKeys.count) keys (1 to 32)")
        }
    }

    private func validateScope() throws(PackError) {
        guard !scope.accountKinds.isEmpty, TrustFile.areDistinct(scope.accountKinds) else {
            throw TrustFile.error("scope.accountKinds must name at least one kind, each once")
        }
        guard scope.countries.allSatisfy(TextRule.isCountry),
            zip(scope.countries, scope.countries.dropFirst()).allSatisfy(<)
        else { throw TrustFile.error("scope.countries must be two-letter codes in rising order") }
    }

    private func validateLogs() throws(PackError) {
        guard (1...32).contains(logs.count), (1...8).contains(roots.count) else {
            throw TrustFile.error("there must be 1 to 32 logs and 1 to 8 roots")
        }
        guard zip(logs, logs.dropFirst()).allSatisfy({ $0.number < $1.number }),
            logs.allSatisfy({ (1...32767).contains($0.number) })
        else { throw TrustFile.error("logs must stand in rising order of numbers between 1 and 32767") }
        guard TrustFile.areDistinct(logs.map { ByteString($0.origin) }) else {
            throw TrustFile.error("two logs have the same origin")
        }
        for log in logs
        where log.key.kind != .ed25519 || log.policy.witnessKeys.contains(where: { $0.kind != .cosignature })
        {
            throw TrustFile.error(
                "log \(log.number): its key must be of type 01 and those of its witnesses 04")
        }
        guard TrustFile.areDistinct(roots.map(\.key)) else {
            throw TrustFile.error("a root is listed twice")
        }
    }

    private func validateStatusKeys() throws(PackError) {
        for status in statusKeys {
            guard status.key.kind == .ed25519, !status.logs.isEmpty,
                zip(status.logs, status.logs.dropFirst()).allSatisfy(<),
                status.logs.allSatisfy({ log(number: $0) != nil })
            else {
                throw TrustFile.error(
                    "status key \(status.key.name): wrong type, or its logs are not listed ones in order")
            }
        }
        guard trustKeys.allSatisfy({ $0.kind == .ed25519 }) else {
            throw TrustFile.error("trustKeys must be keys of type 01")
        }
    }

    /// A key serves one role (DESIGN D3): a signature made for one purpose must mean nothing for another.
    private func validateRoles() throws(PackError) {
        var witnesses: [VerifierKey] = []
        for key in logs.flatMap(\.policy.witnessKeys) where !witnesses.contains(key) { witnesses.append(key) }
        var seen = roots.map(\.key)
        for key in logs.map(\.key) + witnesses + statusKeys.map(\.key) + trustKeys {
            guard !seen.contains(key.publicKey) else {
                throw TrustFile.error("key \(key.name) is listed twice or serves two roles")
            }
            seen.append(key.publicKey)
        }
    }

    /// Compares each with each: a trust file has few of anything, and the type of a set alone would cost a short run
    /// more to set up.
    private static func areDistinct(_ values: [some Equatable]) -> Bool {
        values.indices.allSatisfy { !values[..<$0].contains(values[$0]) }
    }

    /// A real authority uses neither the documentation arc nor keys whose private halves are public.
    private func validateNotTest() throws(PackError) {
        guard !oids.isDocumentation else {
            throw TrustFile.error(
                "the arc \(oids.arc) is for documentation and marks a test authority, but test is false")
        }
        let keys =
            roots.map(\.key) + trustKeys.map(\.publicKey) + statusKeys.map(\.key.publicKey)
            + logs.flatMap { $0.signatureOrder.map(\.publicKey) }
        guard !keys.contains(where: { TestKeys.spkiDigests.contains($0.spkiDigest) }) else {
            throw TrustFile.error("one of its keys is a public TEST key, but test is false")
        }
    }
}
