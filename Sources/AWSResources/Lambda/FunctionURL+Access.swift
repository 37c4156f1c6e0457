import AWSClient

extension FunctionURL: RequiresAccess {
    static let observing = [LambdaClient.getFunctionURLConfig, LambdaClient.getPolicy]
    static let changing = [
        LambdaClient.createFunctionURLConfig, LambdaClient.updateFunctionURLConfig,
        LambdaClient.deleteFunctionURLConfig, LambdaClient.addPermission, LambdaClient.removePermission,
    ]

    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        .function(function, for: action, in: scope)
    }
}
