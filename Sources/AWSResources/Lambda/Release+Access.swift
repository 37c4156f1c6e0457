import AWSClient

extension Release: RequiresAccess {
    static let observing = [
        LambdaClient.getFunction, LambdaClient.getAlias, LambdaClient.getProvisionedConcurrencyConfig,
    ]
    /// With what a rollback sends, which alone looks through the versions.
    static let changing = [
        LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
        LambdaClient.listVersions,
    ]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        .function(function.name, alias: alias, for: action, in: place)
    }
}

extension EarlierRelease: RequiresAccess {
    static let observing = [LambdaClient.getAlias, LambdaClient.listTags]
    static let changing = [
        LambdaClient.listVersions, LambdaClient.updateAlias, LambdaClient.deleteAlias,
    ]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        release.target(of: action, in: place)
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
