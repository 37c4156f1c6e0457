import AWSClient
import Deployer
import Foundation

/// The environment of a program at its start.
package struct ProcessEnvironment: Sendable {
    /// The process's environment variables.
    let environment: [String: String]
    /// The folder that it was started in; empty if the folder is gone.
    let currentFolder: String
    /// The path of its own file.
    let executable: String
    /// Sends requests; nil for libcurl.
    var transport: (any Transport)?
    /// The clock for signatures and waits.
    var clock = ClientClock.system
}

extension ProcessEnvironment {
    /// Requires the folder that the program was started in, where relative paths begin.
    ///
    /// - Throws: ``NoCurrentFolder``
    func requireCurrentFolder() throws {
        guard !currentFolder.isEmpty else { throw NoCurrentFolder() }
    }

    /// A typed path, absolute from the folder that the program was started in.
    func absolutePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    }
}

/// The folder that the program was started in is gone.
struct NoCurrentFolder: Explainable {
    let explanation = Explanation(
        "the folder that this was started in is gone", why: "It was removed or replaced after the shell went there.",
        advice: "Change to one that exists; `cd .` leads into one that was replaced.")
}

/// The folder of the package that describes the stack: it has `config/`, and its functions are built there.
enum PackageRoot {
    /// The nearest folder with a `Package.swift`, or else the current folder.
    ///
    /// The search goes upwards from the current folder, then from the program's own file (in the package's `.build` if
    /// SwiftPM built it).
    static func find(_ process: ProcessEnvironment) -> String {
        nearest(from: process.currentFolder)
            ?? nearest(from: process.executable)
            ?? process.currentFolder
    }

    private static func nearest(from start: String) -> String? {
        // From a relative path, going up would never end.
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

    /// Paths that get something appended have no slash at the end; the path of a folder's URL has one.
    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

/// The variables that a function needs to reach the AWS on this machine.
///
/// On AWS itself, a function knows its endpoints. Only an endpoint on this machine (a local AWS) is passed on. Any
/// other endpoint of the deployer, such as a VPC's, does not apply where functions run.
enum LocalEndpoints {
    /// One variable if all services share an endpoint, else one for each service that has its own.
    static func variables(_ connection: AWSConnection) -> [String: String] {
        var variables: [String: String] = [:]
        for service in Service.all {
            let endpoint = connection.endpoint(for: service)
            guard endpoint.isCustom, endpoint.isOnThisMachine else { continue }
            variables["AWS_ENDPOINT_URL_\(service.endpointVariableSuffix)"] = endpoint.url
        }
        let urls = Set(variables.values)
        if variables.count == Service.all.count, urls.count == 1, let url = urls.first {
            variables = ["AWS_ENDPOINT_URL": url]
        }
        if urls.contains(where: { $0.hasPrefix("https:") }), let roots = connection.roots {
            variables["AWS_CA_BUNDLE"] = roots.path
        }
        return variables
    }
}
