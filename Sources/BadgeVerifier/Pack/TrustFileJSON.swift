package import CryptoCore
package import Encoding
import Transparency

extension TrustFile {
    /// The fields in their fixed order.
    package var json: JSON {
        .object([
            .init("format", .string(TrustFile.formatLine)),
            .init("version", .integer(Int64(clamping: version))),
            .init("registry", .string(registry.hex)),
            .init("name", .string(name)),
            .init("test", .bool(isTest)),
            .init("singleOperator", .bool(isSingleOperator)),
            .init("arc", .string(oids.arc.description)),
            .init(
                "scope",
                .object([
                    .init("accountKinds", .array(scope.accountKinds.map { .string($0.rawValue) })),
                    .init("countries", .array(scope.countries.map { .string($0) })),
                ])),
            .init("roots", .array(roots.map { .string($0.pem) })),
            .init("logs", .array(logs.map(\.json))),
            .init("statusKeys", .array(statusKeys.map(\.json))),
            .init(
                "trustKeys",
                .object([
                    .init("threshold", .integer(Int64(trustThreshold))),
                    .init("vkeys", .array(trustKeys.map { .string($0.text) })),
                ])),
            .init("limits", .object([.init("maxStatusAge", .integer(maxStatusAge))])),
        ])
    }

    /// The file.
    package var bytes: [UInt8] { json.canonicalBytes }

    /// SHA-256 of the file, as `trust.sig` names it.
    package var digest: Digest { SHA256.hash(bytes) }

    /// Reads `trust.json` strictly: every field in its place, no other, canonical; then all rules.
    package init(parsing file: [UInt8]) throws(PackError) {
        guard file.count <= Limits.trustFileBytes else {
            throw TrustFile.error("\(file.count) bytes; at most \(Limits.trustFileBytes) are read")
        }
        do {
            self = try TrustFile.read(file)
        } catch let error as PackError {
            throw error
        } catch {
            throw TrustFile.error("\(error)")
        }
        guard bytes == file else { throw TrustFile.error("not in canonical form") }
    }

    private static func read(_ file: [UInt8]) throws -> TrustFile {
        var fields = try ObjectReader(JSON.parseCanonical(file))
        guard sameBytes(try fields.string("format"), formatLine) else {
            throw error("format must be \"\(formatLine)\"")
        }
        let version = try fields.unsigned("version")
        guard let registry = Digest(bytes: try fields.hex("registry", count: Digest.byteCount)) else {
            throw error("registry must be 64 hex digits")
        }
        let name = try fields.string("name")
        let isTest = try fields.bool("test")
        let isSingleOperator = try fields.bool("singleOperator")
        guard let arc = ObjectIdentifier(try fields.string("arc")) else {
            throw error("arc is not an object identifier")
        }
        let scope = try Scope(fields.object("scope"))
        let roots = try fields.strings("roots").map { try TrustedRoot(pem: $0) }
        let logs = try fields.objects("logs").map { try Log($0) }
        let statusKeys = try fields.objects("statusKeys").map { try StatusKey($0) }
        let (threshold, trustKeys) = try readTrustKeys(fields.object("trustKeys"))
        let maxStatusAge = try readLimits(fields.object("limits"))
        try fields.finish()
        return try TrustFile(
            version: version, registry: registry, name: name, isTest: isTest,
            isSingleOperator: isSingleOperator,
            arc: arc, scope: scope, roots: roots, logs: logs, statusKeys: statusKeys,
            trustThreshold: threshold,
            trustKeys: trustKeys, maxStatusAge: maxStatusAge)
    }

    private static func readTrustKeys(_ reader: ObjectReader) throws -> (Int, [VerifierKey]) {
        var fields = reader
        let threshold = try fields.unsigned("threshold")
        let keys = try fields.strings("vkeys").map { try VerifierKey(parsing: $0) }
        try fields.finish()
        return (Int(clamping: threshold), keys)
    }

    private static func readLimits(_ reader: ObjectReader) throws -> Int64 {
        var fields = reader
        let age = try fields.integer("maxStatusAge")
        try fields.finish()
        return age
    }
}

extension TrustFile.Scope {
    fileprivate init(_ reader: ObjectReader) throws {
        var fields = reader
        let kinds = try fields.strings("accountKinds").map { word in
            guard let kind = AccountURI.Kind.allCases.first(where: { sameBytes($0.rawValue, word) }) else {
                throw TrustFile.error("scope.accountKinds: \"\(word)\" is none of tel, https, acct")
            }
            return kind
        }
        let countries = try fields.strings("countries")
        try fields.finish()
        self.init(accountKinds: kinds, countries: countries)
    }
}

extension TrustFile.Log {
    fileprivate var json: JSON {
        .object([
            .init("number", .integer(Int64(number))),
            .init("vkey", .string(key.text)),
            .init("policy", .string(policyText)),
            .init(
                "final",
                final.map {
                    .object([
                        .init("size", .integer(Int64(clamping: $0.size))),
                        .init("root", .string($0.root.hex)),
                    ])
                } ?? .null),
        ])
    }

    fileprivate convenience init(_ reader: ObjectReader) throws {
        var fields = reader
        guard let number = UInt16(exactly: try fields.unsigned("number")) else {
            throw TrustFile.error("a log's number is above 32767")
        }
        let key = try VerifierKey(parsing: fields.string("vkey"))
        let policy = try fields.string("policy")
        let final = try fields.optionalObject("final").map { try TrustFile.Final($0) }
        try fields.finish()
        try self.init(number: number, key: key, policyText: policy, final: final)
    }
}

extension TrustFile.Final {
    fileprivate init(_ reader: ObjectReader) throws {
        var fields = reader
        let size = try fields.unsigned("size")
        guard let root = Digest(bytes: try fields.hex("root", count: Digest.byteCount)) else {
            throw TrustFile.error("final.root must be 64 hex digits")
        }
        try fields.finish()
        self.init(size: size, root: root)
    }
}

extension TrustFile.StatusKey {
    fileprivate var json: JSON {
        .object([
            .init("vkey", .string(key.text)),
            .init("logs", .array(logs.map { .integer(Int64($0)) })),
            .init("retired", retired.map { .string($0.description) } ?? .null),
        ])
    }

    fileprivate init(_ reader: ObjectReader) throws {
        var fields = reader
        let key = try VerifierKey(parsing: fields.string("vkey"))
        let logs = try fields.array("logs").map { value in
            guard case .integer(let number) = value, let log = UInt16(exactly: number) else {
                throw TrustFile.error("statusKeys.logs must be log numbers")
            }
            return log
        }
        let retired = try fields.optionalTime("retired")
        try fields.finish()
        self.init(key: key, logs: logs, retired: retired)
    }
}
