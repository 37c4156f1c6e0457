import AWSClient
import Deployer

/// What a program finds around it when it starts.
struct ProcessEnvironment: Sendable {
    /// The process's environment variables.
    let environment: [String: String]
    /// The folder that it was started in; empty where that is gone.
    let currentFolder: String
    /// The path of its own file.
    let executable: String
    /// What sends requests; nil for libcurl.
    var transport: (any Transport)?
    /// What requests are signed at and wait by.
    var clock = ClientClock.system
}

extension ProcessEnvironment {
    /// Asks for the folder that the program was started in, where relative paths begin.
    ///
    /// - Throws: ``NoCurrentFolder``
    func requireCurrentFolder() throws {
        guard !currentFolder.isEmpty else { throw NoCurrentFolder() }
    }

    /// A path as typed, from the folder that the program was started in.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }
}

/// The folder that the program was started in is gone.
struct NoCurrentFolder: Explainable {
    let explanation = Explanation(
        "the folder that this was started in is gone", why: "It was removed or replaced after the shell went there.",
        advice: "Change to one that stands; `cd .` leads into one that was replaced.")
}
