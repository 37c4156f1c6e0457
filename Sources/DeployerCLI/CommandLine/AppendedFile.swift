import Deployer
import Foundation

/// A file that others write to as well, and text is added to its end.
struct AppendedFile {
    /// As it was named.
    let path: String

    /// Adds lines, on a line of their own also where the last one has no end; makes the file where there is none.
    ///
    /// - Throws: ``UnwritableFile``
    func append(_ text: String) throws {
        // For writing alone: whoever opens a pipe to read as well is its reader, and what is written comes to nobody.
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

    /// Of what has no end, as a device, it is not known, and nothing is to be done.
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
