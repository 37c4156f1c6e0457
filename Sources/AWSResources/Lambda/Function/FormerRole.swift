package import AWSClient
import Deployer

/// A role that a function ran with before, and that lost its place in the description: found through the function.
///
/// Nothing lists a stack's roles: AWS's tagging API does not know them, and whoever may list all roles of an account learns
/// more than a deployer needs. So a function that gets another role is first given a note of the one it had, as a tag; the
/// note goes when that role is gone.
package struct FormerRole: Sendable {
    /// The role.
    let role: Role
    /// The functions that ran with it, as far as they led to it.
    var functions: [ResourceID]
    /// Whether it stands.
    var stands = true
    /// Those of the functions that have a note of it.
    var notedOn: [String] = []

    /// A role by its name, and the function through which it was found.
    init(_ role: String, of function: ResourceID) {
        self.role = Role(role, trusts: RoleTrust(services: []), allows: [])
        functions = [function]
    }

    private static let prefix = "deployer:formerRole:"

    /// The tag that notes it.
    ///
    /// A role's name may have commas, which tags may not; it has no slash.
    var note: String { Self.prefix + role.name.replacing(",", with: "/") }

    /// The role that a tag notes; nil for another tag.
    static func role(inNote tag: String) -> String? {
        guard tag.hasPrefix(prefix) else { return nil }
        return String(tag.dropFirst(prefix.count)).replacing("/", with: ",")
    }

    /// Whether it is this stage's own, as far as this login may look: a note too many does no harm, one too few loses the
    /// role.
    func mayBeOurs(in context: AWS) async throws -> Bool {
        switch try await ifAllowed(IAMClient.getRole, { try await context.iam.role(name) }) {
        case .answered(let description):
            description.map { context.owner.ownership(ofGlobal: $0.tags, in: context.region) == .ours } ?? false
        case .unanswered: true
        }
    }
}

extension FormerRole: FindsRelated {
    static let kind = Role.kind
    static let schema: [Property<FormerRole>] = [Property("role", \.stands), Property("notedOn", \.notedOn)]

    var name: String { role.name }
    /// The functions, which have the note: where both go, the role does first, and cannot be forgotten.
    var dependencies: [ResourceID] { functions }

    /// Of all the functions that lead to it.
    func joined(with other: FormerRole) -> FormerRole {
        var joined = self
        joined.functions += other.functions.filter { !functions.contains($0) }
        return joined
    }

    /// The role and the functions' tags, asked for at once; it stands as long as any of them knows of it.
    func observe(in context: AWS) async throws -> Observation<FormerRole>? {
        async let notesFound = functionsWithNote(in: context)
        let seen = try await role.observe(in: context)
        var observed = self
        observed.notedOn = try await notesFound
        observed.stands = seen != nil
        guard observed.stands || !observed.notedOn.isEmpty else { return nil }
        return Observation(observed, readiness: seen?.readiness ?? .ready, ownership: seen?.ownership ?? .ours)
    }

    /// Never: it is described nowhere.
    func create(in context: AWS) async throws {}

    /// Never: it is described nowhere.
    func update(_ changes: [Change], from observed: FormerRole, in context: AWS) async throws {}

    /// Removes the role; once it is gone, the notes of it.
    func delete(_ observed: FormerRole, in context: AWS) async throws {
        if observed.stands { return try await role.delete(role, in: context) }
        for function in observed.notedOn {
            try await classifyingErrors {
                try await ifPresent {
                    try await context.lambda.untagResource(arn: context.scope.arn(function: function), keys: [note])
                }
            }
        }
    }

    private func functionsWithNote(in context: AWS) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for function in functions {
                group.addTask {
                    let arn = context.scope.arn(function: function.name)
                    return try await ifPresent { try await context.lambda.listTags(arn: arn) }?[note] == nil
                        ? nil : function.name
                }
            }
            return try await group.reduce(into: []) { if let function = $1 { $0.append(function) } }.sorted()
        }
    }
}

extension FormerRole: RequiresAccess {
    package static let observing = Role.observing + [LambdaClient.listTags]
    package static let changing = Role.changing + [LambdaClient.untagResource]

    package func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        action.name.hasPrefix("lambda:")
            ? AccessTarget("Function", arns: Set(functions.map { scope.arn(function: $0.name) }))
            : role.target(of: action, in: scope)
    }
}

extension Function {
    /// A function of which nothing but the name is known; its log group goes after it, or its last lines would bring that
    /// back.
    package init(undescribed name: String) {
        let configuration = FunctionConfiguration(undescribed: name)
        self.init(
            name, code: nil, configuration: configuration,
            dependencies: [ResourceID(kind: LogGroup.kind, name: configuration.logGroup)])
    }

    /// The same, observed as what `described` describes: with what it has now and should not have, or had before.
    func noting(_ tags: [String: String], besides described: Function) -> Function {
        var observed = self
        let noted = tags.keys.compactMap(FormerRole.role(inNote:)).sorted()
        observed.formerRoles = noted
        // A role that is not of this account, or has a path, is known by its ARN, and never ours.
        let role = configuration.role
        if !role.hasSameBytes(as: described.configuration.role), !role.contains(":"), !noted.contains(role) {
            observed.formerRoles.append(role)
            observed.unnotedRole = role
        }
        if described.code == nil || !configuration.logGroup.hasSameBytes(as: described.configuration.logGroup) {
            observed.formerLogGroup = configuration.logGroup
        }
        return observed
    }
}
