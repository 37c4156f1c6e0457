import AWSClient
import AWSResources
import Foundation

/// A request to Lambda, parsed as its operation.
struct FakeLambdaCall {
    let operation: String
    /// The name of the function in the path.
    var function = ""
    /// Whether it goes to IAM; then the role's name replaces the function's.
    var isToIAM = false
    /// The next part of the path: an alias's name or a statement's id.
    var part = ""
    let query: [(String, String)]
    let body: [String: Any]

    struct UnknownRequest: Error { let request: String }

    init(_ request: HTTPRequest) throws {
        if let call = Self.toIAM(request) {
            self = call
            return
        }
        let components = URLComponents(string: request.url)
        query = (components?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        body = (try? JSONSerialization.jsonObject(with: request.body)) as? [String: Any] ?? [:]
        let path = components?.percentEncodedPath.split(separator: "/").map(String.init) ?? []
        for known in LambdaClient.all where known.method == request.method {
            let pattern = known.path.split(separator: "/").map(String.init)
            guard pattern.count == path.count, zip(pattern, path).allSatisfy({ $0.hasPrefix("{") || $0 == $1 }) else {
                continue
            }
            operation = known.name
            let values = zip(pattern, path).filter { $0.0.hasPrefix("{") }.map { $0.1.removingPercentEncoding ?? "" }
            // Tags use the function's ARN.
            function = values.first?.split(separator: ":").last.map(String.init) ?? ""
            part = values.dropFirst().first ?? ""
            return
        }
        throw UnknownRequest(request: "\(request.method) \(request.url)")
    }

    /// A call to IAM about a role; nil for any other call.
    private static func toIAM(_ request: HTTPRequest) -> FakeLambdaCall? {
        let text = String(decoding: request.body, as: UTF8.self)
        guard text.hasPrefix("Action=") else { return nil }
        let form = (URLComponents(string: "?" + text)?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        return FakeLambdaCall(
            operation: form[0].1, function: form.first { $0.0 == "RoleName" }?.1 ?? "", query: form, body: [:],
            isToIAM: true)
    }

    private init(operation: String, function: String, query: [(String, String)], body: [String: Any], isToIAM: Bool) {
        (self.operation, self.function, self.query, self.body) = (operation, function, query, body)
        self.isToIAM = isToIAM
    }

    var qualifier: String? { query.first { $0.0 == "Qualifier" }?.1 }
    var writesPolicy: Bool { operation == "AddPermission" || operation == "RemovePermission" }
}
