import AWSClient
import Deployer

/// A role that a function ran with before, and that lost its place in the description: found through the function.
///
/// Nothing lists a stack's roles: AWS's tagging API does not know them, and whoever may list all roles of an account learns
/// more than a deployer needs. So a function that gets another role is first given a note of the one it had, as a tag; the
/// note goes when that role is gone.
struct FormerRole: Sendable {
    /// The role.
    let role: Role
    /// The function that ran with it.
    let function: ResourceID
    /// Whether it stands.
    var stands = true
    /// Whether the function has a note of it.
    var isNoted = true

    /// A role by its name, and the function through which it was found.
    init(_ role: String, of function: ResourceID) {
        self.role = Role(role, trusts: RoleTrust(services: []), allows: [])
        self.function = function
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

    /// Whether it is this stage's own, as far as the login may look.
    ///
    /// Where it may not, the plan has said so, and no note is left: with a stranger's role nothing is to be done later.
    func isOurs(in context: AWS) async throws -> Bool {
        let look = try await ifAllowed(IAMClient.getRole) { try await context.iam.role(name) }
        guard case .answered(let description?) = look else { return false }
        return context.owner.ownership(ofGlobal: description.tags, in: context.region) == .ours
    }
}

extension FormerRole: Resource {
    static let kind = Role.kind
    static let schema: [Property<FormerRole>] = [Property("role", \.stands), Property("noted", \.isNoted)]

    var name: String { role.name }
    /// The function, which has the note: where both go, the role does first, and cannot be forgotten.
    var dependencies: [ResourceID] { [function] }

    /// The role and the function's tags, asked for at once; it stands as long as either knows of it.
    func observe(in context: AWS) async throws -> Observation<FormerRole>? {
        let (client, arn) = (context.lambda, context.arn(function: function.name))
        async let tagsFound = ifPresent { try await client.listTags(arn: arn) }
        let seen = try await role.observe(in: context)
        var observed = self
        observed.isNoted = try await tagsFound?[note] != nil
        observed.stands = seen != nil
        guard observed.isNoted || observed.stands else { return nil }
        return Observation(observed, readiness: seen?.readiness ?? .ready, ownership: seen?.ownership ?? .ours)
    }

    /// Never: it is described nowhere.
    func create(in context: AWS) async throws {}

    /// Never: it is described nowhere.
    func update(_ changes: [Change], from observed: FormerRole, in context: AWS) async throws {}

    /// Removes the role; once it is gone, the note of it.
    func delete(_ observed: FormerRole, in context: AWS) async throws {
        if observed.stands { return try await role.delete(role, in: context) }
        try await patiently {
            try await ifPresent {
                try await context.lambda.untagResource(arn: context.arn(function: function.name), keys: [note])
            }
        }
    }
}

extension FormerRole: RequiresAccess {
    static let observing = Role.observing + [LambdaClient.listTags]
    static let changing = Role.changing + [LambdaClient.untagResource]

    func target(of action: RequiredAction, in place: some Place) -> AccessTarget {
        action.name.hasPrefix("lambda:")
            ? AccessTarget("Function", place.arn(function: function.name)) : role.target(of: action, in: place)
    }
}
