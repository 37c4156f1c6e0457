public import AWSClient

/// One account and region of AWS, as the resources see it: who owns what is made there, and the clients that reach it.
public struct AWS: Sendable {
    /// The partition's id, the second part of every ARN, as `aws` or `aws-cn`.
    public let partition: String
    /// The region, as `eu-west-1`.
    public let region: String
    /// The account's twelve digits.
    public let account: String
    /// The stack and stage whose mark everything carries.
    public let owner: Owner
    /// The managed policy, by its ARN, that limits every role which describes no boundary of its own; nil for none.
    public var permissionsBoundary: String?
    /// Makes deployment packages out of programs.
    package let packager: any CodePackager
    /// Variables that every function gets besides its own: a local AWS's endpoints; empty on AWS itself.
    package let localEnvironment: [String: String]
    private let clients: @Sendable (Service) -> ServiceClient

    /// An account as the composition root or a test makes it.
    ///
    /// - Parameter clients: gives the client of a service; all of them share a connection.
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

    /// A client of `service`, which calls its operations.
    public func client(for service: Service) -> ServiceClient { clients(service) }
}

extension AWS {
    /// Where the ARNs of this account's resources, and what limits its roles, follow from.
    package var scope: ARNScope {
        ARNScope(partition: partition, region: region, account: account, permissionsBoundary: permissionsBoundary)
    }
}
