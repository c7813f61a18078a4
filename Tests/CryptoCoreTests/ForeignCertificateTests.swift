import CryptoCore
import Encoding
import Foundation
import Testing

/// Certificates that nobody here made: the roots that this machine trusts, and suites that are given to it, such as NIST's
/// PKITS and the vectors of pyca/cryptography (PEM or DER, anywhere below a folder):
///
///     GREENBADGE_CERTIFICATES=FOLDER swift test --filter ForeignCertificateTests
@Suite struct ForeignCertificateTests {
    /// Where systems keep them in one file.
    static let bundle = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]
    .first { FileManager.default.isReadableFile(atPath: $0) }

    @Test(.enabled(if: bundle != nil, "this machine has no bundle of root certificates"))
    func `what we read in them, we and libcrypto write again`() throws {
        let path = try #require(Self.bundle)
        let blocks = try PEMBlock.parseLenient([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
        var refused: [String] = []
        for block in blocks {
            do {
                try check(ParsedCertificate(der: block.bytes))
            } catch let error as DERError {
                refused.append(error.reason)
            }
        }
        print("\(path): \(blocks.count) certificates, \(refused.count) refused: \(Set(refused).sorted())")
        // A few roots have serials of 0 or GeneralizedTime before 2050; most are what we read.
        #expect(refused.count < max(1, blocks.count / 5))
    }

    /// A folder with certificates of others, good and bad.
    static let suites = ProcessInfo.processInfo.environment["GREENBADGE_CERTIFICATES"]

    @Test(.enabled(if: suites != nil, "no folder with certificates was given"))
    func `whatever we read in suites of others, libcrypto writes again`() throws {
        let folder = URL(fileURLWithPath: try #require(Self.suites))
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var (taken, refused) = (0, [String: Int]())
        for case let file as URL in files where ["pem", "der", "crt", "cer"].contains(file.pathExtension) {
            let bytes = try [UInt8](Data(contentsOf: file))
            let blocks = try? PEMBlock.parseLenient(bytes)
            let candidates = blocks?.filter { $0.label == "CERTIFICATE" }.map(\.bytes) ?? [bytes]
            for der in candidates {
                do {
                    try check(ParsedCertificate(der: der))
                    taken += 1
                } catch let error as DERError {
                    refused[error.reason, default: 0] += 1
                }
            }
        }
        print("\(folder.path): \(taken) read, \(refused.values.reduce(0, +)) refused:")
        for (reason, count) in refused.sorted(by: { $0.value > $1.value }) { print("  \(count)  \(reason)") }
        #expect(taken > 0)
    }

    private func check(_ certificate: ParsedCertificate) throws {
        let contents = certificate.contents
        let written = DER.sequence([
            DER.explicit(0, DER.integer(2)), DER.integer(bigEndian: contents.serialBytes),
            contents.signatureAlgorithm, contents.issuer,
            DER.sequence([DER.time(contents.notBefore), DER.time(contents.notAfter)]), contents.subject,
            contents.spki, DER.explicit(3, DER.sequence(contents.extensions.map(\.der))),
        ])
        #expect(written == contents.tbs)
        #expect(try X509Oracle.rewrittenTBS(of: certificate.der) == contents.tbs)
        let parts = [certificate.tbs, certificate.signatureAlgorithm, DER.bitString(certificate.signature)]
        #expect(DER.sequence(parts) == certificate.der)
    }
}
