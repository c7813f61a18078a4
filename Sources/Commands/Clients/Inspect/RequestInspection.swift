import CryptoCore
import Encoding
import Registry
import RegistryStore

/// What a business signed, as facts: what it claims or asks, and the signature. Only a `.request` carries its key.
enum RequestInspection {
    static func inspect(_ bytes: [UInt8], _ kind: RequestKind) throws -> Inspection {
        guard kind == .request else {
            let name = kind.documentKind
            let facts = try FileInspection.reading(name) { try RequestFacts.read(bytes, as: kind) }
            return Inspection(
                kind: name, title: facts.title,
                sections: [
                    .init(
                        key: "says", title: "Says",
                        facts: facts.claims.map { .init($0.name, $0.name, $0.value) }
                            + [NoteInspection.signatures(facts.note)])
                ])
        }
        return try request(bytes)
    }

    private static func request(_ bytes: [UInt8]) throws -> Inspection {
        let request = try FileInspection.reading("request") { try ApplicantRequest(parsing: bytes) }
        let key = request.certificationRequest.publicKey
        return Inspection(
            kind: "request", title: "a business's request",
            sections: [
                .init(
                    key: "form", title: "Claims of the business",
                    facts: claims(request.form.json).map { .init($0.name, $0.name, $0.value) }),
                .init(
                    key: "key", title: "Key",
                    facts: [
                        .init("algorithm", "algorithm", key.algorithm.rawValue),
                        .init("sha256", "SHA-256", key.spkiDigest.hex),
                        NoteInspection.signatures(request.note),
                    ]),
            ])
    }

    private static func claims(_ form: JSON) -> [JSON.Member] {
        guard case .object(let members) = form else { return [] }
        return members
    }
}
