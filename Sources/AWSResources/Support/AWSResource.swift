public import AWSClient
public import Deployer

/// A kind of resource on AWS: what AWS needs to know of it, besides how it is observed and changed.
///
/// A stack consists of such resources. `counter policy` is made from what they say here, and so is the advice on a
/// refused request: a kind that does not say what it sends does not compile.
///
/// ```swift
/// extension Queue: AWSResource {
///     static let operations = (reads: [getAttributes, listTags], writes: [createQueue, deleteQueue])
///     static let errors = [ErrorRule(["QueueDoesNotExist"], during: .readOrDelete, means: .absent)]
///     func arn(in aws: AWS) -> String { aws.arn(service: "sqs", resource: name) }
/// }
/// ```
public protocol AWSResource: Resource where Context == AWS {
    /// The operations that its lifecycle sends: those that read it, as `plan` does, and the further ones that change it.
    static var operations: (reads: [ServiceOperation], writes: [ServiceOperation]) { get }
    /// What the errors of these operations mean; ``client(for:in:)`` applies them.
    static var errors: [ErrorRule] { get }
    /// Its ARN, which follows from its name.
    func arn(in aws: AWS) -> String

    /// Its ARN as a policy names it for an action, such as `logs:PutLogEvents`; by default, its own.
    func arn(for action: String, in aws: AWS) -> String
    /// Whether one of its operations is ever sent for this resource as it is described; by default, yes.
    func needs(_ operation: ServiceOperation, in aws: AWS) -> Bool
    /// The resources on which AWS checks an action of its operations; by default, its own ARN.
    ///
    /// Without any ARN, the action is not needed for this resource as it is described.
    func target(of action: RequiredAction, in aws: AWS) -> AccessTarget

    /// The resources that it is described with, such as a function's role: a stack has them too, listed or not.
    ///
    /// By default, none.
    var implicitResources: [any AWSResource] { get }

    /// The type names under which AWS's tagging API lists it, such as `sqs:queue`; by default, none.
    static var taggedTypes: [String] { get }
    /// The resource with that ARN, of which nothing else is known; nil if the ARN is not one of this kind.
    ///
    /// The search for what is no longer described finds ARNs of the ``taggedTypes``. By default, nil.
    static func found(_ arn: String, in aws: AWS) -> Self?
    /// The resources of this kind that may be the stage's, from the service's own list; by default, none.
    ///
    /// It is for a kind that AWS's tagging API does not know, or a local AWS's does not list, and runs beside that
    /// search. What it returns is a hint: each is observed, and its ownership decides. Its operations are among the reads.
    static func listed(in aws: AWS) async throws -> [Self]
}

extension AWSResource {
    /// Its own ARN.
    public func arn(for action: String, in aws: AWS) -> String { arn(in: aws) }

    /// Yes: most resources need every operation of their kind.
    public func needs(_ operation: ServiceOperation, in aws: AWS) -> Bool { true }

    /// Its own ARN; everything for an operation that searches all resources.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        let name = Self.kind.prefix(1).uppercased() + Self.kind.dropFirst()
        return action.scope == .allResources
            ? AccessTarget("\(name)List", "*") : AccessTarget(name, arn(for: action.name, in: aws))
    }

    /// None.
    public var implicitResources: [any AWSResource] { [] }
    /// None: those with the stage's tags are found by ``taggedTypes``, or not at all.
    public static func listed(in aws: AWS) async throws -> [Self] { [] }
    /// None: it is not searched for by its tags.
    public static var taggedTypes: [String] { [] }
    /// Nil.
    public static func found(_ arn: String, in aws: AWS) -> Self? { nil }

    /// The client of a service, for this kind's ``operations`` alone, whose errors mean what its ``errors`` say.
    public static func client(for service: Service, in aws: AWS) -> ServiceClient {
        aws.client(for: service).withErrorRules(errors)
            .sending(only: allOperations, of: "\(Self.self).operations")
    }

    /// All its operations.
    package static var allOperations: [ServiceOperation] { operations.reads + operations.writes }

    /// It as the engine sees it.
    package var erased: any Resource<AWS> { self }
}

/// The resources that an action is checked on, under one name.
public struct AccessTarget: Sendable {
    /// The name of a statement about them: letters and digits, as in a `Sid`.
    public let name: String
    /// Their ARNs, or patterns that match them; empty if the action is not needed.
    public let arns: Set<String>
    /// Further conditions, such as a role's boundary.
    public let conditions: Set<PolicyCondition>

    /// Resources under one name.
    public init(_ name: String, _ arns: String..., conditions: Set<PolicyCondition> = []) {
        self.init(name, arns: Set(arns), conditions: conditions)
    }

    /// Resources under one name.
    public init(_ name: String, arns: Set<String>, conditions: Set<PolicyCondition> = []) {
        self.name = name
        self.arns = arns
        self.conditions = conditions
    }
}
