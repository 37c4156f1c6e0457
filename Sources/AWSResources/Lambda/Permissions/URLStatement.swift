import Deployer

/// A statement of an alias's policy, in its meaning for the alias's URL.
enum URLStatement: Sendable, Hashable {
    /// Anyone may call the URL, without signing.
    case callURL
    /// Anyone may run the function, only through the URL.
    case runThroughURL
    /// Another statement that is public, denies every call, or uses one of our ids: its id and its text.
    case other(id: String, text: String)

    /// The statements of a public URL.
    static let forEveryone: [URLStatement] = [.callURL, .runThroughURL]

    /// Its id in the policy; ours are those of AWS's console, so that a URL created there is recognised.
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

    /// The request that adds it; nil if it is never added.
    var permission: PermissionInput? {
        switch self {
        case .callURL: PermissionInput(statementID: id, action: "lambda:InvokeFunctionUrl", urlAuth: "NONE")
        case .runThroughURL: PermissionInput(statementID: id, action: "lambda:InvokeFunction", viaURL: true)
        case .other: nil
        }
    }

    /// The meaning of an alias's statement for its URL; nil if it does not concern the URL.
    ///
    /// - Parameter auth: the URL's type, as described.
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

    /// The policy statement that AWS creates from ``permission``.
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
    /// Notices for statements that let everyone in or deny access, except those of a URL.
    ///
    /// If a URL is described, it shows those as differences.
    var noticesBesideURL: [String] {
        statements.filter { ($0.isPublic || $0.statement.denies) && !$0.hasIDOfURL }.map { "not described: \($0.text)" }
    }
}

extension ResourceStatement {
    /// Whether it uses one of the ids of a URL's statements, whatever its content.
    var hasIDOfURL: Bool { URLStatement.forEveryone.contains { $0.id == id } }
}
