import AWSClient
import AWSResources

extension TestedKind {
    private static let described = Function("f", code: .executable("F"), role: Role("r", trusts: .lambda, allows: []))
    private static let live = Release(of: described, as: "live")

    /// A function.
    static let function = TestedKind(
        described,
        shows: [
            "code", "architecture", "role", "role.id", "memory", "timeout", "environment", "layers", "description",
            "reservedConcurrency", "lastUpdate", "state", "role.former",
        ])
    /// A version of a function under an alias.
    static let release = TestedKind(live, shows: ["code", "otherVersions"])
    /// A version to go back to.
    static let rollbackTarget = TestedKind(derived: RollbackTarget.self)
    /// A function's URL.
    static let url = TestedKind(
        FunctionURL(to: live, access: .everyone),
        shows: ["cors.origins", "cors.methods", "cors.headers", "cors.exposeHeaders", "cors.maxAge", "permissions"])
}

extension TestedService {
    /// The service of functions, aliases and URLs.
    static let lambda = TestedService(
        service: .lambda, operations: LambdaClient.all, errors: LambdaErrors.rules,
        furtherPermissions: [
            "CreateFunction": ["lambda:TagResource", "iam:PassRole", "lambda:GetLayerVersion"],
            "UpdateFunctionConfiguration": ["iam:PassRole", "lambda:GetLayerVersion"],
        ],
        qualified: [
            "GetFunction", "GetPolicy", "AddPermission", "RemovePermission", "CreateFunctionUrlConfig",
            "GetFunctionUrlConfig", "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig",
            "GetProvisionedConcurrencyConfig",
        ])
}
