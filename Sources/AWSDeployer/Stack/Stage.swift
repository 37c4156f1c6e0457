public import AWSResources
public import DeployerCLI
import AWSClient

/// One stage of a stack, such as `prod` or `dev`: its name, where it is, and the settings in its file.
///
/// The stack's own settings are read like properties of the stage: `stage.memoryMiB`.
@dynamicMemberLookup
public struct Stage<Settings: StageSettings>: Sendable {
    /// The stage's name, such as `prod`.
    public let name: String
    /// The settings in the stage's file.
    public let settings: Settings
    /// The region, such as `eu-west-1`.
    public let region: String
    /// The account's twelve digits.
    ///
    /// If the stage's file names none, it is the login's. Before AWS is asked for that, and in `package`, which asks
    /// nobody, it is of zeros.
    public let account: String
    static var unknownAccount: String { "000000000000" }

    /// A stage from its parts, as for a test of a stack.
    ///
    /// - Parameters:
    ///   - name: the stage's name, such as `prod`.
    ///   - settings: the settings in the stage's file.
    ///   - region: the region, such as `eu-west-1`.
    ///   - account: twelve digits.
    public init(
        name: String, settings: Settings, region: String = "eu-west-1", account: String = "123456789012"
    ) {
        self.name = name
        self.settings = settings
        self.region = region
        self.account = account
    }

    /// Whether this is `prod`, whose resources have the names written in the program.
    public var isProduction: Bool { name == "prod" }

    /// The stage's own name for a resource: unchanged in `prod`, with `-<stage>` appended in every other stage.
    public func named(_ name: String) -> String { isProduction ? name : "\(name)-\(self.name)" }

    /// A setting of the stage.
    public subscript<Value>(dynamicMember keyPath: KeyPath<Settings, Value>) -> Value { settings[keyPath: keyPath] }
}

// An ARN follows from names alone, so a description can use that of a resource that does not exist yet.
extension Stage {
    /// The ARN of a resource in the stage's account and region, such as `arn:aws:sqs:eu-west-1:123456789012:jobs`.
    ///
    /// - Parameters:
    ///   - service: the service's name in ARNs, such as `sqs`.
    ///   - resource: the rest, as the service writes it: `jobs`, or `table/visits`.
    public func arn(service: String, resource: String) -> String { aws.arn(service: service, resource: resource) }

    /// The ARN of a described resource, as for a function's environment.
    public func arn(of resource: some AWSResource) -> String { resource.arn(in: aws) }

    /// The stage's place, without any access to it.
    private var aws: AWS {
        AWS(
            partition: Partition(forRegion: region).id, region: region, account: account,
            owner: Owner(stack: "", stage: name), packager: Packager(),
            clients: { [region] in RecordedAccount.empty.client(of: $0, in: region, for: []) })
    }
}
