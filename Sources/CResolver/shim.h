#ifndef CRESOLVER_SHIM_H
#define CRESOLVER_SHIM_H

#if __linux__
#include <nss.h>

/// Looks hosts up in /etc/hosts and by DNS alone, whatever /etc/nsswitch.conf names: a static program would load the
/// machine's own modules for the rest, and die of one that was built for another C library.
static inline int cresolver_use_files_and_dns(void) {
    return __nss_configure_lookup("hosts", "files dns");
}
#endif

#endif
