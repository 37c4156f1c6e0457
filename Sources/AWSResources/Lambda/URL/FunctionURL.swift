public import AWSClient
public import Deployer
import Foundation

/// A release's HTTPS endpoint, and who may call it.
///
/// ```swift
/// let url = FunctionURL(to: live, access: .everyone, cors: .init(origins: ["https://example.com"], methods: [.get]))
/// ```
///
/// AWS assigns its address, which stays as long as the endpoint exists. A public URL also needs two statements in the
/// alias's policy (since October 2025; AWS Lambda developer guide, "Control access to Lambda function URLs").
public struct FunctionURL: Sendable {
    /// Who may call a URL.
    public enum Access: Sendable, Hashable {
        /// Anyone who knows the address.
        case everyone
        /// Anyone who signs the request and has the permission.
        case signed
    }

    /// Who may call a function's URL, and which pages, where a ``Function`` is described with it.
    public struct Settings: Sendable, Hashable {
        /// Who may call it.
        public let access: Access
        /// Which pages of other origins may read the responses; nil for none.
        public let cors: CORS?

        /// Anyone who knows the address may call it.
        public static func `public`(cors: CORS? = nil) -> Settings { Settings(access: .everyone, cors: cors) }
        /// Anyone who signs the request and has the permission may call it.
        public static func signed(cors: CORS? = nil) -> Settings { Settings(access: .signed, cors: cors) }
    }

    /// The function's name.
    public let function: String
    /// The alias's name; nil for a URL of the unqualified function, which is never described.
    public let alias: String?
    /// `NONE` or `AWS_IAM`; nil if no endpoint exists, but statements for one do.
    var auth: String?
    /// `BUFFERED`: the response is sent when it is complete.
    var invokeMode = "BUFFERED"
    /// The CORS rule in the compared form.
    var cors: CORSRule
    /// The described CORS rule; nil in an observation.
    public private(set) var describedCORS: CORS?
    /// The existing or described statements on access for everyone.
    var statements: [URLStatement]
    /// The release that it calls, as described.
    public private(set) var implicitResources: [any AWSResource] = []
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Where the program describes it.
    public let codeLocation: CodeLocation?
    /// The observed revision of the alias's policy; nil if it has none.
    var policyRevisionID: String?

    /// An endpoint for `release`.
    ///
    /// - Parameters:
    ///   - release: the release to call.
    ///   - access: who may call it.
    ///   - cors: which pages of other origins may read the responses; nil for none.
    ///   - file: the file that describes it, as errors name it; the caller's, as a rule.
    ///   - line: the line in it.
    public init(
        to release: Release, access: Access, cors: CORS? = nil, file: String = #fileID, line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        implicitResources = [release]
        function = release.function.name
        alias = release.alias
        auth = access == .everyone ? "NONE" : "AWS_IAM"
        self.cors = CORSRule(cors)
        describedCORS = cors
        statements = access == .everyone ? URLStatement.forEveryone : []
    }

    /// An endpoint of which only the owner is known: a function or an alias.
    init(undescribed function: String, alias: String?) {
        self.init(function: function, alias: alias, observed: nil, statements: [])
    }

    /// An endpoint as it was observed.
    init(function: String, alias: String?, observed details: URLDetails?, statements: [URLStatement]) {
        codeLocation = nil
        self.function = function
        self.alias = alias
        auth = details?.auth
        invokeMode = details?.invokeMode ?? "BUFFERED"
        cors = CORSRule(details?.cors)
        self.statements = statements
    }
}

extension FunctionURL {
    /// Who may call it, as described or as observed; nil if there is no endpoint.
    public var access: Access? { auth.map { $0 == "NONE" ? .everyone : .signed } }
}

extension FunctionURL: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [LambdaClient.getFunctionURLConfig, LambdaClient.getPolicy],
        writes: [
            LambdaClient.createFunctionURLConfig, LambdaClient.updateFunctionURLConfig,
            LambdaClient.deleteFunctionURLConfig, LambdaClient.addPermission, LambdaClient.removePermission,
        ]
    )
    /// What Lambda's errors mean.
    public static let errors = LambdaErrors.rules

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(function: function, qualifier: alias) }

    /// The function and its aliases.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        .function(function, for: action, in: aws)
    }
}

/// The address at which a function's URL can be opened.
///
/// A local AWS gives its functions the same URLs as AWS, `https://<id>.lambda-url.<region>.on.aws/`, and those names
/// lead to AWS. The local AWS serves them with the same labels under `localhost`, on its own port; a browser resolves
/// that to this machine.
enum LocalURL {
    /// `url` unchanged, or as the local AWS that `client` calls serves it.
    static func reachable(_ url: String, through client: LambdaClient) -> String {
        reachable(url, at: client.service.endpoint)
    }

    /// `url` unchanged, or as the local AWS at `endpoint` serves it.
    static func reachable(_ url: String, at endpoint: Endpoint) -> String {
        guard endpoint.isOnThisMachine, let parts = URLComponents(string: url), let host = parts.host,
            let local = URLComponents(string: endpoint.url)
        else { return url }
        let labels = host.split(separator: ".")
        guard labels.count == 5, labels[1] == "lambda-url", labels[3...] == ["on", "aws"] else { return url }
        let port = local.port.map { ":\($0)" } ?? ""
        return "\(local.scheme ?? "http")://\(labels[0]).lambda-url.\(labels[2]).localhost\(port)/"
    }
}
