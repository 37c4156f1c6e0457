import AWSClient

extension Function: RequiresAccess {
    static let observing = [
        LambdaClient.getFunction, LambdaClient.listTags, LambdaClient.getPolicy, LambdaClient.listAliases,
        LambdaClient.getFunctionURLConfig, IAMClient.getRole, LambdaClient.getAccountSettings,
    ]
    static let changing = [
        LambdaClient.createFunction, LambdaClient.updateFunctionCode, LambdaClient.updateFunctionConfiguration,
        LambdaClient.deleteFunction, LambdaClient.putFunctionConcurrency, LambdaClient.deleteFunctionConcurrency,
        LambdaClient.tagResource, LambdaClient.untagResource, LambdaClient.removePermission,
    ]

    /// A reserved concurrency is taken off whichever function someone gave it to, but set, and compared with what the account
    /// has, only where it is described.
    func needs(_ operation: Operation, in scope: ARNScope) -> Bool {
        switch operation {
        case LambdaClient.putFunctionConcurrency: reservedConcurrency != nil
        case LambdaClient.getAccountSettings: reservedConcurrency.map { $0 > 0 } ?? false
        default: true
        }
    }

    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        switch action.name {
        case "lambda:GetAccountSettings": AccessTarget("AccountSettings", "*")
        case "iam:PassRole": AccessTarget("PassRole", scope.arn(role: configuration.role))
        case "iam:GetRole": AccessTarget("Role", scope.arn(role: configuration.role))
        default: .function(name, for: action, in: scope)
        }
    }
}
