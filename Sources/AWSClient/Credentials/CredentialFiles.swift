import Foundation

/// Reads and writes the files that logins are kept in: the one seam between the providers and the disk.
struct CredentialFiles: Sendable {
    /// The whole file; nil where there is none.
    let read: @Sendable (_ path: String) throws -> Data?
    /// Puts a file in place in one step, for nobody but its owner to read.
    let write: @Sendable (_ data: Data, _ path: String) throws -> Void

    /// The machine's own files.
    static let onDisk = CredentialFiles(read: readFile, write: writeFile)

    private struct Unusable: Error {}

    private static func readFile(_ path: String) throws -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        // Through a handle, since what was named may be no plain file: /dev/null, or a shell's <(…).
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Unusable() }
        return try handle.readToEnd() ?? Data()
    }

    /// A new file is renamed over the old one, so that no reader ever finds half of it.
    private static func writeFile(_ data: Data, _ path: String) throws {
        let new = "\(path).\(UUID().uuidString)"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Unusable() }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: data)
            try handle.close()
            guard rename(new, path) == 0 else { throw Unusable() }
        } catch {
            unlink(new)
            throw error
        }
    }
}
