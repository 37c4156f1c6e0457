package import AWSClient
import Deployer

/// A role that a function ran with before and that is no longer described; the function leads to it.
///
/// Nothing lists a stack's roles: AWS's tagging API does not include them, and the right to list all roles of an
/// account shows more than a deployer needs. So before a function gets another role, the old role's name is noted on it
/// as a tag. The note is removed once the old role is gone.
package struct FormerRole: Sendable {
    /// The role.
    let role: Role
    /// The functions that ran with it, as far as they led to it.
    var functions: [ResourceID]
    /// Whether the role exists.
    var exists = true
    /// The functions that have a note of it.
    var notedOn: [String] = []

    /// A role by its name, and the function that leads to it.
    init(_ role: String, of function: ResourceID) {
        self.role = Role(role, trusts: [], allows: [])
        functions = [function]
    }

    private static let prefix = "deployer:formerRole:"

    /// The tag that notes it.
    ///
    /// A role's name may contain commas, which tags do not allow. It contains no slash, so a slash takes their place.
    var note: String { Self.prefix + role.name.replacing(",", with: "/") }

    /// The role that a tag notes; nil for any other tag.
    static func role(inNote tag: String) -> String? {
        guard tag.hasPrefix(prefix) else { return nil }
        return String(tag.dropFirst(prefix.count)).replacing("/", with: ",")
    }

    /// Whether the role may belong to this stage.
    ///
    /// If this login may not read it, the answer is yes: an unneeded note does no harm, a missing one loses the role.
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
    static let schema: [Property<FormerRole>] = [Property("role", \.exists), Property("notedOn", \.notedOn)]

    var name: String { role.name }
    /// The functions with the note: they are deleted after the role, so the role cannot be lost.
    var dependencies: [ResourceID] { functions }

    /// With the functions of both.
    func joined(with other: FormerRole) -> FormerRole {
        var joined = self
        joined.functions += other.functions.filter { !functions.contains($0) }
        return joined
    }

    /// Reads the role and the functions' tags at the same time; it exists while any of them knows of it.
    func observe(in context: AWS) async throws -> Observation<FormerRole>? {
        async let notesFound = functionsWithNote(in: context)
        let seen = try await role.observe(in: context)
        var observed = self
        observed.notedOn = try await notesFound
        observed.exists = seen != nil
        guard observed.exists || !observed.notedOn.isEmpty else { return nil }
        return Observation(observed, readiness: seen?.readiness ?? .ready, ownership: seen?.ownership ?? .ours)
    }

    /// Never called: it is never described.
    func create(in context: AWS) async throws {}

    /// Never called: it is never described.
    func update(_ changes: [Change], from observed: FormerRole, in context: AWS) async throws {}

    /// Deletes the role; once the role is gone, removes the notes.
    func delete(_ observed: FormerRole, in context: AWS) async throws {
        if observed.exists { return try await role.delete(role, in: context) }
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

extension FormerRole: AWSResource {
    /// The operations of its lifecycle.
    package static let operations = (
        reads: Role.operations.reads + [LambdaClient.listTags],
        writes: Role.operations.writes + [LambdaClient.untagResource]
    )
    /// What IAM's errors mean.
    package static let errors = IAMErrors.rules

    /// Its ARN.
    package func arn(in aws: AWS) -> String { role.arn(in: aws) }

    /// The role, and the functions that ran with it.
    package func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        action.name.hasPrefix("lambda:")
            ? AccessTarget("Function", arns: Set(functions.map { aws.scope.arn(function: $0.name) }))
            : role.target(of: action, in: aws)
    }
}

extension Function {
    /// A function of which only the name is known.
    ///
    /// Its log group is deleted after it: otherwise, the function's last lines would recreate the group.
    package init(undescribed name: String) {
        let configuration = FunctionConfiguration(undescribed: name)
        self.init(
            name, code: nil, configuration: configuration,
            dependencies: [ResourceID(kind: LogGroup.kind, name: configuration.logGroup)])
    }

    /// The same function as observed, with its former roles and log group, compared with `described`.
    func noting(_ tags: [String: String], besides described: Function) -> Function {
        var observed = self
        let noted = tags.keys.compactMap(FormerRole.role(inNote:)).sorted()
        observed.formerRoles = noted
        // A role of another account, or with a path, is known by its ARN and is never ours.
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
