import CZip
import Foundation

/// A function's zip; its bytes depend only on its content.
///
/// Lambda runs the file `bootstrap` in the zip's root, and requires its run bit in the entry's Unix attributes. It is
/// the first entry; the others are sorted by name. Each has the earliest time of the format (1980-01-01 00:00), so that
/// the same content always gives the same SHA-256. Another version of the compression library may compress differently:
/// that zip counts as other code, but runs the same.
enum ZipArchive {
    /// A regular file in a zip.
    struct Entry: Sendable, Equatable {
        /// Its path in the zip, with slashes between the folders.
        let name: String
        let content: Data
    }

    /// A regular file, rwxr-xr-x.
    private static let programMode: UInt32 = 0o100755
    /// A regular file, rw-r--r--.
    private static let fileMode: UInt32 = 0o100644
    /// 1 January 1980 in MS-DOS's form: year since 1980, month, day.
    private static let date: UInt16 = (0 << 9) | (1 << 5) | 1

    /// The zip of a binary and of the files beside it.
    static func bootstrap(_ bytes: [UInt8], files: [Entry] = []) throws(ZipError) -> Data {
        guard let target = czip_memory() else { throw ZipError(reason: "no memory") }
        defer { czip_release(target) }
        var code: Int32 = 0
        guard let archive = czip_create(target, &code) else { throw ZipError(reason: "libzip's error \(code)") }
        // The archive reads the bytes when it is closed, so they must stay in place until then.
        var kept: [UnsafeMutableRawBufferPointer] = []
        defer { for buffer in kept { buffer.deallocate() } }
        func add(_ name: String, _ content: some DataProtocol, _ mode: UInt32) -> Bool {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 1)
            kept.append(buffer)
            content.copyBytes(to: buffer)
            return czip_add(archive, name, buffer.baseAddress, UInt64(buffer.count), mode, 0, date) == 0
        }
        guard add("bootstrap", bytes, programMode),
            inOrder(files).allSatisfy({ add($0.name, $0.content, fileMode) }), czip_close(archive) == 0
        else {
            let failure = String(cString: czip_failure(archive))
            czip_discard(archive)
            throw ZipError(reason: failure)
        }
        var count: UInt64 = 0
        guard let written = czip_bytes(target, &count) else {
            throw ZipError(reason: "the archive cannot be read back")
        }
        defer { free(written) }
        return Data(bytes: written, count: Int(count))
    }

    /// Sorted by the bytes of the names; no two names are the same.
    private static func inOrder(_ files: [Entry]) -> [Entry] {
        files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

/// The zip could not be written; with libzip's own message.
struct ZipError: Error, Sendable, Equatable {
    let reason: String
}
