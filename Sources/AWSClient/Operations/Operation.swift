/// One thing a service can be asked, as data: which service, its name, whether it changes anything, and where it is sent.
///
/// The clients send nothing but operations, so their list is the whole of what this program can do to an account.
public struct Operation: Sendable, Hashable {
    /// Whether an operation changes anything on AWS.
    public enum Access: Sendable, Hashable {
        /// It only looks; sending it twice is harmless.
        case read
        /// It changes something.
        case write
    }

    /// The service that answers it.
    public let service: Service
    /// As in AWS's API reference, as `CreateTable`.
    public let name: String
    /// Whether it changes anything.
    public let access: Access
    /// The HTTP method.
    public let method: String
    /// The path, with `{Parameter}` where a REST operation puts one.
    public let path: String
    /// What its sender must be allowed; nothing for one that nobody is refused.
    public let required: [RequiredAction]

    /// An operation of a REST service, with its method and path, or of another one, where both are always the same.
    ///
    /// - Parameters:
    ///   - scope: what the action of the operation's own name is checked on; nil where none is asked for.
    ///   - further: the other actions that IAM asks for.
    public init(
        _ service: Service, _ name: String, _ access: Access, method: String = "POST", path: String = "/",
        on scope: RequiredAction.Scope? = .resource, also further: [RequiredAction] = []
    ) {
        self.service = service
        self.name = name
        self.access = access
        self.method = method
        self.path = path
        // An action's prefix is the name in a signature's scope, for every service that a stack is made with.
        required = (scope.map { [RequiredAction("\(service.signingName):\(name)", on: $0)] } ?? []) + further
    }
}

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

/// The output of an operation that answers nothing we read.
public struct NoOutput: Decodable, Sendable {
    /// Nothing.
    public init() {}
    /// Takes any answer.
    public init(from decoder: any Decoder) {}
}
