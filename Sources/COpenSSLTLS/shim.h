#pragma once

#include <openssl/opensslv.h>
#if OPENSSL_VERSION_MAJOR < 3
#error "GreenBadge needs OpenSSL 3.0 or later (libssl-dev)"
#endif

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/*
 * libssl, for greenbadge-fetch alone: a room of its own, so that nothing else links it. What Swift cannot see because
 * OpenSSL 3.0 declares it as a macro: each shim is one call, or one set of flags, with the macro's own meaning.
 */

static inline int gb_ssl_init(void) { return OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL); }

static inline int gb_ssl_set_minimum_tls12(SSL_CTX *context) {
    return (int)SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

/* A call returns after each record, also one without data: a server that sends nothing but key updates or tickets must
   not keep us in the library beyond the time limit. */
static inline void gb_ssl_return_after_each_record(SSL_CTX *context) {
    SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
}

/* No compression (CRIME), no renegotiation, no session tickets: one connection is made and forgotten. */
static inline void gb_ssl_set_options(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

static inline int gb_ssl_set_server_name(SSL *ssl, const char *name) {
    return (int)SSL_set_tlsext_host_name(ssl, name);
}
