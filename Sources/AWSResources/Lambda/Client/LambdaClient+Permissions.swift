import AWSClient

/// Who may call a function or an alias: its resource policy, statement by statement.
///
/// Two writes to one function's policy must never run at the same time: AWS then loses statements without an error.
extension LambdaClient {
    static let addPermission = Operation(
        .lambda, "AddPermission", .write, path: "/2015-03-31/functions/{FunctionName}/policy", on: .qualified)
    static let getPolicy = Operation(
        .lambda, "GetPolicy", .read, method: "GET", path: "/2015-03-31/functions/{FunctionName}/policy", on: .qualified)
    static let removePermission = Operation(
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
