public import AWSClient

/// Functions, versions, aliases, URLs, and who may call them.
///
/// Each operation is a constant beside the function that sends it; `all` lists them. The formats are those of the AWS
/// Lambda API reference (REST with JSON bodies; each part of the API has its own date in its paths).
public struct LambdaClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service.withErrorRules(LambdaErrors.rules) }

    /// The query of a request for an alias or version; empty for the unqualified function.
    func qualifier(_ name: String?) -> [(name: String, value: String)] {
        name.map { [("Qualifier", $0)] } ?? []
    }
}

/// Tags, which only functions have; versions and aliases have none.
extension LambdaClient {
    static let listTags = ServiceOperation(
        .lambda, "ListTags", .read, method: "GET", path: "/2017-03-31/tags/{Resource}")
    static let tagResource = ServiceOperation(
        .lambda, "TagResource", .write, path: "/2017-03-31/tags/{Resource}")
    static let untagResource = ServiceOperation(
        .lambda, "UntagResource", .write, method: "DELETE", path: "/2017-03-31/tags/{Resource}")

    /// A function's tags, by its ARN.
    func listTags(arn: String) async throws -> [String: String] {
        struct Output: Decodable {
            var tags: [String: String]?
            private enum CodingKeys: String, CodingKey { case tags = "Tags" }
        }
        let output: Output = try await service.call(Self.listTags, path: ["Resource": arn])
        return output.tags ?? [:]
    }

    /// Sets some tags of a function and leaves the others.
    func tagResource(arn: String, tags: [String: String]) async throws {
        let _: NoOutput = try await service.call(Self.tagResource, path: ["Resource": arn], body: ["Tags": tags])
    }

    /// Removes tags from a function.
    func untagResource(arn: String, keys: [String]) async throws {
        let query = keys.map { (name: "tagKeys", value: $0) }
        let _: NoOutput = try await service.call(Self.untagResource, path: ["Resource": arn], query: query)
    }
}

extension AWS {
    /// Functions, their releases and URLs.
    package var lambda: LambdaClient { LambdaClient(client(for: .lambda)) }
}

/// Who may call a function or an alias: its resource policy, statement by statement.
///
/// Two writes to one function's policy must never run at the same time: AWS then loses statements without an error.
extension LambdaClient {
    static let addPermission = ServiceOperation(
        .lambda, "AddPermission", .write, path: "/2015-03-31/functions/{FunctionName}/policy", on: .qualified)
    static let getPolicy = ServiceOperation(
        .lambda, "GetPolicy", .read, method: "GET", path: "/2015-03-31/functions/{FunctionName}/policy", on: .qualified)
    static let removePermission = ServiceOperation(
        .lambda, "RemovePermission", .write, method: "DELETE",
        path: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}", on: .qualified)

    /// Adds a statement to the policy of an alias, or of the unqualified function.
    func addPermission(to function: String, alias: String?, _ permission: PermissionInput) async throws {
        let _: NoOutput = try await service.call(
            Self.addPermission, path: ["FunctionName": function], query: qualifier(alias), body: permission)
    }

    /// The policy of an alias, or of the unqualified function.
    func getPolicy(of function: String, alias: String? = nil) async throws -> PolicyDetails {
        try await service.call(Self.getPolicy, path: ["FunctionName": function], query: qualifier(alias))
    }

    /// Removes a statement.
    ///
    /// - Parameter revisionID: the policy's revision that the decision is based on.
    func removePermission(
        _ statementID: String, from function: String, alias: String? = nil, revisionID: String?
    ) async throws {
        let revision = revisionID.map { [(name: "RevisionId", value: $0)] } ?? []
        let _: NoOutput = try await service.call(
            Self.removePermission, path: ["FunctionName": function, "StatementId": statementID],
            query: qualifier(alias) + revision)
    }
}

/// AWS's data on a policy.
struct PolicyDetails: Decodable, Sendable {
    /// As JSON text; if there is no policy, a local AWS returns an empty text (AWS: 404).
    var policy: String?
    /// The revision of the function or alias that has the policy; every write to the policy changes it.
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case policy = "Policy"
        case revisionID = "RevisionId"
    }
}

/// The input of AddPermission.
struct PermissionInput: Encodable, Sendable, Equatable {
    var statementID: String
    var action: String
    var principal = "*"
    /// Only for `lambda:InvokeFunctionUrl`; AWS refuses it for any other action.
    var urlAuth: String?
    /// Only through the URL, never by an API call.
    var viaURL: Bool?
    /// The policy's revision that the write starts from; AWS refuses the write (412) if the policy has changed since.
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case statementID = "StatementId"
        case action = "Action"
        case principal = "Principal"
        case urlAuth = "FunctionUrlAuthType"
        case viaURL = "InvokedViaFunctionUrl"
        case revisionID = "RevisionId"
    }
}
