/* Loaded into OpenSMTPD and Sendmail before their own libraries.
 *
 * gethostname: Sendmail sleeps for a minute where the name of the machine has no dot, and OpenSMTPD does not start where it
 * cannot be resolved. Both are told the name in INTEROP_HOSTNAME.
 *
 * EVP_PKEY_get1_RSA: since OpenSSL 3 it returns a copy, so that what OpenSMTPD 6.8 notes on the key is lost, and every
 * handshake fails with "missing private key". Its later versions put the key back, as is done here. EVP_PKEY_get1_EC_KEY has the
 * same fault and keeps it, so that the tests can look at it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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
