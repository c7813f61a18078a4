import BadgeVerifier
import CryptoCore
import Encoding
import Registry

/// Turns an approved case into the tbsCertificate of its badge (DESIGN section 5). Builds from typed values alone.
package struct BadgeBuilder: Sendable {
    let issuer: ParsedCertificate
    let algorithm: KeyAlgorithm
    let oids: ProfileOIDs
    let revocationListURI: String
    let policy: Policy
    private let isTest: Bool

    init(_ state: RegistryState) throws {
        guard let genesis = state.genesis, let arc = ObjectIdentifier(genesis.arc) else {
            throw AuthorityError.damaged("the genesis names no OID arc")
        }
        issuer = try state.issuingCertificate()
        algorithm = try PublicKey(spki: issuer.spki).algorithm
        oids = ProfileOIDs(arc)
        policy = state.policy
        isTest = genesis.test
        revocationListURI = PublicFiles.revocationListURI(genesis.baseURL, log: state.currentLog)
    }

    /// Half open clocks: a badge is valid from an hour before its issuance.
    static let backdating: Int64 = Timestamp.hour

    /// The tbsCertificate with its values.
    ///
    /// - Parameters:
    ///   - verifiedSince: when this business was first verified here; the badge says the day.
    ///   - isHomonym: another verified business has the same display name.
    func logging(
        _ application: Application, serial: BadgeSerial, at time: Timestamp, latestEnd: Timestamp,
        verifiedSince: Timestamp, isHomonym: Bool
    ) throws -> BadgeLogging {
        guard let content = application.content.value, let request = content.certificationRequest else {
            throw AuthorityError.refused("\(application.id) has no certification request")
        }
        let notBefore = time.adding(seconds: -Self.backdating)
        let notAfter = min(
            latestEnd, notBefore.adding(seconds: policy[.maximumBadgeDays] * Timestamp.day), issuer.notAfter)
        guard notAfter > time else {
            throw AuthorityError.refused(
                "\(application.id): a badge would end on \(notAfter), before it begins. Check the evidence again"
            )
        }
        let key = try CertificationRequest(der: request).publicKey
        guard isTest || !TestKeys.spkiDigests.contains(key.spkiDigest) else {
            throw AuthorityError.refused(
                "\(application.id): its key is a public TEST key, which everybody has")
        }
        let tbs = TBSCertificate(
            serial: serial.value, algorithm: algorithm, issuer: issuer.subject, notBefore: notBefore,
            notAfter: notAfter, subject: try subject(content.form).der, spki: key.spki,
            extensions: try extensions(content.form, key: key, since: verifiedSince, isHomonym: isHomonym))
        return BadgeLogging(
            application: application.id, serial: serial, tbs: tbs.der, accounts: content.form.accounts,
            notBefore: notBefore, notAfter: notAfter)
    }

    private func subject(_ form: ApplicationContent) throws -> BadgeSubject {
        // For a natural person street and postal code stay out: all badge fields are public for good.
        let subject = BadgeSubject(
            businessCategory: form.businessCategory, jurisdictionCountry: form.jurisdiction.country,
            jurisdictionState: form.jurisdiction.state, jurisdictionLocality: form.jurisdiction.locality,
            registrationNumber: form.registrationNumber, organizationIdentifier: form.organizationIdentifier,
            country: form.address.country, state: form.address.state, locality: form.address.locality,
            postalCode: form.naturalPerson ? nil : form.address.postalCode,
            street: form.naturalPerson ? nil : form.address.street,
            organization: form.legalNameAbbreviation ?? form.legalName, displayName: form.displayName)
        if let problem = subject.problem { throw AuthorityError.refused("the badge's subject: \(problem)") }
        return subject
    }

    private func extensions(
        _ form: ApplicationContent, key: PublicKey, since: Timestamp, isHomonym: Bool
    ) throws
        -> [CertificateExtension]
    {
        let profile = BadgeProfile(
            verifiedSince: since.adding(seconds: -(since.seconds % Timestamp.day)), category: form.category,
            sizeClass: form.sizeClass, homonym: isHomonym,
            legalName: form.legalNameAbbreviation == nil ? nil : form.legalName, website: form.website,
            helpURL: form.helpURL, knowledgeBaseURL: form.knowledgeBaseURL, supportHours: form.supportHours,
            responseTime: form.responseTime, privacyURL: form.privacyURL, naturalPerson: form.naturalPerson)
        let extensions = BadgeExtensions(
            subjectKeyIdentifier: key.keyIdentifier,
            authorityKeyIdentifier: try AuthorityProfile.check(issuer, pathLength: 0).subjectKeyIdentifier,
            accounts: try form.accounts.map { try AccountURI($0) },
            programmeVersion: UInt64(clamping: policy.version), crlURI: revocationListURI, profile: profile)
        if let problem = extensions.problem {
            throw AuthorityError.refused("the badge's extensions: \(problem)")
        }
        return extensions.encoded(oids)
    }
}
