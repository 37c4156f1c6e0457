package import AWSClient
import Deployer

/// A release's HTTPS endpoint, and who may call it.
///
/// ```swift
/// let url = FunctionURL(to: live, access: .everyone, cors: .init(origins: ["https://example.com"], methods: [.get]))
/// ```
///
/// AWS gives it its address, which stays as long as the endpoint does. Open to everyone takes two statements in the
/// alias's policy besides (since October 2025; AWS Lambda developer guide, "Control access to Lambda function URLs").
public struct FunctionURL: Sendable {
    /// Who may call a URL.
    public enum Access: Sendable, Hashable {
        /// Anyone who knows the address.
        case everyone
        /// Whoever signs the request and has the permission.
        case signed
    }

    /// The function's name.
    let function: String
    /// The alias's name; nil for a URL of the unqualified function, which is never described.
    let alias: String?
    /// `NONE` or `AWS_IAM`; nil where no endpoint stands, though statements for one do.
    var auth: String?
    /// `BUFFERED`: the whole answer, then it is sent.
    var invokeMode = "BUFFERED"
    /// As it is compared.
    var cors: CORSRule
    /// As it is described; nil in an observation.
    private(set) var describedCORS: CORS?
    /// What the alias's policy says, or should say, of everyone.
    var statements: [URLStatement]
    /// The name that the program gave its output; nil for none.
    public var outputName: String?
    /// The state of the alias's policy that was observed; nil where it has none.
    var policyRevisionID: String?

    /// An endpoint for `release`.
    ///
    /// - Parameters:
    ///   - release: what is called.
    ///   - access: who may call it.
    ///   - cors: which pages of other origins may read the answers; nil for none.
    public init(to release: Release, access: Access, cors: CORS? = nil) {
        function = release.function.name
        alias = release.alias
        auth = access == .everyone ? "NONE" : "AWS_IAM"
        self.cors = CORSRule(cors)
        describedCORS = cors
        statements = access == .everyone ? URLStatement.forEveryone : []
    }

    /// An endpoint of which nothing is known but what it belongs to.
    init(undescribed function: String, alias: String?) {
        self.init(function: function, alias: alias, observed: nil, statements: [])
    }

    /// An endpoint as it was observed.
    init(function: String, alias: String?, observed details: URLDetails?, statements: [URLStatement]) {
        self.function = function
        self.alias = alias
        auth = details?.auth
        invokeMode = details?.invokeMode ?? "BUFFERED"
        cors = CORSRule(details?.cors)
        self.statements = statements
    }
}

extension FunctionURL: RequiresAccess {
    package static let observing = [LambdaClient.getFunctionURLConfig, LambdaClient.getPolicy]
    package static let changing = [
        LambdaClient.createFunctionURLConfig, LambdaClient.updateFunctionURLConfig,
        LambdaClient.deleteFunctionURLConfig, LambdaClient.addPermission, LambdaClient.removePermission,
    ]

    package func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        .function(function, for: action, in: scope)
    }
}
