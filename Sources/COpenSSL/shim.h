#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <stdint.h>
#include <openssl/ssl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

// Swift imports neither OpenSSL's function-like macros nor its variadic functions: what is needed of them is here, with
// types. Every function that can fail returns 1 for success, as OpenSSL's own do.

/// SHA-256 of `length` bytes into 32 bytes at `digest`.
static inline int copenssl_sha256(const uint8_t *bytes, size_t length, uint8_t *digest) {
    return EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL);
}

/// SHA-1 of `length` bytes into 20 bytes at `digest`.
static inline int copenssl_sha1(const uint8_t *bytes, size_t length, uint8_t *digest) {
    return EVP_Digest(bytes, length, digest, NULL, EVP_sha1(), NULL);
}

/// HMAC with SHA-256 of `length` bytes into 32 bytes at `code`.
static inline int copenssl_hmac_sha256(
    const uint8_t *key, size_t keyLength, const uint8_t *bytes, size_t length, uint8_t *code) {
    return keyLength <= INT32_MAX
        && HMAC(EVP_sha256(), key, (int)keyLength, bytes, length, code, NULL) != NULL;
}

/// Starts the library without reading openssl.cnf, which a function's machine need not have.
static inline int copenssl_start(void) {
    return OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

/// A client's context: TLS 1.2 or newer, the server's chain checked; NULL when memory is short.
static inline SSL_CTX *copenssl_client_context(void) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) { return NULL; }
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
        SSL_CTX_free(context);
        return NULL;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    // A partial write reports each record as it is handed over whole, so that "nothing was written" can be reported.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return context;
}

/// Adds every certificate of a PEM text to those the context trusts; gives their number, or -1 for a broken one.
static inline int copenssl_trust_pem(SSL_CTX *context, const char *pem, int length) {
    BIO *bio = BIO_new_mem_buf(pem, length);
    if (bio == NULL) { return -1; }
    int count = 0;
    X509 *certificate;
    while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
        int added = X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
        X509_free(certificate);
        if (added != 1) { count = -1; break; }
        count += 1;
    }
    BIO_free(bio);
    ERR_clear_error();
    return count;
}

/// Asks for a host by name (SNI) and requires its certificate to be for that name.
static inline int copenssl_expect_name(SSL *ssl, const char *name) {
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set_tlsext_host_name(ssl, name) == 1 && SSL_set1_host(ssl, name) == 1;
}

/// Requires the certificate to be for an IP address; SNI carries names alone (RFC 6066 §3).
static inline int copenssl_expect_address(SSL *ssl, const char *address) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address);
}

#if __linux__
#include <nss.h>

/// Looks hosts up in /etc/hosts and by DNS alone, whatever /etc/nsswitch.conf names: a static program would load the
/// machine's own modules for the rest, and die of one that was built for another C library.
///
/// It has nothing to do with OpenSSL; it is here because the function has no other C of its own.
static inline int copenssl_resolve_by_files_and_dns(void) {
    return __nss_configure_lookup("hosts", "files dns");
}
#endif

#endif
