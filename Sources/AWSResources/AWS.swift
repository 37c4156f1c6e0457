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
    /// Makes deployment packages out of executables.
    public let packager: Packager
    /// Variables that every function gets besides its own: a local AWS's endpoints; empty on AWS itself.
    public let localEnvironment: [String: String]
    /// Tables.
    public let dynamoDB: DynamoDBClient
    /// Roles.
    public let iam: IAMClient
    /// Functions, their releases and URLs.
    public let lambda: LambdaClient
    /// Log groups.
    public let logs: LogsClient
    /// Things by their tags.
    public let tagging: TaggingClient
}

extension AWS {
    /// Where the ARNs of this account's resources, and what limits its roles, follow from.
    var scope: ARNScope {
        ARNScope(partition: partition, region: region, account: account, permissionsBoundary: permissionsBoundary)
    }
}
