import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

/// Step 1: everything that is not exactly a badge file is malformed, and no byte of one can change unnoticed.
@Suite struct FormTests {
    private let authority: VirtualAuthority
    private let verifier: BadgeVerifier
    private let badge: [UInt8]

    init() throws {
        authority = try VirtualAuthority(.p256)
        verifier = try authority.verifier {
            $0.logs = [try Self.witnessedLog]
        }
        badge = try Self.witnessedBadge(authority)
    }

    private static var witnessedLog: TrustFile.Log {
        get throws {
            let authority = try VirtualAuthority(.ed25519)
            return try authority.log(policy: authority.policy(witnesses: [authority.witness], quorum: "w1"))
        }
    }

    private static func witnessedBadge(_ authority: VirtualAuthority) throws -> [UInt8] {
        try authority.badge { $0.checkpointSigners = [authority.logSigner, authority.witness] }
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func `each single-bit change of a badge file is refused`(_ algorithm: KeyAlgorithm) async throws {
        let authority = try VirtualAuthority(algorithm)
        let verifier = try authority.verifier { $0.logs = [try Self.witnessedLog] }
        let badge = try Self.witnessedBadge(authority)
        #expect(verifier.verdict(badge).isTrusted)
        // Every bit takes seconds in a release build and minutes in a debug build, where one bit of each byte is
        // changed unless the variable asks for all.
        #if DEBUG
            let every = ProcessInfo.processInfo.environment["GREENBADGE_EXHAUSTIVE"] != nil
        #else
            let every = true
        #endif
        let accepted = await withTaskGroup(of: [Int].self) { group in
            let parts = 16
            for part in 0..<parts {
                group.addTask {
                    var changed = badge
                    var accepted: [Int] = []
                    for bit in stride(from: part, to: badge.count * 8, by: parts)
                    where every || bit % 8 == bit / 8 % 8 {
                        changed[bit / 8] ^= 1 << UInt8(bit % 8)
                        if verifier.verdict(changed).outcome != .untrusted { accepted.append(bit) }
                        changed[bit / 8] ^= 1 << UInt8(bit % 8)
                    }
                    return accepted
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(accepted.isEmpty, "bits of \(badge.count) bytes: \(accepted.sorted().prefix(20))")
    }

    @Test func `a badge file encodes to the bytes it was read from`() throws {
        #expect(try BadgeFile(parsing: badge).bytes == badge)
        let bare = try authority.badge { $0.staple = nil }
        #expect(try BadgeFile(parsing: bare).bytes == bare)
    }

    @Test func `a file cut short at any length is malformed`() throws {
        // But for one cut: before its last signature line it is a whole file, only without that witness.
        let lastLine = try #require(badge.dropLast().lastIndex(of: 10)) + 1
        for length in 0..<badge.count {
            let verdict = verifier.verdict(Array(badge.prefix(length)))
            let expected: ReasonCode = length == lastLine ? .witnessQuorum : .malformed
            #expect(verdict.reason == expected, "length \(length): \(verdict.reason)")
        }
    }

    @Test func `nothing may stand before, between or behind the parts`() throws {
        let text = String(decoding: badge, as: UTF8.self)
        let blocks = text.components(upTo: "c2sp.org/tlog-proof@v1\n")
        let end = "-----END CERTIFICATE-----\n"
        var changes = [
            "\n" + text, text + "\n", text + "x", " " + text, "\u{FEFF}" + text,
            text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r"),
            text.replacing(end, with: end + "\n"), text.replacing(end, with: end + "comment\n"),
            text.replacing("BADGE STATUS", with: "BADGE STATE"),
            text.replacing("CERTIFICATE", with: "X509 CERTIFICATE"),
            text.replacing("tlog-proof@v1\n", with: "tlog-proof@v1\nextra AAAA\n"),
            text.replacing("index 5\n", with: "index 05\n"), text.replacing("index 5\n", with: "index +5\n"),
            blocks.head, blocks.head + blocks.head + blocks.tail, blocks.tail,
            blocks.tail + blocks.head, text + blocks.tail, text + text,
            text.replacing("\n\u{2014} ", with: "\n\n\u{2014} "),
        ]
        // A first, second or third block doubled or left out.
        let certificates = blocks.head.split(separator: "-----BEGIN ").map { "-----BEGIN \($0)" }
        for index in certificates.indices where index < 2 {
            var without = certificates
            without.remove(at: index)
            changes.append(without.joined() + blocks.tail)
        }
        for index in certificates.indices {
            var doubled = certificates
            doubled.insert(certificates[index], at: index)
            changes.append(doubled.joined() + blocks.tail)
        }
        for (index, change) in changes.enumerated() {
            #expect(verifier.verdict(Array(change.utf8)).reason == .malformed, "change \(index)")
        }
        #expect(
            verifier.verdict(Array((certificates[1] + certificates[0] + certificates[2] + blocks.tail).utf8))
                .isTrusted == false)
        #expect(verifier.verdict(badge).isTrusted)
    }

    @Test func `a signature line that is unknown, repeated, out of order or bad is malformed`() throws {
        let a = authority
        let good = [a.logSigner, a.witness]
        let unknown = try NoteSigner(name: "stranger.example", key: VirtualAuthority.key(20))
        for signers in [
            good + [unknown], [unknown] + good, good.reversed(), good + [a.witness], [a.logSigner] + good,
        ] {
            #expect(try verifier.verdict(a.badge { $0.checkpointSigners = signers }).reason == .malformed)
        }
        for signers in [
            [unknown], [a.statusSigner, unknown], [a.statusSigner, a.statusSigner], [a.logSigner],
        ] {
            let badge = try a.badge {
                $0.checkpointSigners = good
                $0.stapleSigners = signers
            }
            #expect(verifier.verdict(badge).reason == .malformed)
        }
        let other = try SignedNote.sign("other\n", by: good, at: VirtualAuthority.now)
        for index in 0..<2 {
            let badge = try a.badge {
                $0.checkpointSigners = good
                $0.changeCheckpoint = { note in
                    var lines = note.signatures
                    lines[index] = other.signatures[index]
                    return SignedNote(text: note.text, signatures: lines)
                }
            }
            #expect(verifier.verdict(badge).reason == .malformed)
        }
    }

    @Test func `a staple that is not exactly one is malformed`() throws {
        let good = try #require(VirtualAuthority.staple()).text
        for text in [
            good.replacing("\ngood\n", with: "\nrevoked\n"), good.replacing("\ngood\n", with: "\nGood\n"),
            good + "x\n",
            good.replacing("\n9\n", with: "\n09\n"), good.replacing("@v1", with: "@v2"), "x\n",
            good.replacing("2026-11-22T", with: "2026-11-22 "),
            good.replacing("\n9\n", with: "\n9223372036854775808\n"),
        ] {
            let note = try SignedNote.sign(text, by: [authority.statusSigner], at: nil)
            let badge = try authority.badge {
                $0.checkpointSigners = [authority.logSigner, authority.witness]
                $0.changeStaple = { _ in note }
            }
            #expect(verifier.verdict(badge).reason == .malformed, "\(text)")
        }
    }

    @Test func `a high-S signature is malformed`() throws {
        // n of P-256, SEC 2 2.4.2
        let order: [UInt8] = try #require(
            Hex.decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
        let file = try BadgeFile(parsing: badge)
        let certificate = try ParsedCertificate(der: file.badge)
        // SEQUENCE { INTEGER r, INTEGER s }, all lengths in one byte
        let rawSignature = certificate.signature
        let end = 4 + Int(rawSignature[3])
        let r = Array(rawSignature[4..<end])
        let s = Array(rawSignature[(end + 2)...])
        let padded = [UInt8](repeating: 0, count: 32 - min(32, s.drop { $0 == 0 }.count)) + s.drop { $0 == 0 }
        var high = [UInt8](repeating: 0, count: 32)
        var borrow = 0
        for index in stride(from: 31, through: 0, by: -1) {
            let difference = Int(order[index]) - Int(padded[index]) - borrow
            high[index] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        let signature = DER.sequence([
            DER.element(2, r), DER.integer(bigEndian: high),
        ])
        let forged = BadgeFile(
            badge: X509Builder.certificate(tbs: certificate.tbs, algorithm: .p256, signature: signature),
            issuer: file.issuer, staple: file.staple, proof: file.proof)
        #expect(verifier.verdict(forged.bytes).reason == .malformed)
    }

    /// The badge file with another signature in the badge's certificate, or in that of its issuing CA.
    private static func resigned(
        _ file: BadgeFile, issuer: Bool = false, _ algorithm: KeyAlgorithm, _ signature: [UInt8]
    ) throws -> [UInt8] {
        let tbs = try ParsedCertificate(der: issuer ? file.issuer : file.badge).tbs
        let changed = X509Builder.certificate(tbs: tbs, algorithm: algorithm, signature: signature)
        return BadgeFile(
            badge: issuer ? file.badge : changed, issuer: issuer ? changed : file.issuer, staple: file.staple,
            proof: file.proof
        ).bytes
    }

    @Test(arguments: [
        (
            KeyAlgorithm.p256, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8"
        ),
        (
            .p384,
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            "7fffffffffffffffffffffffffffffffffffffffffffffffe3b1a6c0fa1b96efac0d06d9245853bd76760cb5666294b9"
        ),
    ])
    func `an ECDSA signature is in its one form, or the file is malformed`(
        _ algorithm: KeyAlgorithm, _ order: String, _ half: String
    ) throws {
        let authority = try VirtualAuthority(algorithm)
        let verifier = try authority.verifier()
        let file = try authority.file()
        let n = try #require(Hex.decode(order))
        let half = try #require(Hex.decode(half))
        let one = DER.integer(bigEndian: [1])
        let zero = DER.element(2, [0])
        let aboveHalf = half.dropLast() + [half[half.count - 1] + 1]
        let short = DER.sequence([one, one])
        let malformed: [[UInt8]] = [
            [], [0x30, 0], DER.sequence([one]), DER.sequence([one, one, one]), DER.sequence([zero, one]),
            DER.sequence([one, zero]), DER.sequence([DER.element(2, [0, 1]), one]),
            DER.sequence([one, DER.element(2, [0, 1])]), DER.sequence([DER.element(2, [0x81]), one]),
            DER.sequence([DER.integer(bigEndian: n), one]), DER.sequence([one, DER.integer(bigEndian: n)]),
            DER.sequence([one, DER.integer(bigEndian: Array(aboveHalf))]), short + [0],
            [0x30, 0x81] + short.dropFirst(),
        ]
        for (index, signature) in malformed.enumerated() {
            for issuer in [false, true] {
                let changed = try Self.resigned(file, issuer: issuer, algorithm, signature)
                #expect(verifier.verdict(changed).reason == .malformed, "\(index), issuer \(issuer)")
            }
        }
        // What has the form and does not verify is another matter.
        for s in [[1], half] {
            let signature = DER.sequence([one, DER.integer(bigEndian: s)])
            let badge = try Self.resigned(file, algorithm, signature)
            #expect(verifier.verdict(badge).reason == .badSignature)
            let issuer = try Self.resigned(file, issuer: true, algorithm, signature)
            #expect(verifier.verdict(issuer).reason == .untrustedIssuer)
        }
    }

    @Test func `an Ed25519 signature has 64 bytes, or the file is malformed`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier()
        let file = try authority.file()
        for (length, reason) in [
            (0, ReasonCode.malformed), (63, .malformed), (64, .badSignature), (65, .malformed),
        ] {
            let signature = [UInt8](repeating: 0, count: length)
            #expect(try verifier.verdict(Self.resigned(file, .ed25519, signature)).reason == reason)
        }
    }

    @Test func `files above the limit are not read`() {
        let verdict = verifier.verdict(badge + [UInt8](repeating: 10, count: 65536))
        #expect(verdict.reason == .malformed)
        #expect(verdict.detail.contains("65536"))
    }

    @Test func `noise and noisy badges get a verdict`() {
        var generator = SeededGenerator(seed: 20261122)
        for size in [0, 1, 100, 65536, 65537] {
            let noise = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(verifier.verdict(noise).reason == .malformed)
        }
        for _ in 0..<300 {
            var changed = badge
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: changed[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: changed.remove(at: place)
                case 2: changed.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                default:
                    changed.insert(contentsOf: changed[place..<min(place + 64, changed.count)], at: place)
                }
            }
            if changed != badge { #expect(!verifier.verdict(changed).isTrusted) }
        }
    }

    @Test func `DER noise inside the certificates gets a verdict`() throws {
        var generator = SeededGenerator(seed: 7)
        let file = try BadgeFile(parsing: badge)
        for turn in 0..<400 {
            var badge = file.badge
            var issuer = file.issuer
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let value = UInt8.random(in: 0...255, using: &generator)
                if turn % 2 == 0 {
                    badge[Int.random(in: 0..<badge.count, using: &generator)] = value
                } else {
                    issuer[Int.random(in: 0..<issuer.count, using: &generator)] = value
                }
            }
            guard badge != file.badge || issuer != file.issuer else { continue }
            let changed = BadgeFile(badge: badge, issuer: issuer, staple: file.staple, proof: file.proof)
            #expect(!verifier.verdict(changed.bytes).isTrusted)
        }
    }
}

extension String {
    /// The text before a mark, and the rest from the mark on.
    fileprivate func components(upTo mark: String) -> (head: String, tail: String) {
        guard let range = firstRange(of: mark) else { return (self, "") }
        return (String(self[..<range.lowerBound]), String(self[range.lowerBound...]))
    }
}
