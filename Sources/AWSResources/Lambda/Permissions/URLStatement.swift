import Deployer

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

extension FunctionPolicy {
    /// What of an alias's policy lets everyone in or keeps them out, and is none of a URL's: where a URL is described, it
    /// differs in the same.
    var noticesBesideURL: [String] {
        statements.filter { ($0.isPublic || $0.statement.denies) && !$0.hasIDOfURL }.map { "not described: \($0.text)" }
    }
}

extension ResourceStatement {
    /// Whether it stands under one of the ids of a URL's statements, whatever it says.
    var hasIDOfURL: Bool { URLStatement.forEveryone.contains { $0.id == id } }
}
