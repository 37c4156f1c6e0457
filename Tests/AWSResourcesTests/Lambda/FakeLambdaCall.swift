import AWSClient
import Foundation

@testable import AWSResources

/// A request to Lambda as the operation that it is.
struct FakeLambdaCall {
    let operation: String
    /// The name of the function in the path.
    var function = ""
    /// What follows it: an alias's name or a statement's id.
    var part = ""
    let query: [(String, String)]
    let body: FakeLambda.Object

    struct UnknownRequest: Error { let request: String }

    init(_ request: HTTPRequest) throws {
        let components = URLComponents(string: request.url)
        query = (components?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        body = (try? JSONSerialization.jsonObject(with: request.body)) as? FakeLambda.Object ?? [:]
        let path = components?.percentEncodedPath.split(separator: "/").map(String.init) ?? []
        for known in LambdaClient.all where known.method == request.method {
            let pattern = known.path.split(separator: "/").map(String.init)
            guard pattern.count == path.count, zip(pattern, path).allSatisfy({ $0.hasPrefix("{") || $0 == $1 }) else {
                continue
            }
            operation = known.name
            let values = zip(pattern, path).filter { $0.0.hasPrefix("{") }.map { $0.1.removingPercentEncoding ?? "" }
            // Tags go by the function's ARN.
            function = values.first?.split(separator: ":").last.map(String.init) ?? ""
            part = values.dropFirst().first ?? ""
            return
        }
        throw UnknownRequest(request: "\(request.method) \(request.url)")
    }

    var qualifier: String? { query.first { $0.0 == "Qualifier" }?.1 }
    var writesPolicy: Bool { operation == "AddPermission" || operation == "RemovePermission" }
}
