/* Loaded into OpenSMTPD, Sendmail and gnutls-serv before their own libraries.
 *
 * gethostname: Sendmail sleeps for a minute where the name of the machine has no dot, and OpenSMTPD does not start where it
 * cannot be resolved. Both are told the name in INTEROP_HOSTNAME.
 *
 * EVP_PKEY_get1_RSA: since OpenSSL 3 it returns a copy, so that what OpenSMTPD 6.8 notes on the key is lost, and every
 * handshake fails with "missing private key". Its later versions put the key back, as is done here. EVP_PKEY_get1_EC_KEY has the
 * same fault and keeps it, so that the tests can look at it.
 *
 * bind: gnutls-serv takes no address to listen on and listens on all; it is given loopback.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char hostname[256];

/* At once: Sendmail soon throws its environment away. */
__attribute__((constructor)) static void remember(void)
{
    const char *given = getenv("INTEROP_HOSTNAME");
    if (given != NULL)
        strncpy(hostname, given, sizeof hostname - 1);
}

int gethostname(char *name, size_t size)
{
    if (hostname[0] == '\0' || strlen(hostname) >= size)
        return -1;
    strcpy(name, hostname);
    return 0;
}

void *EVP_PKEY_get1_RSA(void *key)
{
    void *(*get)(void *) = (void *(*)(void *))dlsym(RTLD_NEXT, "EVP_PKEY_get1_RSA");
    int (*put)(void *, void *) = (int (*)(void *, void *))dlsym(RTLD_NEXT, "EVP_PKEY_set1_RSA");
    void *rsa = get == NULL ? NULL : get(key);
    if (rsa != NULL && put != NULL)
        put(key, rsa);
    return rsa;
}

int bind(int socket, const struct sockaddr *wanted, socklen_t size)
{
    int (*next)(int, const struct sockaddr *, socklen_t) =
        (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
    if (next == NULL)
        return -1;
    if (wanted->sa_family == AF_INET && size >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in address = *(const struct sockaddr_in *)wanted;
        if (address.sin_addr.s_addr == htonl(INADDR_ANY))
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return next(socket, (const struct sockaddr *)&address, sizeof address);
    }
    if (wanted->sa_family == AF_INET6 && size >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 address = *(const struct sockaddr_in6 *)wanted;
        if (memcmp(&address.sin6_addr, &in6addr_any, sizeof in6addr_any) == 0)
            address.sin6_addr = in6addr_loopback;
        return next(socket, (const struct sockaddr *)&address, sizeof address);
    }
    return next(socket, wanted, size);
}
