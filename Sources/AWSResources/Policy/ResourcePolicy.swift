import AWSClient
import Deployer

/// The policy that is attached to a resource: who may use it, statement by statement.
struct ResourcePolicy: Sendable, Equatable {
    /// In AWS's order.
    let statements: [ResourceStatement]

    /// Reads AWS's response.
    ///
    /// - Parameters:
    ///   - json: the policy's text; nil or empty for none (AWS returns an error, a local AWS an empty policy).
    ///   - operation: the operation that returned it, for the error.
    init(_ json: String?, from operation: ServiceOperation) throws {
        guard let json, !json.isEmpty else {
            statements = []
            return
        }
        let unreadable = UnreadableResponse(
            service: operation.service.name, operation: operation.name, reason: "Policy is no resource policy",
            requestID: nil)
        guard let members = JSONValue(policyText: json)?.membersByName else { throw unreadable }
        statements = try (members["Statement"]?.elements ?? []).map { element in
            guard let statement = ResourceStatement(element) else { throw unreadable }
            return statement
        }
    }
}

/// One statement of a resource policy, in a form that can be compared: names of conditions are in lower case.
struct ResourceStatement: Sendable, Equatable {
    /// The statement's id (`Sid`), by which it is removed; empty for none.
    var id: String
    /// The statement itself.
    var statement: PolicyStatement

    /// A statement with an id.
    init(id: String, _ statement: PolicyStatement) {
        self.id = id
        self.statement = statement
        // AWS accepts operators and keys in any letter case.
        self.statement.conditions = Set(
            statement.conditions.map {
                PolicyCondition($0.comparison.text.lowercased(), $0.key.text.lowercased(), $0.values)
            })
    }

    /// Nil if the JSON is no statement.
    fileprivate init?(_ json: JSONValue) {
        guard var members = json.membersByName else { return nil }
        let asked = Self.conditionsAsAsked(&members)
        var statement = PolicyStatement(members)
        statement.conditions.formUnion(asked)
        self.init(id: members["Sid"]?.scalar ?? "", statement)
    }

    /// The conditions beside the statement's members, as in AddPermission's request.
    ///
    /// Some local AWSs store a permission in the form of the request. AWS returns a `Condition`, and has no such
    /// members.
    private static func conditionsAsAsked(_ members: inout [String: JSONValue]) -> Set<PolicyCondition> {
        var conditions: Set<PolicyCondition> = []
        if let type = members.removeValue(forKey: "FunctionUrlAuthType")?.scalar {
            conditions.insert(PolicyCondition("StringEquals", "lambda:FunctionUrlAuthType", [ExactText(type)]))
        }
        if let flag = members.removeValue(forKey: "InvokedViaFunctionUrl")?.scalar {
            conditions.insert(PolicyCondition("Bool", "lambda:InvokedViaFunctionUrl", [ExactText(flag)]))
        }
        return conditions
    }
}

extension ResourceStatement {
    /// Whether it lets everyone in, whatever its conditions.
    var isPublic: Bool { statement.allows && statement.isAboutEveryone }

    /// Whether the other statement is the same, apart from its id.
    func says(theSameAs other: ResourceStatement) -> Bool { statement == other.statement }

    /// For people, such as `lambda:InvokeFunction for everyone (statement open)`.
    var text: String {
        let verb = statement.allows ? "for" : (statement.denies ? "denied to" : "without effect for")
        let name = id.isEmpty ? "a statement without Sid" : "statement \(id)"
        return "\(what) \(verb) \(who)\(resources)\(condition)\(others) (\(name))"
    }

    private var what: String {
        if !statement.exceptActions.isEmpty { return "everything but \(Self.list(statement.exceptActions))" }
        return statement.actions.isEmpty ? "no action" : Self.list(statement.actions)
    }

    private var who: String {
        func names(_ principals: Set<PolicyPrincipal>) -> String {
            Self.list(Set(exactly: principals.map { $0.value == "*" ? "everyone" : "\($0.type): \($0.value)" }))
        }
        if !statement.exceptPrincipals.isEmpty { return "everyone but \(names(statement.exceptPrincipals))" }
        return statement.principals.isEmpty ? "nobody" : names(statement.principals)
    }

    /// Empty if it is only about the resource that it is attached to.
    private var resources: String {
        if !statement.exceptResources.isEmpty { return " on everything but \(Self.list(statement.exceptResources))" }
        let isOne = statement.resources.count < 2 && statement.resources.allSatisfy { PolicyPattern($0.text).isPlain }
        return isOne ? "" : " on \(Self.list(statement.resources))"
    }

    private var condition: String {
        let terms = statement.conditions
            .sorted { ($0.comparison, $0.key) < ($1.comparison, $1.key) }
            .map { "\($0.key) \($0.comparison) \($0.values.texts.joined(separator: " or "))" }
        return terms.isEmpty ? "" : ", if " + terms.joined(separator: " and ")
    }

    private var others: String {
        statement.others.isEmpty ? "" : ", with " + statement.others.texts.joined(separator: " and ")
    }

    private static func list(_ values: Set<ExactText>) -> String { values.texts.joined(separator: ", ") }
}
