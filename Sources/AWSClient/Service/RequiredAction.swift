/// What IAM asks of whoever sends an operation: an action, and which things it is checked on.
///
/// Actions, and the kinds of things that they are checked on, are those of AWS's Service Authorization Reference
/// (https://docs.aws.amazon.com/service-authorization/latest/reference/), which has a page for each service.
public struct RequiredAction: Sendable, Hashable {
    /// Which things an action is checked on; their ARNs are known to the kind that sends the operation.
    public enum Scope: Sendable, Hashable {
        /// The thing that the operation is about.
        case resource
        /// The same, or the alias of it that the request names: a function's ARN, and that with the alias behind it.
        case qualified
        /// All things of a kind, since it looks through them: the one that is looked for cannot be told.
        case allResources
        /// The role that a service is handed, and no other service than that.
        case passedRole
        /// The instance profile that holds the role.
        case instanceProfile
    }

    /// As `dynamodb:CreateTable`.
    public let name: String
    /// What it is checked on.
    public let scope: Scope

    /// An action as an operation's declaration names it.
    public init(_ name: String, on scope: Scope = .resource) {
        self.name = name
        self.scope = scope
    }
}
