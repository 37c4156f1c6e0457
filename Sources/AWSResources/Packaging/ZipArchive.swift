import CZip
import Foundation

/// A function's zip: one entry named `bootstrap` that may be run, with bytes that depend on the binary alone.
///
/// Lambda runs the file of that name in the zip's root and wants its run bit in the entry's Unix attributes. The time is the
/// first one that the format knows (1980-01-01 00:00), so that the same binary always gives the same SHA-256. Another
/// version of the compression library may pack differently: its zip is then another code, which runs the same.
enum ZipArchive {
    /// A regular file, rwxr-xr-x.
    private static let mode: UInt32 = 0o100755
    /// 1 January 1980 in MS-DOS's form: year since 1980, month, day.
    private static let date: UInt16 = (0 << 9) | (1 << 5) | 1

    /// The zip of a binary.
    static func bootstrap(_ bytes: [UInt8]) throws(ZipError) -> Data {
        guard let target = czip_memory() else { throw ZipError(reason: "no memory") }
        defer { czip_release(target) }
        var code: Int32 = 0
        guard let archive = czip_create(target, &code) else { throw ZipError(reason: "libzip's error \(code)") }
        // The bytes must stay where they are until the archive is closed, which is when they are read.
        let failure: String? = bytes.withUnsafeBytes { source in
            guard
                czip_add(archive, "bootstrap", source.baseAddress, UInt64(source.count), mode, 0, date) == 0,
                czip_close(archive) == 0
            else {
                let failure = String(cString: czip_failure(archive))
                czip_discard(archive)
                return failure
            }
            return nil
        }
        if let failure { throw ZipError(reason: failure) }
        var count: UInt64 = 0
        guard let written = czip_bytes(target, &count) else {
            throw ZipError(reason: "the archive cannot be read back")
        }
        defer { free(written) }
        return Data(bytes: written, count: Int(count))
    }
}

/// The zip could not be written; libzip's own words.
struct ZipError: Error, Sendable, Equatable {
    let reason: String
}
