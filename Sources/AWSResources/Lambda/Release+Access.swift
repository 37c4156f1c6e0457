import AWSClient

extension Release: RequiresAccess {
    static let observing = [LambdaClient.getFunction, LambdaClient.getAlias]
    static let changing = [
        LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
    ]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        .function(function.name, alias: alias, for: action, in: place)
    }
}

extension AccessTarget {
    /// A function, and the alias of it where the request names one: the reference lists both, and AWS names the alias in
    /// what it refuses.
    static func function(
        _ name: String, alias: String, for action: RequiredAction, in place: some Place
    ) -> AccessTarget {
        let arn = place.arn(function: name)
        return action.scope == .qualified
            ? AccessTarget("FunctionAlias", arn, place.arn(function: name, qualifier: alias))
            : AccessTarget("Function", arn)
    }
}
