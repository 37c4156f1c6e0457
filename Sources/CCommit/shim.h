// The commit that a build was made from, which scripts/install defines: SwiftPM has no other way to tell a program.
#ifndef CCOMMIT_SHIM_H
#define CCOMMIT_SHIM_H

#ifndef COUNTER_COMMIT
#define COUNTER_COMMIT ""
#endif

static inline const char *ccommit(void) {
    return COUNTER_COMMIT;
}

#endif
