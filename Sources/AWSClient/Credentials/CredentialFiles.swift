import Foundation
import HostSystem

/// Reads and writes the files of logins: the only access of the providers to the disk.
struct CredentialFiles: Sendable {
    /// Reads a whole file; nil if it does not exist.
    ///
    /// It throws ``Unusable`` and `CancellationError`.
    let read: @Sendable (_ path: String) async throws -> InputFile.Content?
    /// Writes a file atomically, readable by its owner only.
    let write: @Sendable (_ data: Data, _ path: String) throws -> Void

    /// The files of this machine.
    static let onDisk = CredentialFiles(
        read: { path in
            do {
                return try await InputFile.read(path, largestBytes: largestBytes)
            } catch let problem as InputFile.Problem {
                throw Unusable(problem)
            }
        },
        write: { try FileReplacement.write($0, to: $1, permissions: 0o600) })

    /// The largest file that is read; real files of 16 MiB may exist.
    private static let largestBytes = 64 << 20

    /// A file that exists but cannot be used.
    struct Unusable: Error, Equatable {
        /// What is wrong; the text follows the file's path.
        let reason: String

        fileprivate init(_ problem: InputFile.Problem) {
            reason =
                switch problem {
                case .folder: "is a folder, not a file"
                case .tooLarge: "is larger than 64 MiB, so it is hardly a file of logins"
                case .unreadable(let reason): "cannot be read: \(reason)"
                }
        }
    }
}
