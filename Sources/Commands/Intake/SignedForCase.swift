import BadgeVerifier
import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore

/// What a signed file about a case has to be, beyond its signature.
enum SignedForCase {
    /// The key that speaks for the business of a case: that of its certification request.
    static func key(of application: Application, _ path: String) throws -> PublicKey {
        guard let der = application.content.value?.certificationRequest else {
            throw CommandFailure.refused(
                "\(application.id) has no certification request, so nobody can tell whether \(visible(path)) is the business's. Attach it first (greenbadge attach \(application.id) csr FILE), or type the text on behalf"
            )
        }
        do throws(CSRError) {
            return try CertificationRequest(der: der).publicKey
        } catch {
            throw CommandFailure.damaged("the certification request of \(application.id): \(error)")
        }
    }

    /// Everybody has the private halves of the public TEST keys: what they sign proves nothing to a real authority.
    static func refuseTestKey(
        _ request: CertificationRequest?, _ path: String, _ store: RegistryStore
    ) throws {
        guard let key = request?.publicKey, store.state.genesis?.test == false,
            TestKeys.spkiDigests.contains(key.spkiDigest)
        else { return }
        throw CommandFailure.refused(
            "\(visible(path)): its key is a public TEST key, which everybody has. The business makes its own: greenbadge request new"
        )
    }

    /// It is about this case, and not signed in the future: such a file could be shown again for later questions.
    static func check(
        _ path: String, _ id: ApplicationID, _ time: Timestamp, _ application: Application,
        _ store: RegistryStore, _ context: CommandContext
    ) throws {
        guard id == application.id else {
            throw CommandFailure.refused("\(visible(path)) is about \(id), not about \(application.id)")
        }
        let now = try store.transactionTime(clock: try context.now(in: store))
        guard time <= now.adding(seconds: RegistryStore.clockTolerance) else {
            throw CommandFailure.refused(
                "\(visible(path)) was signed on \(time), in the future: the business's clock is wrong. Ask for a new file"
            )
        }
    }
}
