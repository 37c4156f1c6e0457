/// One of AWS's services: its names in endpoints, signatures and settings, and its protocol.
public struct Service: Sendable, Hashable {
    /// The format of a service's requests and responses.
    public enum Encoding: Sendable, Hashable {
        /// AWS JSON: a single path, and the operation in `X-Amz-Target` after this prefix.
        case json(version: String, targetPrefix: String)
        /// Query parameters in a form body, an XML response; with the API's version.
        case query(version: String)
        /// JSON bodies, with a path and a method for each operation.
        case rest
    }

    /// The usual name, such as `DynamoDB`.
    public let name: String
    /// The first label of its host name.
    public let hostPrefix: String
    /// The service name in a signature.
    public let signingName: String
    /// The suffix of `AWS_ENDPOINT_URL_`, such as `DYNAMODB`.
    public let endpointVariableSuffix: String
    /// The protocol.
    public let encoding: Encoding
    /// Whether it has one host for the whole partition, signed for the partition's fixed region.
    public let isGlobal: Bool

    /// A service, as its page in AWS's API reference describes it.
    ///
    /// - Parameters:
    ///   - name: its service id, such as `SQS` or `Secrets Manager`.
    ///   - signingName: its name in a signature and in its actions' prefix, such as `sqs`.
    ///   - encoding: its protocol.
    ///   - hostPrefix: the first label of its host name; nil for the signing name.
    ///   - endpointVariableSuffix: the suffix of `AWS_ENDPOINT_URL_`; nil for that of the name.
    ///   - isGlobal: whether it has one host for the whole partition.
    public init(
        name: String, signingName: String, encoding: Encoding, hostPrefix: String? = nil,
        endpointVariableSuffix: String? = nil, isGlobal: Bool = false
    ) {
        self.name = name
        self.hostPrefix = hostPrefix ?? signingName
        self.signingName = signingName
        self.endpointVariableSuffix = endpointVariableSuffix ?? name.uppercased().replacing(" ", with: "_")
        self.encoding = encoding
        self.isGlobal = isGlobal
    }

    /// Amazon DynamoDB.
    public static let dynamoDB = Service(
        name: "DynamoDB", signingName: "dynamodb", encoding: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"))
    /// AWS Identity and Access Management.
    public static let iam = Service(
        name: "IAM", signingName: "iam", encoding: .query(version: "2010-05-08"), isGlobal: true)
    /// AWS Lambda.
    public static let lambda = Service(
        name: "Lambda", signingName: "lambda", encoding: .rest)
    /// Amazon CloudWatch Logs.
    public static let logs = Service(
        name: "CloudWatch Logs", signingName: "logs", encoding: .json(version: "1.1", targetPrefix: "Logs_20140328"))
    /// AWS Security Token Service.
    public static let sts = Service(
        name: "STS", signingName: "sts", encoding: .query(version: "2011-06-15"))

    /// AWS IAM Identity Center's portal, which returns keys for a login.
    public static let sso = Service(
        name: "SSO", signingName: "awsssoportal", encoding: .rest, hostPrefix: "portal.sso")
    /// AWS IAM Identity Center's login service, used only to renew a login.
    public static let ssoOIDC = Service(
        name: "SSO OIDC", signingName: "sso-oauth", encoding: .rest, hostPrefix: "oidc")

    /// AWS Resource Groups Tagging, which finds resources by their tags.
    public static let tagging = Service(
        name: "Resource Groups Tagging", signingName: "tagging",
        encoding: .json(version: "1.1", targetPrefix: "ResourceGroupsTaggingAPI_20170126"),
        endpointVariableSuffix: "RESOURCE_GROUPS_TAGGING_API")

    /// The services used in a stack, without those that only a login uses.
    public static let all = [dynamoDB, iam, lambda, logs, sts, tagging]
}
