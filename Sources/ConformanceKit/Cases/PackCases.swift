import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 0: packs that cannot be opened. That is an error, never a verdict about a badge.
enum PackCases {
    static func add(to list: inout CaseList) throws {
        list.group = "pack"
        try addForm(to: &list)
        try addRules(to: &list)
        try addTest(to: &list)
    }

    private static func broken(
        _ list: inout CaseList, _ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]
    ) throws {
        try list.add("pack-\(name)", .packError, why) { $0.pack.editTrust = edit }
    }

    private static func addForm(to list: inout CaseList) throws {
        try broken(&list, "empty", "trust.json is empty.") { _ in [] }
        try broken(&list, "cut", "trust.json is cut short.") { $0.dropLast() }
        try broken(
            &list, "not-canonical", "A number is written with a leading zero: trust.json has one form only.",
            ByteEdits.replace("\"version\":1,", with: "\"version\":01,"))
        try broken(
            &list, "space", "A space between fields.",
            ByteEdits.replace("\"version\":1,", with: "\"version\": 1,"))
        try broken(
            &list, "unknown-field", "A field that the format does not have.",
            ByteEdits.replace("\"version\":1,", with: "\"version\":1,\"comment\":\"\","))
        try broken(
            &list, "duplicate-field", "A field stands twice, so two readers could see two values.",
            ByteEdits.replace("\"version\":1,", with: "\"version\":1,\"version\":2,"))
        try broken(
            &list, "missing-field", "A field is missing; none has a default.",
            ByteEdits.replace("\"singleOperator\":false,", with: ""))
        try broken(
            &list, "other-format", "A later format, which this reader cannot know.",
            ByteEdits.replace("trust-file@v1", with: "trust-file@v2"))
    }

    private static func addRules(to list: inout CaseList) throws {
        let authority = list.authority
        try broken(
            &list, "status-age", "A maximum status age above 30 days.",
            ByteEdits.replace("\"maxStatusAge\":604800", with: "\"maxStatusAge\":2592001"))
        try broken(
            &list, "threshold", "More signatures are asked for than there are trust keys.",
            ByteEdits.replace("\"threshold\":1", with: "\"threshold\":2"))
        try broken(
            &list, "key-of-two-roles", "One key signs the trust file and the status: a key serves one role.",
            ByteEdits.replace(
                "\"\(authority.trustSigner.verifierKey.text)\"",
                with: "\"\(authority.statusSigner.verifierKey.text)\""))
        try broken(
            &list, "country", "A country in lower case.",
            ByteEdits.replace("\"countries\":[]", with: "\"countries\":[\"nl\"]"))
        try broken(
            &list, "no-account-kind", "A scope that accepts no kind of account.",
            ByteEdits.replace("[\"tel\",\"https\",\"acct\"]", with: "[]"))
        let stranger = try KitKeys.derived("stranger root")
        let unsigned = KitAuthority.root(authority.rootKey, authority.name)
        let forged = X509Builder.certificate(
            tbs: unsigned.der, algorithm: .ed25519, signature: try stranger.signature(for: unsigned.der))
        try broken(
            &list, "root-signature", "A root that is not signed by its own key.",
            ByteEdits.replace(jsonPEM(authority.rootDER), with: jsonPEM(forged)))
        let short = try authority.root {
            $0.extensions[0] = X509Builder.basicConstraints(ca: true, pathLength: 0)
        }
        try broken(
            &list, "root-path-length", "A root whose path length leaves no room for an issuing CA.",
            ByteEdits.replace(jsonPEM(authority.rootDER), with: jsonPEM(short)))
    }

    private static func jsonPEM(_ der: [UInt8]) -> String {
        JSON.string(PEMBlock(label: BadgeFile.certificateLabel, bytes: der).text).canonicalText
    }

    /// A real authority uses neither the documentation arc nor keys that everybody has (DESIGN 4.4).
    private static func addTest(to list: inout CaseList) throws {
        let notTest = ByteEdits.replace("\"test\":true", with: "\"test\":false")
        try broken(
            &list, "real-under-documentation-arc",
            "An authority that says that it is real, under the arc for documentation.", notTest)
        guard list.authority.hasKnownTestKeys else { return }
        let arc = list.authority.oids.arc.description
        try broken(
            &list, "real-with-test-keys",
            "An authority that says that it is real, with keys whose private halves are public."
        ) { try ByteEdits.replace("\"\(arc)\"", with: "\"1.3.6.1.4.1.99999.7\"")(notTest($0)) }
    }
}
