import AWSClient

extension Function: RequiresAccess {
    static let observing = [
        LambdaClient.getFunction, LambdaClient.listTags, LambdaClient.getPolicy, LambdaClient.listAliases,
        LambdaClient.getFunctionURLConfig, IAMClient.getRole,
    ]
    static let changing = [
        LambdaClient.createFunction, LambdaClient.updateFunctionCode, LambdaClient.updateFunctionConfiguration,
        LambdaClient.deleteFunction, LambdaClient.putFunctionConcurrency, LambdaClient.deleteFunctionConcurrency,
        LambdaClient.tagResource, LambdaClient.untagResource, LambdaClient.removePermission,
    ]

    /// A reserved concurrency is taken off whichever function someone gave it to, but set only where it is described.
    func needs(_ operation: Operation, in place: some Place) -> Bool {
        operation != LambdaClient.putFunctionConcurrency || reservedConcurrency != nil
    }

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        switch action.name {
        case "iam:PassRole": AccessTarget("PassRole", place.arn(role: configuration.role))
        case "iam:GetRole": AccessTarget("Role", place.arn(role: configuration.role))
        default: .function(name, for: action, in: place)
        }
    }
}
