import Deployer
import Foundation

/// A file that others write to as well, so text is added at its end.
struct AppendedFile {
    /// The path, as it was given.
    let path: String

    /// Adds lines, on a new line even if the last one has no end; creates the file if there is none.
    ///
    /// - Throws: ``UnwritableFile``
    func append(_ text: String) throws {
        // Open for writing only: otherwise this process itself would be a pipe's reader, and the text would be lost.
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
        if descriptor < 0, errno == ENXIO {
            throw UnwritableFile(path: path, reason: "It is a pipe that nobody reads.")
        }
        guard descriptor >= 0 else { throw unwritable(POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data((lacksLineEnd() ? "\n" : "").utf8) + Data(text.utf8))
            try handle.close()
        } catch {
            throw unwritable(error)
        }
    }

    /// Whether the last line has no end; false for what has no last line, such as a device.
    private func lacksLineEnd() -> Bool {
        guard
            let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType,
            type == .typeRegular || type == .typeSymbolicLink, let handle = FileHandle(forReadingAtPath: path),
            let end = try? handle.seekToEnd(), end > 0, (try? handle.seek(toOffset: end - 1)) != nil
        else { return false }
        return (try? handle.read(upToCount: 1)) != Data("\n".utf8)
    }

    private func unwritable(_ error: any Error) -> UnwritableFile {
        UnwritableFile(path: path, reason: Words.sentence(SystemReason.text(error)))
    }
}
