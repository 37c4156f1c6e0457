/// One operation of a service, as data: its name, whether it changes anything, and its method and path.
///
/// The clients send nothing but operations, so their list is all that this program can do to an account.
public struct ServiceOperation: Sendable, Hashable {
    /// Whether an operation changes anything on AWS.
    public enum Access: Sendable, Hashable {
        /// It only reads; sending it twice is harmless.
        case read
        /// It changes something.
        case write
    }

    /// The service that provides it.
    public let service: Service
    /// The name in AWS's API reference, such as `CreateTable`.
    public let name: String
    /// Whether it changes anything.
    public let access: Access
    /// The HTTP method.
    public let method: String
    /// The path, with a `{Parameter}` for each value of a REST operation.
    public let path: String
    /// The permissions that it needs; empty if everyone may send it.
    public let required: [RequiredAction]

    /// An operation; only REST services set the method and the path.
    ///
    /// - Parameters:
    ///   - service: the service that has it.
    ///   - name: its name in the service's API.
    ///   - access: whether it changes anything.
    ///   - method: the HTTP method.
    ///   - path: the path, with `{Parameter}`s.
    ///   - scope: what the action with the operation's name is checked on; nil if IAM requires no such action.
    ///   - further: the other actions that IAM requires.
    public init(
        _ service: Service, _ name: String, _ access: Access, method: String = "POST", path: String = "/",
        on scope: RequiredAction.Scope? = .resource, also further: [RequiredAction] = []
    ) {
        self.service = service
        self.name = name
        self.access = access
        self.method = method
        self.path = path
        // The action's prefix equals the service name in the signature, for every service used in a stack.
        required = (scope.map { [RequiredAction("\(service.signingName):\(name)", on: $0)] } ?? []) + further
    }
}

/// A permission that an operation needs: an IAM action, and the resources it is checked on.
///
/// Actions and resource types are those of AWS's Service Authorization Reference
/// (https://docs.aws.amazon.com/service-authorization/latest/reference/), which has a page for each service.
public struct RequiredAction: Sendable, Hashable {
    /// The resources that an action is checked on; the kind that sends the operation knows their ARNs.
    public enum Scope: Sendable, Hashable {
        /// The resource of the operation.
        case resource
        /// The resource, or the alias that the request names: a function's ARN, also with the alias appended.
        case qualified
        /// All resources of a type, since the operation searches them and cannot name the one it looks for.
        case allResources
        /// The role that is passed to a service, and to no other service.
        case passedRole
        /// The instance profile that contains the role.
        case instanceProfile
        /// The layers that a function gets.
        case layer
    }

    /// For example `dynamodb:CreateTable`.
    public let name: String
    /// What it is checked on.
    public let scope: Scope

    /// An action for an operation's declaration.
    public init(_ name: String, on scope: Scope = .resource) {
        self.name = name
        self.scope = scope
    }
}

/// The output of an operation whose response is ignored.
public struct NoOutput: Decodable, Sendable {
    /// An empty output.
    public init() {}
    /// Accepts any response.
    public init(from decoder: any Decoder) {}
}

/// A wrong call by this program: nothing was sent.
public struct InvalidCall: Error, Sendable, Equatable {
    /// The operation's name, such as `GetFunction`.
    public let operation: String
    /// What is wrong with the call.
    public let reason: String
}
