package import AWSClient
import AWSResources
import Deployer

/// The permissions that a login needs to deploy a stage, and no others.
///
/// They follow from the stage's resources and the operations of their lifecycles.
package struct StagePolicy: Sendable {
    /// One action that one operation on one resource needs.
    package struct Need: Sendable {
        package let operation: ServiceOperation
        /// Whether it is needed to read the stage without changing it.
        let isLook: Bool
        let action: RequiredAction
        /// The name of a statement with it.
        let name: String
        let arns: Set<String>
        let conditions: Set<PolicyCondition>
    }

    /// All needs, resource by resource.
    package let needs: [Need]

    /// The needs for these resources, and for finding resources that are no longer described.
    package init(for resources: [any AWSResource], in aws: AWS) {
        needs = resources.flatMap { Self.needs(of: $0, in: aws) } + (resources.isEmpty ? [] : Self.search)
    }

    /// AWS does not restrict a search by tags to resources: it is allowed or not.
    private static let search = TaggingClient.getResources.required.map { action in
        Need(
            operation: TaggingClient.getResources, isLook: true, action: action, name: "TagSearch", arns: ["*"],
            conditions: [])
    }

    private init(_ needs: [Need]) { self.needs = needs }

    /// The part that is needed to read, as `plan` and `status` do.
    package var looking: StagePolicy { StagePolicy(needs.filter(\.isLook)) }

    private static func needs<Kind: AWSResource>(of resource: Kind, in aws: AWS) -> [Need] {
        let sent = Kind.operations.reads.map { ($0, true) } + Kind.operations.writes.map { ($0, false) }
        return sent.filter { resource.needs($0.0, in: aws) }.flatMap { operation, isLook in
            operation.required.compactMap { action in
                let target = resource.target(of: action, in: aws)
                guard !target.arns.isEmpty else { return nil }
                return Need(
                    operation: operation, isLook: isLook, action: action, name: target.name, arns: target.arns,
                    conditions: target.conditions)
            }
        }
    }
}

extension StagePolicy {
    /// A statement of a policy, with its display name.
    struct Statement: Sendable, Equatable {
        var name: String
        let statement: PolicyStatement
    }

    /// The statements, sorted by name; actions that are checked on the same resources share one.
    var statements: [Statement] { Self.statements(needs) }

    /// The statements for some needs, such as those of a denied action.
    static func statements(_ needs: [Need]) -> [Statement] {
        // An action needed on several resources, such as two tables, is allowed on all of them, but each keeps its own
        // conditions.
        let byAction = Dictionary(grouping: needs) {
            PolicyStatement(actions: [ExactText($0.action.name)], conditions: $0.conditions)
        }
        let alike = Dictionary(grouping: byAction.values) { needs in
            PolicyStatement(
                actions: [], resources: Set(exactly: needs.flatMap(\.arns)), conditions: needs[0].conditions)
        }
        let statements = alike.map { statement, groups in
            var statement = statement
            statement.actions = Set(exactly: groups.joined().map(\.action.name))
            return Statement(name: name(for: groups.flatMap { $0 }), statement: statement)
        }
        return numbered(
            statements.sorted { ($0.name, $0.statement.text(at: nil)) < ($1.name, $1.statement.text(at: nil)) })
    }

    /// The name of the need with the most resources.
    private static func name(for needs: [Need]) -> String {
        needs.max { ($0.arns.count, $0.name) < ($1.arns.count, $1.name) }?.name ?? ""
    }

    /// Adds a number to a repeated name: IAM accepts each name only once.
    private static func numbered(_ statements: [Statement]) -> [Statement] {
        var seen: [String: Int] = [:]
        return statements.map { statement in
            var numbered = statement
            seen[statement.name, default: 0] += 1
            if let number = seen[statement.name], number > 1 { numbered.name += String(number) }
            return numbered
        }
    }
}

extension StagePolicy {
    /// The most characters of a managed policy, without blanks (IAM User Guide, "IAM and AWS STS quotas").
    package static let largest = 6_144

    /// The policy as IAM accepts it.
    package var document: JSONValue { .policy(statements.map { $0.statement.json(name: $0.name) }) }
}
