import AWSClient
import Deployer
import Foundation

/// What a program finds around it when it starts.
package struct ProcessEnvironment: Sendable {
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

/// What a function must know to reach the AWS that runs on this machine, as variables for its environment.
///
/// On AWS itself a function knows its endpoints. Only when the deployer's own is on this machine (a local AWS) is it passed
/// on; any other endpoint set for the deployer, as a VPC's, says nothing of where functions run.
enum LocalEndpoints {
    /// One variable for all services where they share an endpoint, else one for each that has one.
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
