#ifndef CZIP_SHIM_H
#define CZIP_SHIM_H
#include <stdlib.h>
#include <zip.h>

/*
 * libzip's archives, sources and errors are opaque pointers that Swift cannot distinguish, and its flags are untyped
 * macros. These wrappers give each step of writing one archive in memory a name and fixed types.
 */

/* An empty source that grows in memory while an archive is written into it; NULL where there is no memory. */
static inline zip_source_t *czip_memory(void) {
    return zip_source_buffer_create(NULL, 0, 0, NULL);
}

/* A new archive that will be written into `target`, which the caller keeps; NULL with `*code` set on failure. */
static inline zip_t *czip_create(zip_source_t *target, int *code) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_keep(target);
    zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (archive == NULL) {
        *code = zip_error_code_zip(&error);
        zip_source_free(target);
    }
    zip_error_fini(&error);
    return archive;
}

/*
 * Adds one file with Unix permissions and a time of its own; -1 on failure. `bytes` must outlive czip_close.
 * Level 5: 9 takes five times as long for a function and saves a hundredth of its size. The DOS time is used
 * because zip_file_set_mtime converts by the machine's time zone, which would change the bytes.
 */
static inline int czip_add(
    zip_t *archive, const char *name, const void *bytes, zip_uint64_t count, zip_uint32_t unix_mode,
    zip_uint16_t dos_time, zip_uint16_t dos_date
) {
    zip_source_t *source = zip_source_buffer(archive, bytes, count, 0);
    if (source == NULL) return -1;
    zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return -1;
    }
    zip_uint64_t entry = (zip_uint64_t)index;
    if (zip_set_file_compression(archive, entry, ZIP_CM_DEFLATE, 5) != 0) return -1;
    if (zip_file_set_dostime(archive, entry, dos_time, dos_date, 0) != 0) return -1;
    return zip_file_set_external_attributes(archive, entry, 0, ZIP_OPSYS_UNIX, unix_mode << 16);
}

/* Writes the archive and frees it; -1 on failure, where the archive is still to be discarded. */
static inline int czip_close(zip_t *archive) { return zip_close(archive); }

/* Frees an archive without writing it. */
static inline void czip_discard(zip_t *archive) { zip_discard(archive); }

/* What libzip says of the archive's last failure; valid while the archive is. */
static inline const char *czip_failure(zip_t *archive) { return zip_strerror(archive); }

/* The bytes written into `source`, which the caller frees; NULL on failure. */
static inline void *czip_bytes(zip_source_t *source, zip_uint64_t *count) {
    zip_stat_t status;
    if (zip_source_stat(source, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0) return NULL;
    if (zip_source_open(source) != 0) return NULL;
    void *bytes = malloc(status.size == 0 ? 1 : status.size);
    zip_int64_t got = bytes == NULL ? -1 : zip_source_read(source, bytes, status.size);
    zip_source_close(source);
    if (got < 0 || (zip_uint64_t)got != status.size) {
        free(bytes);
        return NULL;
    }
    *count = status.size;
    return bytes;
}

/* Lets a source go. */
static inline void czip_release(zip_source_t *source) { zip_source_free(source); }
#endif
