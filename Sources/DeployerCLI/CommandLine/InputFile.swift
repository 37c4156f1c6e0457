import Deployer
import Foundation

/// A file that someone named, read whole; one that is larger than is reasonable is not read to its end, as it may have none.
enum InputFile {
    /// Why it was not read.
    enum Problem: Error, Equatable {
        /// The system does not give it; in words, as `It is a folder`.
        case unreadable(String)
        /// It has more bytes than it may have.
        case tooLarge
    }

    /// The file's contents.
    ///
    /// - Parameter largest: how many bytes it may have.
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
