public import Deployer
public import Foundation
import HostSystem

/// A file for a command's result: written whole or not at all, in place of an existing one.
public struct OutputFile: Sendable {
    /// The path, as it was given.
    public let path: String

    /// A file; checks that it can be written, before the work whose result it will hold.
    ///
    /// - Throws: ``UnwritableFile``
    public init(_ path: String) throws {
        self.path = path
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else { throw UnwritableFile(path: path, reason: "It is a folder.") }
            let real = url.resolvingSymlinksInPath().path(percentEncoded: false)
            let type = try? manager.attributesOfItem(atPath: real)[.type]
            // Replacing a device would take it away from everyone else.
            guard type as? FileAttributeType == .typeRegular else {
                throw UnwritableFile(path: path, reason: "It is a device, a pipe or a socket.")
            }
        }
        guard !path.hasSuffix("/") else { throw UnwritableFile(path: path, reason: "It is a folder.") }
        let folder = folder
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw UnwritableFile(path: path, reason: "There is no folder \(folder).")
        }
        guard manager.isWritableFile(atPath: folder) else {
            throw UnwritableFile(path: path, reason: "The folder \(folder) cannot be written to.")
        }
    }

    /// Writes the file so that only its owner can write to it.
    ///
    /// Its other permissions are those of the file that it replaces, or those of a new file under the process's umask.
    ///
    /// - Throws: ``UnwritableFile``; the file that was there before is still there.
    public func write(_ data: Data) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: wholePath)
        let isFile = attributes?[.type] as? FileAttributeType == .typeRegular
        let former = isFile ? (attributes?[.posixPermissions] as? NSNumber)?.uint16Value : nil
        try replace(with: data, permissions: former.map { $0 & 0o755 })
    }

    /// Writes the file so that nobody but its owner can ever read it, not even while it is written.
    ///
    /// - Throws: ``UnwritableFile``; the file that was there before is still there.
    public func writePrivately(_ data: Data) throws { try replace(with: data, permissions: 0o600) }

    private func replace(with data: Data, permissions: UInt16?) throws {
        do {
            try FileReplacement.write(data, to: wholePath, permissions: permissions)
        } catch {
            throw UnwritableFile(path: path, reason: Words.sentence(SystemReason.text(error)))
        }
    }

    private var url: URL { URL(filePath: path) }

    /// The absolute path, which works from any folder.
    var wholePath: String { url.absoluteURL.path(percentEncoded: false) }

    private var folder: String { url.deletingLastPathComponent().path(percentEncoded: false) }
}

/// A file that cannot be written.
public struct UnwritableFile: Explainable, Equatable {
    /// The path, as it was given.
    public let path: String
    /// Why it cannot be written, as a sentence.
    public let reason: String

    /// The file, why, and what to do.
    public var explanation: Explanation {
        Explanation(
            "\(path) could not be written", why: reason,
            advice: "Name a file in a folder that exists and can be written.")
    }
}

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
