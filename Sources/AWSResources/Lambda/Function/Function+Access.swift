package import AWSClient

extension Function: RequiresAccess {
    package static let observing = [
        LambdaClient.getFunction, LambdaClient.listTags, LambdaClient.getPolicy, LambdaClient.listAliases,
        LambdaClient.getFunctionURLConfig, IAMClient.getRole, LambdaClient.getAccountSettings,
    ]
    package static let changing = [
        LambdaClient.createFunction, LambdaClient.updateFunctionCode, LambdaClient.updateFunctionConfiguration,
        LambdaClient.deleteFunction, LambdaClient.putFunctionConcurrency, LambdaClient.deleteFunctionConcurrency,
        LambdaClient.tagResource, LambdaClient.untagResource, LambdaClient.removePermission,
    ]

    /// Whether this function needs the operation.
    ///
    /// A reserved concurrency that someone added is removed from every function. It is set, and compared with the
    /// account's limit, only if it is described.
    package func needs(_ operation: Operation, in scope: ARNScope) -> Bool {
        switch operation {
        case LambdaClient.putFunctionConcurrency: reservedConcurrency != nil
        case LambdaClient.getAccountSettings: reservedConcurrency.map { $0 > 0 } ?? false
        default: true
        }
    }

    package func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        switch action.name {
        case "lambda:GetAccountSettings": AccessTarget("AccountSettings", "*")
        case "iam:PassRole": AccessTarget("PassRole", scope.arn(role: configuration.role))
        case "iam:GetRole": AccessTarget("Role", scope.arn(role: configuration.role))
        default: .function(name, for: action, in: scope)
        }
    }
}

extension AccessTarget {
    /// A function, and its aliases if the request names one: the reference lists both.
    ///
    /// AWS names the alias in a denial. All aliases are included, since one that is no longer described is also read
    /// and deleted.
    static func function(_ name: String, for action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        let arn = scope.arn(function: name)
        return action.scope == .qualified
            ? AccessTarget("FunctionAlias", arn, scope.arn(function: name, qualifier: "*"))
            : AccessTarget("Function", arn)
    }
}
