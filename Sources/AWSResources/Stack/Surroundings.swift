import AWSClient

/// What a program finds around it when it starts.
struct Surroundings: Sendable {
    /// The process's environment variables.
    let environment: [String: String]
    /// The folder that it was started in.
    let currentFolder: String
    /// The path of its own file.
    let executable: String
    /// What sends requests; nil for libcurl.
    var transport: (any Transport)?
}

extension Surroundings {
    /// A path as typed, from the folder that the program was started in.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }
}
