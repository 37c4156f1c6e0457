package import AWSClient
import Deployer

/// A function in use: the alias that callers name, pointing at a published version of the function as it is described.
///
/// ```swift
/// let live = Release(of: counter, as: "live")
/// ```
///
/// A version never changes, so callers get the old one, whole, until the alias points at the new one. Compared is what the
/// alias's version serves, by the same names as the function's own properties.
public struct Release: Sendable {
    /// The function.
    var function: Function
    /// The alias's name.
    public let alias: String
    /// Whether it serves a version; an alias at `$LATEST` serves whatever is worked on.
    var isPublished = true
    /// Other versions that get a share of the calls, as `3: 10 %`; none is ever described.
    var otherVersions: [String] = []
    /// The version that was observed.
    var version: String?
    /// Whether AWS still moves it to its version; why.
    var settling: Readiness?
    /// Whether statements under a URL's ids stand in its policy.
    var hasURLStatements = false
    /// The state of the alias that was observed.
    var revisionID: String?

    /// Publishes a version of the function and points the alias at it.
    ///
    /// - Parameters:
    ///   - function: the function as it is described.
    ///   - alias: 1 to 128 letters, digits, `-` and `_`, not digits alone.
    public init(of function: Function, as alias: String) {
        self.function = function
        self.alias = alias
    }

    /// A release as it was observed.
    ///
    /// - Parameter isSettling: whether another version's share is AWS's own, until the new one is ready.
    init(of function: Function, as alias: String, observed details: AliasDetails, isSettling: Bool) {
        self.init(of: function, as: alias)
        isPublished = details.functionVersion != "$LATEST"
        otherVersions = isSettling ? [] : details.otherVersions
        settling = isSettling ? details.settling : nil
        version = details.functionVersion
        revisionID = details.revisionID
    }

    /// What is served.
    var configuration: FunctionConfiguration { function.configuration }
}

extension Release: RequiresAccess {
    package static let observing = [
        LambdaClient.getFunction, LambdaClient.getAlias, LambdaClient.getPolicy,
        LambdaClient.getProvisionedConcurrencyConfig, LambdaClient.getFunctionURLConfig, IAMClient.getRole,
    ]
    /// With what a rollback sends, which alone looks through the versions.
    package static let changing = [
        LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
        LambdaClient.listVersions,
    ]

    package func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        action.name == "iam:GetRole"
            ? AccessTarget("Role", scope.arn(role: configuration.role))
            : .function(function.name, for: action, in: scope)
    }
}
