import Deployer
import Foundation

/// Reads a whole file that the user names, but no more than a limit, since a file such as a device may have no end.
enum InputFile {
    /// Why a file was not read.
    enum Problem: Error, Equatable {
        /// It cannot be read; the reason in words, such as `It is a folder`.
        case unreadable(String)
        /// It is larger than the limit.
        case tooLarge
    }

    /// The file's contents.
    ///
    /// - Parameter largest: the limit, in bytes.
    /// - Throws: ``Problem``
    static func read(_ path: String, largest: Int) throws(Problem) -> Data {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .unreadable("It is a folder")
        }
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            data = try handle.read(upToCount: largest + 1) ?? Data()
        } catch {
            throw .unreadable(SystemReason.text(error))
        }
        guard data.count <= largest else { throw .tooLarge }
        return data
    }
}
