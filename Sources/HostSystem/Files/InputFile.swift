package import Foundation

/// Reads whole files up to a limit, since a file such as a device may have no end.
package enum InputFile {
    /// A file's content.
    package struct Content: Sendable, Equatable {
        package let data: Data
        /// Whether it can be read again; a pipe, such as a shell's `<(…)`, gives its bytes once.
        package let isRepeatable: Bool

        /// Content that was read.
        package init(data: Data, isRepeatable: Bool = true) {
            self.data = data
            self.isRepeatable = isRepeatable
        }
    }

    /// A file that exists but cannot be used.
    package enum Problem: Error, Equatable {
        /// It is a folder.
        case folder
        /// It is larger than the limit.
        case tooLarge
        /// The system's reason, without a full stop.
        case unreadable(String)

        /// Why the file cannot be used, without a full stop, such as `It is a folder`.
        package var reason: String {
            switch self {
            case .folder: "It is a folder"
            case .tooLarge: "It is too large"
            case .unreadable(let reason): reason
            }
        }

        /// The problem by the system's error number.
        static func unreadable(byErrorNumber number: Int32) -> Problem {
            .unreadable(String(cString: strerror(number)))
        }
    }

    /// The file's content; nil if it does not exist.
    ///
    /// - Parameter largestBytes: the limit, in bytes.
    /// - Throws: ``Problem``; `CancellationError` while it waits for a pipe or a device.
    package static func read(_ path: String, largestBytes: Int) async throws -> Content? {
        // Do not block: a blocking open of a pipe waits for a writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            if isAbsent(path, number) { return nil }
            throw Problem.unreadable(byErrorNumber: number)
        }
        var status = stat()
        _ = fstat(descriptor, &status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            close(descriptor)
            throw Problem.folder
        case S_IFREG:
            return Content(data: try readToEnd(DescriptorReader(descriptor, largestBytes: largestBytes)) { false })
        default:
            return Content(data: try await readStream(descriptor, largestBytes: largestBytes), isRepeatable: false)
        }
    }

    /// The content of a file that must exist; otherwise as ``read(_:largestBytes:)``.
    package static func contents(of path: String, largestBytes: Int) async throws -> Data {
        guard let content = try await read(path, largestBytes: largestBytes) else {
            throw Problem.unreadable(byErrorNumber: ENOENT)
        }
        return content.data
    }

    /// Whether nothing exists at the path, or nothing that this process may see.
    private static func isAbsent(_ path: String, _ number: Int32) -> Bool {
        var status = stat()
        return number == ENOENT || number == ENOTDIR || number == EACCES && stat(path, &status) != 0
    }

    /// Reads on a thread of its own, since a pipe or device may block for ever.
    private static func readStream(_ descriptor: Int32, largestBytes: Int) async throws -> Data {
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await OwnThread.run {
                Result {
                    try readToEnd(DescriptorReader(descriptor, largestBytes: largestBytes)) {
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

    /// - Parameter wait: waits until there is more; returns true if reading was cancelled.
    private static func readToEnd(_ reader: consuming DescriptorReader, wait: () -> Bool) throws -> Data {
        while reader.isOpen {
            if wait() { throw CancellationError() }
            reader.readAvailable()
            guard !reader.isTooLong else { throw Problem.tooLarge }
        }
        if let number = reader.failure { throw Problem.unreadable(byErrorNumber: number) }
        return reader.data
    }
}
