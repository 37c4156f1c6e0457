package import Foundation

/// Writes a file whole or not at all, in place of an existing one.
package enum FileReplacement {
    /// Writes a new file beside it, then renames that to its name: no reader sees half of it.
    ///
    /// A link is replaced, not its target, since someone else may have made the link.
    ///
    /// - Parameter permissions: those of the new file, from its first byte on; nil for those that the process's umask
    ///   gives.
    /// - Throws: `POSIXError`, or an error of Foundation's; the file that was there before is still there.
    package static func write(_ data: Data, to path: String, permissions: UInt16?) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let temporary = "\(folder)\(folder.hasSuffix("/") ? "" : "/").saving-\(UUID().uuidString)"
        let descriptor = open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions == nil ? 0o644 : 0o600)
        guard descriptor >= 0 else { throw systemError() }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            if let permissions, fchmod(descriptor, mode_t(permissions)) != 0 { throw systemError() }
            try handle.write(contentsOf: data)
            try handle.synchronize()
            try handle.close()
            guard rename(temporary, path) == 0 else { throw systemError() }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func systemError() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
