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

/// A statement of an alias's policy as far as its URL is concerned.
enum URLStatement: Sendable, Hashable {
    /// Anyone may call the URL, without signing.
    case callURL
    /// Anyone may run the function, through the URL only.
    case runThroughURL
    /// Another one that is public, keeps every caller out, or stands under an id of ours: its id and what it says.
    case other(id: String, text: String)

    /// What a URL for everyone needs.
    static let forEveryone: [URLStatement] = [.callURL, .runThroughURL]

    /// The id in the policy; ours are those that AWS's console gives, so that a URL made there is recognised.
    var id: String {
        switch self {
        case .callURL: "FunctionURLAllowPublicAccess"
        case .runThroughURL: "FunctionURLInvokeAllowPublicAccess"
        case .other(let id, _): id
        }
    }

    /// For people.
    var text: String {
        switch self {
        case .callURL: "lambda:InvokeFunctionUrl for everyone, auth NONE"
        case .runThroughURL: "lambda:InvokeFunction for everyone, through the URL only"
        case .other(_, let text): text
        }
    }

    /// What adds it; nil for one that is never added.
    var permission: PermissionInput? {
        switch self {
        case .callURL: PermissionInput(statementID: id, action: "lambda:InvokeFunctionUrl", urlAuth: "NONE")
        case .runThroughURL: PermissionInput(statementID: id, action: "lambda:InvokeFunction", viaURL: true)
        case .other: nil
        }
    }

    /// What a statement on the alias with this ARN is to its URL; nil where it is none of the URL's business.
    ///
    /// - Parameter auth: the URL's, as it is described.
    init?(_ statement: ResourceStatement, arn: String, auth: String?) {
        let ours = Self.forEveryone.first { $0.id == statement.id }
        if let ours, statement == ours.policyStatement(arn: arn) {
            self = ours
        } else if ours != nil || statement.isPublic || statement.deniesEveryCall(auth: auth) {
            self = .other(id: statement.id, text: statement.text)
        } else {
            return nil
        }
    }

    /// What AWS makes of ``permission`` in the policy.
    private func policyStatement(arn: String) -> ResourceStatement? {
        guard let permission else { return nil }
        let condition =
            permission.viaURL == true
            ? PolicyCondition("Bool", "lambda:InvokedViaFunctionUrl", ["true"])
            : PolicyCondition("StringEquals", "lambda:FunctionUrlAuthType", ["NONE"])
        return ResourceStatement(
            id: id,
            PolicyStatement(
                principals: [PolicyPrincipal(type: "AWS", value: "*")], actions: [ExactText(permission.action)],
                resources: [ExactText(arn)], conditions: [condition]))
    }
}
