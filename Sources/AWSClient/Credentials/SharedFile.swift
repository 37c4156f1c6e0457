import Foundation
import HostSystem

/// One of AWS's two shared files, after reading.
struct SharedFile: Sendable {
    /// Its path, even if there is no such file.
    let path: String
    /// Why the file cannot be read; nil if it was read or does not exist.
    let obstacle: String?
    private let file: INIFile
    private let isRepeatable: Bool
    /// The sections `[KIND NAME]`, by kind and name.
    private let named: [String: [String: INIFile.Section]]

    /// The kinds of sections that have a name of their own.
    private static let kinds = ["profile", "sso-session", "services"]

    /// Reads the file; if it cannot be read, only ``obstacle`` says so, since the keys may be elsewhere.
    ///
    /// - Throws: ``CredentialError`` for a malformed file, `CancellationError`.
    static func read(_ path: String) async throws -> SharedFile {
        do {
            let content = try await CredentialFiles.onDisk.read(path)
            return try SharedFile(path, content ?? InputFile.Content(data: Data()))
        } catch let error as CredentialFiles.Unusable {
            return try SharedFile(path, InputFile.Content(data: Data()), obstacle: "\(path) \(error.reason)")
        }
    }

    /// The same file, read again; a pipe keeps its first content.
    func reread() async throws -> SharedFile { isRepeatable ? try await .read(path) : self }

    /// A file that has been read.
    ///
    /// - Throws: ``CredentialError`` if it is malformed.
    init(_ path: String, _ content: InputFile.Content, obstacle: String? = nil) throws {
        (self.path, self.obstacle, isRepeatable) = (path, obstacle, content.isRepeatable)
        file = try Self.parsed(content.data, path)
        var named: [String: [String: INIFile.Section]] = [:]
        for name in file.names where Self.kinds.contains(where: name.hasPrefix) {
            // The name may have a shell's quotes.
            guard let words = ShellWords.split(name), words.count == 2, Self.kinds.contains(words[0]) else { continue }
            named[words[0], default: [:]][words[1]] = file.sections[name]
        }
        self.named = named
    }

    private static func parsed(_ data: Data, _ path: String) throws -> INIFile {
        guard let text = String(data: data, encoding: .utf8) else {
            throw CredentialError(sharedFiles: "\(path) is not UTF-8 text")
        }
        do {
            return try INIFile(parsing: text)
        } catch let error as INIError {
            throw CredentialError(sharedFiles: "\(path), line \(error.line): \(error.problem)")
        }
    }

    /// The section of exactly that name; nil if there is none.
    func section(_ name: String) -> INIFile.Section? { file.sections[name] }

    /// The last section `[KIND NAME]`; nil if there is none.
    func section(_ kind: String, named name: String) -> INIFile.Section? { named[kind]?[name] }
}

extension CredentialError {
    /// An error of the shared files, before any provider was asked.
    init(sharedFiles reason: String) {
        self.init(declined: [], broken: Attempt(provider: "shared files", reason: reason))
    }
}
