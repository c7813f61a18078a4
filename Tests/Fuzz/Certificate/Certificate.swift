import BadgeVerifier
import CryptoCore
import FuzzSupport

/// Certificates in strict DER, and what the profiles read in them: whatever is taken is written again as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    if let name = try? DistinguishedName(der: input) {
        demand(name.der == input, "a name is written as it was read")
    }
    demand(
        SubjectKey.isAcceptable(spki: input) == ((try? PublicKey(spki: input)) != nil),
        "the quick look at a key agrees with libcrypto's")
    guard let certificate = try? ParsedCertificate(der: input) else {
        if let contents = try? ParsedCertificate.parseTBS(input) { check(contents, input) }
        return 0
    }
    let parts = [certificate.tbs, certificate.signatureAlgorithm, DER.bitString(certificate.signature)]
    demand(DER.sequence(parts) == input, "a certificate is written as it was read")
    check(certificate.contents, certificate.tbs)
    if let authority = try? AuthorityProfile.check(certificate, pathLength: 0) {
        demand(authority.authorityKeyIdentifier != nil, "an issuing CA names its issuer's key")
    }
    return 0
}

private let oids = ProfileOIDs(ProfileOIDs.documentationArc)

private func check(_ contents: ParsedCertificate.Contents, _ tbs: [UInt8]) {
    let written = DER.sequence([
        DER.explicit(0, DER.integer(2)), DER.integer(bigEndian: contents.serialBytes),
        contents.signatureAlgorithm, contents.issuer,
        DER.sequence([DER.time(contents.notBefore), DER.time(contents.notAfter)]), contents.subject,
        contents.spki, DER.explicit(3, DER.sequence(contents.extensions.map(\.der))),
    ])
    demand(written == tbs, "a TBSCertificate is written as it was read")
    if let subject = try? BadgeSubject(der: contents.subject) {
        demand(
            subject.problem == nil && subject.der == contents.subject, "a subject is written as it was read")
    }
    if let extensions = try? BadgeExtensions(decoding: contents.extensions, oids: oids) {
        demand(extensions.problem == nil, "extensions that are read are in order")
        demand(extensions.encoded(oids) == contents.extensions, "extensions are written as they were read")
    }
}
