import CryptoCore
import Encoding

/// An issuing CA whose signature by a pinned root, and whose own profile, were verified.
final class IssuingAuthority: Sendable {
    let certificate: ParsedCertificate
    let key: PublicKey
    /// What the AKI of its badges names.
    let keyIdentifier: [UInt8]
    /// Its own position in the log, where the snapshot answers for it.
    let serial: BadgeSerial
    let root: TrustedRoot
    /// What its badges name as their issuer.
    let name: [UInt8]
    /// How the pack's snapshot lists it, if it does. An authority is known under one pack only.
    let statusProblem: String?

    init(
        certificate: ParsedCertificate, key: PublicKey, keyIdentifier: [UInt8], serial: BadgeSerial,
        root: TrustedRoot, statusProblem: String?
    ) {
        self.certificate = certificate
        self.key = key
        self.keyIdentifier = keyIdentifier
        self.serial = serial
        self.root = root
        name = certificate.subject
        self.statusProblem = statusProblem
    }
}

/// Step 2: the issuing CA stands under a pinned root and is not listed in the status (`untrusted-issuer`).
///
/// The chain is exactly badge, issuing CA, root; there is no path building. Its times are looked at in step 5. A badge of a test authority stops here
/// unless the caller allows it, so that test data can never turn an app green.
enum IssuerRule {
    static func check(_ examination: Examination) -> Refusal? {
        if examination.context.isTest, !examination.allowTest {
            return refusal(
                "\"\(examination.context.pack.trust.name)\" is a TEST authority: its badges mean nothing. Only tests may allow it (allowTest)"
            )
        }
        let issuer: IssuingAuthority
        do {
            issuer = try establish(examination)
        } catch {
            return error
        }
        examination.issuer = issuer
        return nameProblem(examination.badge.certificate, issuer).map(refusal)
            ?? issuer.statusProblem.map(refusal)
    }

    private static func refusal(_ detail: String) -> Refusal { Refusal(.untrustedIssuer, detail) }

    private static func establish(_ examination: Examination) throws(Refusal) -> IssuingAuthority {
        switch examination.badge.issuer {
        case .known(let issuer): return issuer
        case .parsed(let certificate, let text):
            let issuer = try verify(certificate, examination.context.pack)
            examination.context.cache.keep(issuer, text: text)
            return issuer
        }
    }

    /// Chains by name and key: the root of that name whose key the AKI names, and whose signature verifies.
    private static func verify(
        _ certificate: ParsedCertificate, _ pack: ClientPack
    ) throws(Refusal) -> IssuingAuthority {
        let profile: AuthorityProfile
        let key: PublicKey
        do {
            profile = try AuthorityProfile.check(certificate, pathLength: 0)
            key = try PublicKey(spki: certificate.spki)
        } catch {
            throw refusal("issuing CA: \(error)")
        }
        let roots = pack.trust.roots
        let root = roots.first {
            $0.certificate.subject == certificate.issuer && $0.keyIdentifier == profile.authorityKeyIdentifier
        }
        guard let root else {
            throw refusal(
                "the issuing CA names none of the \(roots.count) pinned roots. Is this the right client pack?"
            )
        }
        guard let serial = certificate.serial.flatMap({ BadgeSerial(value: $0) }) else {
            throw refusal("the issuing CA's serial is not a log position")
        }
        guard certificate.signatureAlgorithm == root.key.algorithm.signatureAlgorithmDER,
            root.key.isValid(signature: certificate.signature, for: certificate.tbs)
        else { throw refusal("the issuing CA \(serial) is not signed by the pinned root") }
        return IssuingAuthority(
            certificate: certificate, key: key, keyIdentifier: profile.subjectKeyIdentifier, serial: serial,
            root: root, statusProblem: statusProblem(serial, pack))
    }

    private static func nameProblem(_ badge: ParsedCertificate, _ issuer: IssuingAuthority) -> String? {
        sameBytes(badge.der[badge.contents.issuerRange], issuer.name[...])
            ? nil : "the badge names another issuer than the CA \(issuer.serial) beside it"
    }

    /// Any listing takes a CA out of use, whatever its kind and however old the snapshot.
    private static func statusProblem(_ serial: BadgeSerial, _ pack: ClientPack) -> String? {
        guard let snapshot = pack.snapshot(forLog: serial.logNumber)?.snapshot,
            let state = snapshot.state(of: serial.index), state != .good
        else { return nil }
        return "the issuing CA \(serial) is \(state.rawValue) in status \(snapshot.header.sequence) "
            + "of \(snapshot.header.issued)"
    }
}
