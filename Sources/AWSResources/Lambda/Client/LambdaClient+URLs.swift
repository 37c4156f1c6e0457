import AWSClient

/// The HTTPS endpoints of functions and aliases.
extension LambdaClient {
    private static let path = "/2021-10-31/functions/{FunctionName}/url"
    static let createFunctionURLConfig = ServiceOperation(
        .lambda, "CreateFunctionUrlConfig", .write, path: path, on: .qualified)
    static let getFunctionURLConfig = ServiceOperation(
        .lambda, "GetFunctionUrlConfig", .read, method: "GET", path: path, on: .qualified)
    static let updateFunctionURLConfig = ServiceOperation(
        .lambda, "UpdateFunctionUrlConfig", .write, method: "PUT", path: path, on: .qualified)
    static let deleteFunctionURLConfig = ServiceOperation(
        .lambda, "DeleteFunctionUrlConfig", .write, method: "DELETE", path: path, on: .qualified)

    /// Creates a URL for an alias or the unqualified function.
    func createURL(of function: String, alias: String?, _ settings: URLSettings) async throws {
        let _: NoOutput = try await service.call(
            Self.createFunctionURLConfig, path: ["FunctionName": function], query: qualifier(alias), body: settings)
    }

    /// An alias's URL.
    func getURL(of function: String, alias: String?) async throws -> URLDetails {
        try await service.call(
            Self.getFunctionURLConfig, path: ["FunctionName": function], query: qualifier(alias))
    }

    /// Changes an alias's URL; its address stays the same.
    func updateURL(of function: String, alias: String?, _ settings: URLSettings) async throws {
        let _: NoOutput = try await service.call(
            Self.updateFunctionURLConfig, path: ["FunctionName": function], query: qualifier(alias), body: settings)
    }

    /// Deletes an alias's URL; the permissions to call it stay in the alias's policy.
    func deleteURL(of function: String, alias: String?) async throws {
        let _: NoOutput = try await service.call(
            Self.deleteFunctionURLConfig, path: ["FunctionName": function], query: qualifier(alias))
    }
}

/// The settings to create or change a URL.
struct URLSettings: Encodable, Sendable {
    /// `NONE` or `AWS_IAM`.
    var auth: String
    /// Replaces the whole old rule; an empty one clears it.
    var cors: CORSDetails
    /// `BUFFERED` or `RESPONSE_STREAM`.
    var invokeMode: String

    private enum CodingKeys: String, CodingKey {
        case auth = "AuthType"
        case cors = "Cors"
        case invokeMode = "InvokeMode"
    }
}

/// AWS's data on a URL.
struct URLDetails: Decodable, Sendable {
    /// `https://….on.aws/`, with the slash; it cannot be derived.
    var url: String
    var auth: String
    var cors: CORSDetails?
    var invokeMode: String?
    /// When it was last changed; a URL has no RevisionId.
    var lastModified: String?

    private enum CodingKeys: String, CodingKey {
        case url = "FunctionUrl"
        case auth = "AuthType"
        case cors = "Cors"
        case invokeMode = "InvokeMode"
        case lastModified = "LastModifiedTime"
    }
}

/// Which pages of other origins may read a URL's responses, on the wire; nil members are not sent.
struct CORSDetails: Codable, Sendable, Equatable {
    var credentials: Bool?
    var headers: [String]?
    var methods: [String]?
    var origins: [String]?
    var exposeHeaders: [String]?
    var maxAgeSeconds: Int?

    private enum CodingKeys: String, CodingKey {
        case credentials = "AllowCredentials"
        case headers = "AllowHeaders"
        case methods = "AllowMethods"
        case origins = "AllowOrigins"
        case exposeHeaders = "ExposeHeaders"
        case maxAgeSeconds = "MaxAge"
    }
}
