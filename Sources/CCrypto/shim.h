// Debian: libssl-dev
#include <openssl/evp.h>
