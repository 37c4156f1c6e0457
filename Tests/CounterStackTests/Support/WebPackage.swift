import Foundation

/// The folder of a package with a page and the settings of a stage; deleted with this object.
final class WebPackage: Sendable {
    let path = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "test-\(UUID().uuidString)").path(percentEncoded: false)

    /// - Parameters:
    ///   - files: the page's files, by name.
    ///   - origins: the origins that the stage `local` allows, as JSON.
    init(
        _ files: [String: String] = ["index.html": "<a href='{{url}}'>{{url}}</a>", "page.js": "count('{{url}}')"],
        origins: String = #"["http://localhost:8080"]"#
    ) throws {
        for folder in ["web", "config"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        try write("", as: "Package.swift")
        try write(
            #"{"region": "us-east-1", "account": "\#(FakeAccount.id)", "allowedOrigins": \#(origins), "#
                + #""pages": ["about"], "logRetentionDays": 1}"#, as: "config/local.json")
        for (name, text) in files { try write(text, as: "web/\(name)") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, as name: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
    }
}
