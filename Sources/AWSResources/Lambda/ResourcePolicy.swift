import AWSClient
import Foundation

/// The resource policy of a function or an alias: who may call it, statement by statement.
struct ResourcePolicy: Sendable, Equatable {
    /// In AWS's order.
    let statements: [ResourceStatement]

    /// Reads GetPolicy's answer.
    ///
    /// - Parameter json: the policy's text; nil or empty for none (AWS answers 404, a local AWS an empty policy).
    init(_ json: String?) throws {
        guard let json, !json.isEmpty else {
            statements = []
            return
        }
        do {
            let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
            statements = document.statements?.values ?? []
        } catch {
            throw UnreadableResponse(
                service: LambdaClient.getPolicy.service.name, operation: LambdaClient.getPolicy.name,
                reason: "Policy is no resource policy", requestID: nil)
        }
    }

    /// The statements that are about the thing with this ARN.
    func statements(on arn: String) -> [ResourceStatement] { statements.filter { $0.resources.contains(arn) } }

    private struct Document: Decodable {
        var statements: OneOrMany<ResourceStatement>?
        private enum CodingKeys: String, CodingKey { case statements = "Statement" }
    }
}

/// One statement of a resource policy, in a form that can be compared: lists in order, names of conditions in lower case.
struct ResourceStatement: Sendable, Equatable {
    /// The statement's id (`Sid`), by which it is removed.
    var id: String
    /// Allows rather than denies.
    var allows: Bool
    /// Who: `*`, or as `Service: events.amazonaws.com`.
    var principals: [String]
    /// What: as `lambda:InvokeFunction`.
    var actions: [String]
    /// On which ARNs.
    var resources: [String]
    /// On what conditions: operator, then key, then the values, the first two in lower case.
    var conditions: [String: [String: [String]]] = [:]

    /// Whether anyone at all is named in it, whatever its conditions.
    var isPublic: Bool { allows && principals.contains("*") }

    /// The same statement whatever its id.
    func says(theSameAs other: ResourceStatement) -> Bool {
        var copy = other
        copy.id = id
        return self == copy
    }

    /// For people, as `lambda:InvokeFunction for everyone (statement open)`.
    var text: String {
        let who = principals.map { $0 == "*" ? "everyone" : $0 }.joined(separator: ", ")
        let terms = conditions.sorted { $0.key < $1.key }.flatMap { operation, keys in
            keys.sorted { $0.key < $1.key }.map { "\($0.key) \(operation) \($0.value.joined(separator: " or "))" }
        }
        let condition = terms.isEmpty ? "" : ", if " + terms.joined(separator: " and ")
        return "\(allows ? "" : "not ")\(actions.joined(separator: ", ")) for \(who)\(condition) (statement \(id))"
    }
}

extension ResourceStatement: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "Sid"
        case effect = "Effect"
        case principal = "Principal"
        case action = "Action"
        case resource = "Resource"
        case condition = "Condition"
        case authType = "FunctionUrlAuthType"
        case throughURL = "InvokedViaFunctionUrl"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decodeIfPresent(String.self, forKey: .id) ?? ""
        allows = try container.decode(String.self, forKey: .effect) == "Allow"
        principals = try container.decodeIfPresent(Principal.self, forKey: .principal)?.names ?? []
        actions = try container.decodeIfPresent(OneOrMany<String>.self, forKey: .action)?.values.sorted() ?? []
        resources = try container.decodeIfPresent(OneOrMany<String>.self, forKey: .resource)?.values.sorted() ?? []
        let written =
            try container.decodeIfPresent([String: [String: OneOrMany<Scalar>]].self, forKey: .condition) ?? [:]
        for (operation, keys) in written {
            for (key, values) in keys {
                conditions[operation.lowercased(), default: [:]][key.lowercased()] = values.values.map(\.text).sorted()
            }
        }
        try readConditionsAsAsked(container)
    }

    /// The conditions of AddPermission's request where they stand beside the statement's own members.
    ///
    /// Some local AWSs keep a permission as it was asked for. AWS answers with a `Condition`, and knows no such members of a
    /// statement.
    private mutating func readConditionsAsAsked(_ container: KeyedDecodingContainer<CodingKeys>) throws {
        if let type = try container.decodeIfPresent(String.self, forKey: .authType) {
            conditions["stringequals", default: [:]]["lambda:functionurlauthtype"] = [type]
        }
        if let flag = try container.decodeIfPresent(Scalar.self, forKey: .throughURL) {
            conditions["bool", default: [:]]["lambda:invokedviafunctionurl"] = [flag.text]
        }
    }

    /// `"*"`, or names by their kind: `{"AWS": "*"}` is everyone too.
    private struct Principal: Decodable {
        let names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                names = [name]
                return
            }
            names = try container.decode([String: OneOrMany<String>].self).flatMap { kind, names in
                names.values.map { $0 == "*" ? "*" : "\(kind): \($0)" }
            }.sorted()
        }
    }

    /// A condition's value: policies write true both as text and as a flag.
    private struct Scalar: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else if let number = try? container.decode(Int.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }
}

/// A value, or a list of them: policies allow either wherever a list may stand.
private struct OneOrMany<Element: Decodable>: Decodable {
    let values: [Element]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(Element.self) {
            values = [one]
        } else {
            values = try container.decode([Element].self)
        }
    }
}
