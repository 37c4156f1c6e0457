import AWSClient

extension Release: RequiresAccess {
    static let observing = [
        LambdaClient.getFunction, LambdaClient.getAlias, LambdaClient.getPolicy,
        LambdaClient.getProvisionedConcurrencyConfig, LambdaClient.getFunctionURLConfig, IAMClient.getRole,
    ]
    /// With what a rollback sends, which alone looks through the versions.
    static let changing = [
        LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
        LambdaClient.listVersions,
    ]

    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        action.name == "iam:GetRole"
            ? AccessTarget("Role", scope.arn(role: configuration.role))
            : .function(function.name, for: action, in: scope)
    }
}

extension RollbackTarget: RequiresAccess {
    static let observing = [LambdaClient.getAlias, LambdaClient.listTags, IAMClient.getRole]
    static let changing = [
        LambdaClient.listVersions, LambdaClient.updateAlias, LambdaClient.deleteAlias,
    ]

    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        release.target(of: action, in: scope)
    }
}

extension AccessTarget {
    /// A function, and its aliases where the request names one: the reference lists both.
    ///
    /// AWS names the alias in what it refuses. All of them, since one that is no longer described is looked at and removed too.
    static func function(_ name: String, for action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        let arn = scope.arn(function: name)
        return action.scope == .qualified
            ? AccessTarget("FunctionAlias", arn, scope.arn(function: name, qualifier: "*"))
            : AccessTarget("Function", arn)
    }
}
