import Foundation

/// The folder of the package that describes the stack: there is `config/`, and there its functions are built.
enum PackageRoot {
    /// The nearest folder with a `Package.swift`, from the current folder upwards, then from the program's own file upwards
    /// (it stands in the package's `.build` when SwiftPM built it); the current folder where there is none.
    static func find(_ process: ProcessEnvironment) -> String {
        nearest(from: process.currentFolder)
            ?? nearest(from: process.executable)
            ?? process.currentFolder
    }

    private static func nearest(from start: String) -> String? {
        // From a relative path there would be no end to going up.
        guard start.hasPrefix("/") else { return nil }
        var folder = URL(filePath: start).standardizedFileURL.resolvingSymlinksInPath()
        while true {
            if FileManager.default.fileExists(
                atPath: folder.appending(path: "Package.swift").path(percentEncoded: false))
            {
                return withoutSlash(folder.path(percentEncoded: false))
            }
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            guard parent.path != folder.path else { return nil }
            folder = parent
        }
    }

    /// As every path is written that gets something appended; the path of a URL of a folder ends in a slash.
    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
