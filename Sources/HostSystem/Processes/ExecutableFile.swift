import Foundation

/// A program's file, found as a shell finds it, and the reason if it does not start.
package struct ExecutableFile {
    /// Why nothing can be run; the text follows the program's name.
    package struct Unusable: Error, Equatable {
        package let reason: String
    }

    let path: String

    /// The path, which works from any folder.
    var absolutePath: String { URL(filePath: path).path(percentEncoded: false) }

    /// - Parameter name: looked up in the folders of `searchPath` unless it has a slash.
    init(_ name: String, searchPath: String?) throws(Unusable) {
        let folders = (searchPath ?? "/usr/bin:/bin").split(separator: ":")
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        if let path = candidates.first(where: { Self.isFile($0) && access($0, X_OK) == 0 }) {
            self.path = path
            return
        }
        if let path = candidates.first(where: Self.isFile) {
            throw Unusable(reason: "\(path) may not be run: give it the right with `chmod +x`")
        }
        guard !name.contains("/") else {
            let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: name)) != nil
            throw Unusable(reason: isFolder ? "it is a folder" : "there is no such file")
        }
        throw Unusable(reason: "there is no such program in the folders of PATH")
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Why the system did not start the program.
    ///
    /// - Parameter number: the system's error number.
    func unusable(_ number: Int32) -> Unusable {
        switch (number, interpreter) {
        case (ENOEXEC, _):
            Unusable(
                reason: "\(path) is no program for this machine, and no script either:"
                    + " a script's first line names what runs it, as `#!/bin/sh`")
        case (ENOENT, let interpreter?) where interpreter.hasSuffix("\r"):
            Unusable(reason: "the lines of \(path) end as on Windows: save it with line feeds alone")
        case (ENOENT, let interpreter?), (EACCES, let interpreter?):
            Unusable(reason: "the first line of \(path) names \(interpreter), which is not there or may not be run")
        default: Unusable(reason: "\(path): \(String(cString: strerror(number)))")
        }
    }

    /// The interpreter in a script's first line; nil for any other file.
    private var interpreter: String? {
        guard let file = FileHandle(forReadingAtPath: path), let start = try? file.read(upToCount: 256) else {
            return nil
        }
        let line = String(decoding: start.prefix { $0 != 10 }, as: UTF8.self)
        guard line.utf8.starts(with: "#!".utf8) else { return nil }
        let words = line.unicodeScalars.dropFirst(2).split { $0 == " " || $0 == "\t" }
        return words.first.map { String($0) }
    }
}
