import AWSClient

/// Who may call a function or an alias: its resource policy, statement by statement.
///
/// Two writes to one function's policy must never run at once: AWS then loses statements without an error.
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
    /// - Parameter revisionID: the policy's state that the removal is decided from.
    func removePermission(
        _ statementID: String, from function: String, alias: String? = nil, revisionID: String?
    ) async throws {
        let revision = revisionID.map { [(name: "RevisionId", value: $0)] } ?? []
        let _: NoOutput = try await service.call(
            Self.removePermission, path: ["FunctionName": function, "StatementId": statementID],
            query: qualifier(alias) + revision)
    }
}

/// What AWS says of a policy.
struct PolicyDetails: Decodable, Sendable {
    /// As JSON text; a local AWS answers an empty one where there is none (AWS: 404).
    var policy: String?
    /// The policy's state: that of the function or alias whose policy it is, which every write to the policy changes.
    var revisionID: String?

    private enum CodingKeys: String, CodingKey {
        case policy = "Policy"
        case revisionID = "RevisionId"
    }
}

/// What AddPermission is given.
struct PermissionInput: Encodable, Sendable, Equatable {
    var statementID: String
    var action: String
    var principal = "*"
    /// Only with `lambda:InvokeFunctionUrl`; AWS refuses it with any other action.
    var urlAuth: String?
    /// Only through the URL, never by a call of the API.
    var viaURL: Bool?
    /// The policy's state that the statement is added to; AWS refuses it (412) where someone has written meanwhile.
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
