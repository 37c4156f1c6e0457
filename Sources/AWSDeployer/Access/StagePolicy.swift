package import AWSClient
import AWSResources
import Deployer

/// What whoever deploys a stage must be allowed, and nothing else: made from the stage's resources and the operations that
/// their lifecycles send.
package struct StagePolicy: Sendable {
    /// One action that one operation on one resource needs.
    package struct Need: Sendable {
        package let operation: Operation
        /// Whether it is needed to look at the stage, without changing anything.
        let isLook: Bool
        let action: RequiredAction
        /// What a statement with it is called.
        let name: String
        let arns: Set<String>
        let conditions: Set<PolicyCondition>
    }

    /// Everything that is needed, resource by resource.
    package let needs: [Need]

    /// What is needed for these resources in an account and region, and to find what is no longer among them.
    package init(for resources: [any Resource<AWS>], in scope: ARNScope) {
        needs =
            resources.compactMap { $0 as? any RequiresAccess }.flatMap { Self.needs(of: $0, in: scope) }
            + (resources.isEmpty ? [] : Self.search)
    }

    /// AWS takes no name for a search by tags: it is allowed or not.
    private static let search = TaggingClient.getResources.required.map { action in
        Need(
            operation: TaggingClient.getResources, isLook: true, action: action, name: "TagSearch", arns: ["*"],
            conditions: [])
    }

    private init(_ needs: [Need]) { self.needs = needs }

    /// The part of it that lets look, as `plan` and `status` do.
    package var looking: StagePolicy { StagePolicy(needs.filter(\.isLook)) }

    private static func needs<Kind: RequiresAccess>(of resource: Kind, in scope: ARNScope) -> [Need] {
        let sent = Kind.observing.map { ($0, true) } + Kind.changing.map { ($0, false) }
        return sent.filter { resource.needs($0.0, in: scope) }.flatMap { operation, isLook in
            operation.required.map { action in
                let target = resource.target(of: action, in: scope)
                return Need(
                    operation: operation, isLook: isLook, action: action, name: target.name, arns: target.arns,
                    conditions: conditions(on: action).union(target.conditions))
            }
        }
    }
}

extension StagePolicy {
    /// A statement of a policy with the name that it is shown under.
    struct Statement: Sendable, Equatable {
        var name: String
        let statement: PolicyStatement
    }

    /// The statements, sorted by their names: actions that are checked on the same things stand in one.
    var statements: [Statement] { Self.statements(needs) }

    /// Those of some needs, as for an action that was refused.
    static func statements(_ needs: [Need]) -> [Statement] {
        // What is needed on several things, as on two tables, is needed on all of them, but under each thing's own conditions.
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

    /// A role is handed to Lambda only: its principal is the same in every partition.
    private static func conditions(on action: RequiredAction) -> Set<PolicyCondition> {
        action.scope == .passedRole
            ? [PolicyCondition("StringEquals", "iam:PassedToService", ["lambda.amazonaws.com"])] : []
    }

    /// The name of the needs that say most about what they are on.
    private static func name(for needs: [Need]) -> String {
        needs.max { ($0.arns.count, $0.name) < ($1.arns.count, $1.name) }?.name ?? ""
    }

    /// With a number behind a name that was there already: IAM takes each but once.
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
    /// The most characters of a managed policy, blanks not counted (IAM User Guide, "IAM and AWS STS quotas").
    package static let largest = 6_144

    /// The policy as IAM takes it.
    package var document: JSONValue { .policy(statements.map { $0.statement.json(name: $0.name) }) }
}
