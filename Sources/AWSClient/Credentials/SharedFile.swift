import Foundation

/// One of AWS's two shared files, as it was read.
struct SharedFile: Sendable {
    /// Where it is, whether there is such a file or not.
    let path: String
    /// Why what is there cannot be read; nil where it was read, or nothing is there.
    let obstacle: String?
    private let file: INIFile
    private let isRepeatable: Bool
    /// The sections `[KIND NAME]`, by both.
    private let named: [String: [String: INIFile.Section]]

    /// What the names of sections with a name of their own begin with.
    private static let kinds = ["profile", "sso-session", "services"]

    /// Reads it; what cannot be read is told by ``obstacle`` alone, since keys may stand elsewhere.
    ///
    /// - Throws: ``CredentialError`` for a file that is not well-formed, `CancellationError`.
    static func read(_ path: String) async throws -> SharedFile {
        do {
            let content = try await CredentialFiles.onDisk.read(path)
            return try SharedFile(path, content ?? CredentialFiles.Content(data: Data()))
        } catch let error as CredentialFiles.Unusable {
            return try SharedFile(path, CredentialFiles.Content(data: Data()), obstacle: "\(path) \(error.reason)")
        }
    }

    /// The same file as it is now; a pipe gives what it gave.
    func reread() async throws -> SharedFile { isRepeatable ? try await .read(path) : self }

    /// A file that was read.
    ///
    /// - Throws: ``CredentialError`` where it is not well-formed.
    init(_ path: String, _ content: CredentialFiles.Content, obstacle: String? = nil) throws {
        (self.path, self.obstacle, isRepeatable) = (path, obstacle, content.isRepeatable)
        file = try Self.parsed(content.data, path)
        var named: [String: [String: INIFile.Section]] = [:]
        for name in file.names where Self.kinds.contains(where: name.hasPrefix) {
            // The name may be quoted as a shell's words are.
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

    /// What stands in the section of exactly that name; nil where there is none.
    func section(_ name: String) -> INIFile.Section? { file.sections[name] }

    /// What stands in `[KIND NAME]`, the last one of that name; nil where there is none.
    func section(_ kind: String, named name: String) -> INIFile.Section? { named[kind]?[name] }
}

extension CredentialError {
    /// An error of the shared files, before any place was looked at.
    init(sharedFiles reason: String) {
        self.init(declined: [], broken: Attempt(provider: "shared files", reason: reason))
    }
}
