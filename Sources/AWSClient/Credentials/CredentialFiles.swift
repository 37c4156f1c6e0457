import Foundation

/// Reads and writes the files that logins are kept in: the one seam between the providers and the disk.
struct CredentialFiles: Sendable {
    /// The whole file; nil where there is none.
    ///
    /// It throws ``Unusable``.
    let read: @Sendable (_ path: String) throws -> Data?
    /// Puts a file in place in one step, for nobody but its owner to read.
    let write: @Sendable (_ data: Data, _ path: String) throws -> Void

    /// The machine's own files.
    static let onDisk = CredentialFiles(read: readFile, write: writeFile)

    /// The largest file that is read: a login's have some thousand bytes.
    private static let largestBytes = 1 << 20

    /// A file that is there, but not to be used.
    struct Unusable: Error {
        /// What is wrong, to stand behind the file's path.
        let reason: String

        fileprivate static let unreadable = Unusable(reason: "cannot be read: look at its permissions")
        fileprivate static let tooLarge = Unusable(reason: "is larger than 1 MiB, so it is hardly a file of logins")
        fileprivate static let unwritable = Unusable(reason: "cannot be written")
    }

    private static func readFile(_ path: String) throws -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        // Through a handle, since what was named may be no plain file: /dev/null, or a shell's <(…).
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: largestBytes + 1) ?? Data()
        else { throw Unusable.unreadable }
        guard data.count <= largestBytes else { throw Unusable.tooLarge }
        return data
    }

    /// A new file is renamed over the old one, so that no reader ever finds half of it.
    private static func writeFile(_ data: Data, _ path: String) throws {
        let new = "\(path).\(UUID().uuidString)"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Unusable.unwritable }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: data)
            try handle.close()
            guard rename(new, path) == 0 else { throw Unusable.unwritable }
        } catch {
            unlink(new)
            throw error
        }
    }
}
