public import AWSClient
public import Deployer

/// A function in use: an alias for callers that points at a published version of the described function.
///
/// ```swift
/// let live = Release(of: counter, as: "live")
/// ```
///
/// A version never changes, so callers get the complete old one until the alias points at the new one. The alias's
/// version is compared by the same property names as the function.
public struct Release: Sendable {
    /// The function.
    public internal(set) var function: Function
    /// The alias's name.
    public let alias: String
    /// Where the program describes it.
    public let codeLocation: CodeLocation?
    /// Whether it serves a version; an alias at `$LATEST` serves the function while it is being changed.
    var isPublished = true
    /// Other versions that get a share of the calls, such as `3: 10 %`; never described.
    var otherVersions: [String] = []
    /// The observed version.
    var version: String?
    /// Why AWS is still moving it to its version; nil if it is not.
    var settling: Readiness?
    /// Whether its policy has statements with a URL's ids.
    var hasURLStatements = false
    /// The observed revision of the alias.
    var revisionID: String?

    /// Publishes a version of the function and points the alias at it.
    ///
    /// - Parameters:
    ///   - function: the function as it is described.
    ///   - alias: 1 to 128 letters, digits, `-` and `_`, but not only digits.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(of function: Function, as alias: String, file: String = #fileID, line: Int = #line) {
        self.init(function, alias, at: CodeLocation(file: file, line: line))
    }

    private init(_ function: Function, _ alias: String, at codeLocation: CodeLocation?) {
        self.function = function
        self.alias = alias
        self.codeLocation = codeLocation
    }

    /// A release as it was observed.
    ///
    /// - Parameter isSettling: whether another version's share comes from AWS itself, until the new version is ready.
    init(of function: Function, as alias: String, observed details: AliasDetails, isSettling: Bool) {
        self.init(function, alias, at: nil)
        isPublished = details.functionVersion != "$LATEST"
        otherVersions = isSettling ? [] : details.otherVersions
        settling = isSettling ? details.settling : nil
        version = details.functionVersion
        revisionID = details.revisionID
    }

    /// The configuration that it serves.
    var configuration: FunctionConfiguration { function.configuration }
}

extension Release: AWSResource {
    /// The operations of its lifecycle.
    ///
    /// Includes what a rollback sends: only a rollback lists the versions.
    public static let operations = (
        reads: [
            LambdaClient.getFunction, LambdaClient.getAlias, LambdaClient.getPolicy,
            LambdaClient.getProvisionedConcurrencyConfig, LambdaClient.getFunctionURLConfig, IAMClient.getRole,
        ],
        writes: [
            LambdaClient.publishVersion, LambdaClient.createAlias, LambdaClient.updateAlias, LambdaClient.deleteAlias,
            LambdaClient.listVersions,
        ]
    )
    /// What Lambda's errors mean.
    public static let errors = LambdaErrors.rules

    /// The function.
    public var implicitResources: [any AWSResource] { [function] }

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(function: function.name, qualifier: alias) }

    /// The function and its aliases, and the role that it runs with.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        action.name == "iam:GetRole"
            ? AccessTarget("Role", aws.scope.arn(role: configuration.role))
            : .function(function.name, for: action, in: aws)
    }
}
