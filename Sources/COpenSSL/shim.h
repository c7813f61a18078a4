#pragma once

#include <openssl/opensslv.h>
#if OPENSSL_VERSION_MAJOR < 3
#error "GreenBadge needs OpenSSL 3.0 or later (libssl-dev)"
#endif

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/*
 * What Swift cannot see because OpenSSL 3.0 declares it as a macro. Each shim is one call with the macro's own
 * meaning: no logic and no allocation policy here. The prefix keeps them apart from the library's names.
 */

/* OPENSSL_free: gives back memory that libcrypto allocated for us, e.g. the buffer of an i2d call. */
static inline void gb_free(void *memory) { OPENSSL_free(memory); }

/* A STACK_OF(X509); pop_free frees the certificates with it. */
static inline STACK_OF(X509) *gb_x509_stack_new(void) { return sk_X509_new_null(); }
static inline int gb_x509_stack_push(STACK_OF(X509) *stack, X509 *certificate) {
    return sk_X509_push(stack, certificate);
}
static inline void gb_x509_stack_pop_free(STACK_OF(X509) *stack) { sk_X509_pop_free(stack, X509_free); }

/* EVP_PKEY_PUBLIC_KEY: a selection of several flags, which Swift does not import. */
static inline int gb_public_key_selection(void) { return EVP_PKEY_PUBLIC_KEY; }

/* Parameters by name. An OSSL_PARAM keeps the pointer to its name, so the name has to be a C literal: a Swift string
   would be gone after the call. */
static inline OSSL_PARAM gb_param_group_name(char *name) {
    return OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
}
static inline OSSL_PARAM gb_param_public_key(void *bytes, size_t count) {
    return OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes, count);
}

/* SHA-256 without an EVP context, for the nodes of Merkle trees: half the time for a message of 65 bytes. OpenSSL 3.0
   declares these functions as deprecated, which is an error to us, so only these shims call them. */
#include <openssl/sha.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
static inline int gb_sha256_init(SHA256_CTX *context) { return SHA256_Init(context); }
static inline int gb_sha256_update(SHA256_CTX *context, const void *bytes, size_t count) {
    return SHA256_Update(context, bytes, count);
}
static inline int gb_sha256_final(unsigned char *result, SHA256_CTX *context) {
    return SHA256_Final(result, context);
}
static inline void gb_sha256_transform(SHA256_CTX *context, const unsigned char *block) {
    SHA256_Transform(context, block);
}
#pragma GCC diagnostic pop
