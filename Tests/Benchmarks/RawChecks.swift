import COpenSSL
import CryptoCore
import Encoding

/// libcrypto's own calls, as a program that trusts it with everything would make them: what ours is measured against.
final class RawChecks {
    private let issuer: OpaquePointer?
    private let context: OpaquePointer?
    private let status: OpaquePointer?
    private let store: OpaquePointer?

    /// - Parameters:
    ///   - issuer: the SubjectPublicKeyInfo of the issuing CA
    ///   - status: the 32 bytes of the status key
    ///   - root: the DER of the root
    init(issuer spki: [UInt8], status raw: [UInt8], root: [UInt8]) {
        issuer = spki.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_PUBKEY(nil, &position, bytes.count)
        }
        context = EVP_PKEY_CTX_new_from_pkey(nil, issuer, nil)
        EVP_PKEY_verify_init(context)
        status = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, raw, raw.count)
        store = X509_STORE_new()
        let certificate = Self.parse(root)
        X509_STORE_add_cert(store, certificate)
        X509_free(certificate)
    }

    deinit {
        EVP_PKEY_CTX_free(context)
        EVP_PKEY_free(issuer)
        EVP_PKEY_free(status)
        X509_STORE_free(store)
    }

    /// `EVP_PKEY_verify` with a kept context, on a digest made before.
    func verifiesBadge(_ badge: SampleBadge.Signed) -> Bool {
        EVP_PKEY_verify(
            context, badge.signature, badge.signature.count, badge.message, badge.message.count) == 1
    }

    /// `EVP_DigestVerify` of the staple: one-shot algorithms need a context each.
    func verifiesStaple(_ staple: SampleBadge.Signed) -> Bool {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, status) == 1
            && EVP_DigestVerify(
                context, staple.signature, staple.signature.count, staple.message, staple.message.count) == 1
    }

    /// Parses badge and issuing CA and runs `X509_verify_cert` under the root.
    func verifiesChain(_ certificate: [UInt8], issuer: [UInt8]) -> Bool {
        let (leaf, authority) = (Self.parse(certificate), Self.parse(issuer))
        let (stack, context) = (gb_x509_stack_new(), X509_STORE_CTX_new())
        _ = gb_x509_stack_push(stack, authority)
        defer {
            X509_STORE_CTX_free(context)
            gb_x509_stack_pop_free(stack)
            X509_free(leaf)
        }
        guard X509_STORE_CTX_init(context, store, leaf, stack) == 1 else { return false }
        X509_VERIFY_PARAM_set_time(
            X509_STORE_CTX_get0_param(context), time_t(SampleAuthority.now.seconds))
        return X509_verify_cert(context) == 1
    }

    private static func parse(_ der: [UInt8]) -> OpaquePointer? {
        der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_X509(nil, &position, bytes.count)
        }
    }
}
