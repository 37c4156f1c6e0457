import AWSClient

/// What the programs that this one starts, but for a login's own, are given of the environment.
///
/// It is nothing that lets them act for the user at AWS, at the CI system or at a proxy: a build runs the code of everything
/// that a package depends on.
package struct ChildEnvironment: Sendable, Equatable {
    /// The variables.
    package let variables: [String: String]

    /// The environment without what belongs to AWS's tools and to GitHub's runner, and without a proxy's user and password.
    ///
    /// - `AWS_…`: keys, tokens, and where to find more; a build has no use for any of it.
    /// - `ACTIONS_…`: the runner's tokens, one of which GitHub turns into a login at AWS.
    package init(of environment: [String: String]) {
        variables = Dictionary(
            uniqueKeysWithValues: environment.compactMap { name, value in
                if name.hasPrefix("AWS_") || name.hasPrefix("ACTIONS_") { return nil }
                let lower = name.lowercased()
                guard lower.hasSuffix("_proxy"), lower != "no_proxy" else { return (name, value) }
                return ProxySettings.address(in: value).map { (name, $0) }
            })
    }
}
