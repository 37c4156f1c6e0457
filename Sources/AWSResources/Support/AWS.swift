public import AWSClient
import Deployer

/// An AWS account and region as the resources see it: the owner of what is created there, and the clients.
public struct AWS: Sendable {
    /// The partition's id, the second part of every ARN, such as `aws` or `aws-cn`.
    public let partition: String
    /// The region, such as `eu-west-1`.
    public let region: String
    /// The account's twelve digits.
    public let account: String
    /// The stack and stage that own everything created here.
    public let owner: Owner
    /// The managed policy, by its ARN, that limits every role without a described boundary; nil for none.
    public var permissionsBoundary: String?
    /// Creates deployment packages from programs.
    package let packager: any CodePackager
    /// Additional variables for every function: a local AWS's endpoints; empty on AWS itself.
    package let localEnvironment: [String: String]
    private let clients: @Sendable (Service) -> ServiceClient

    /// An account and region from their parts.
    ///
    /// - Parameter clients: returns the client of a service; all clients share a connection.
    package init(
        partition: String, region: String, account: String, owner: Owner, permissionsBoundary: String? = nil,
        packager: any CodePackager, localEnvironment: [String: String] = [:],
        clients: @escaping @Sendable (Service) -> ServiceClient
    ) {
        self.partition = partition
        self.region = region
        self.account = account
        self.owner = owner
        self.permissionsBoundary = permissionsBoundary
        self.packager = packager
        self.localEnvironment = localEnvironment
        self.clients = clients
    }

    /// The client that calls the operations of `service`.
    public func client(for service: Service) -> ServiceClient { clients(service) }
}

extension AWS {
    /// The ARN of a resource in this account and region, such as `arn:aws:sqs:eu-west-1:123456789012:jobs`.
    ///
    /// - Parameters:
    ///   - service: the service's name in ARNs, such as `sqs`.
    ///   - resource: the rest, as the service writes it: `jobs`, or `table/visits`.
    public func arn(service: String, resource: String) -> String { scope.arn(service, resource) }

    /// The scope from which the ARNs of this account's resources follow.
    package var scope: ARNScope { ARNScope(partition: partition, region: region, account: account) }
}
