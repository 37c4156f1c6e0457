import Foundation

/// Reads and writes the files of logins: the only access of the providers to the disk.
struct CredentialFiles: Sendable {
    /// Reads a whole file; nil if it does not exist.
    ///
    /// It throws ``Unusable`` and `CancellationError`.
    let read: @Sendable (_ path: String) async throws -> Content?
    /// Writes a file atomically, readable by its owner only.
    let write: @Sendable (_ data: Data, _ path: String) throws -> Void

    /// The files of this machine.
    static let onDisk = CredentialFiles(read: readFile, write: writeFile)

    /// The largest file that is read; real files of 16 MiB may exist.
    private static let largestBytes = 64 << 20

    /// A file's content.
    struct Content: Sendable, Equatable {
        let data: Data
        /// Whether it can be read again; a pipe, such as a shell's `<(…)`, gives its bytes once.
        var isRepeatable = true
    }

    /// A file that exists but cannot be used.
    struct Unusable: Error, Equatable {
        /// What is wrong; the text follows the file's path.
        let reason: String

        fileprivate static let folder = Unusable(reason: "is a folder, not a file")
        fileprivate static let tooLarge = Unusable(reason: "is larger than 64 MiB, so it is hardly a file of logins")
        fileprivate static let unwritable = Unusable(reason: "cannot be written")

        fileprivate static func unreadable(_ number: Int32) -> Unusable {
            Unusable(reason: "cannot be read: \(String(cString: strerror(number)))")
        }
    }

    private static func readFile(_ path: String) async throws -> Content? {
        // Do not block: a blocking open of a pipe waits for a writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            if isAbsent(path, number) { return nil }
            throw Unusable.unreadable(number)
        }
        var status = stat()
        _ = fstat(descriptor, &status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            close(descriptor)
            throw Unusable.folder
        case S_IFREG: return Content(data: try readToEnd(descriptor) { false })
        default: return Content(data: try await readStream(descriptor), isRepeatable: false)
        }
    }

    /// Whether nothing exists at the path, or nothing that this process may see.
    private static func isAbsent(_ path: String, _ number: Int32) -> Bool {
        var status = stat()
        return number == ENOENT || number == ENOTDIR || number == EACCES && stat(path, &status) != 0
    }

    /// Reads on a thread of its own, since a pipe or device may block for ever.
    private static func readStream(_ descriptor: Int32) async throws -> Data {
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await OwnThread.run {
                Result {
                    try readToEnd(descriptor) {
                        while !OwnThread.wait(for: [descriptor], milliseconds: OwnThread.sliceMilliseconds) {
                            if isCancelled.isSet { return true }
                        }
                        return isCancelled.isSet
                    }
                }
            }.get()
        } onCancel: {
            isCancelled.set()
        }
    }

    /// Reads the descriptor to its end and closes it.
    ///
    /// - Parameter wait: waits until there is more; returns true if reading was cancelled.
    private static func readToEnd(_ descriptor: Int32, wait: () -> Bool) throws -> Data {
        var reader = DescriptorReader(descriptor, largestBytes: largestBytes)
        while reader.isOpen {
            if wait() { throw CancellationError() }
            reader.readAvailable()
            guard !reader.isTooLong else { throw Unusable.tooLarge }
        }
        if let number = reader.failure { throw Unusable.unreadable(number) }
        return reader.data
    }

    /// The new file is renamed over the old one, so that no reader sees half of it.
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
