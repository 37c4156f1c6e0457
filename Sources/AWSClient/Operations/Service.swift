/// One of AWS's services: its name in endpoints, in signatures and in settings, and the protocol that it speaks.
public struct Service: Sendable, Hashable {
    /// How a service writes its requests and answers.
    public enum Encoding: Sendable, Hashable {
        /// AWS JSON: one path, the operation in `X-Amz-Target` behind this prefix.
        case json(version: String, targetPrefix: String)
        /// Query parameters in a form body, XML back; with the API's version.
        case query(version: String)
        /// JSON bodies on a path and a method for each operation.
        case rest
    }

    /// As people write it, as `DynamoDB`.
    public let name: String
    /// The first label of its host name.
    public let hostPrefix: String
    /// The service in a signature's scope.
    public let signingName: String
    /// What stands behind `AWS_ENDPOINT_URL_`, as `DYNAMODB`.
    public let endpointVariableSuffix: String
    /// The protocol.
    public let encoding: Encoding
    /// One host for the whole partition, signed for the partition's fixed region.
    public let isGlobal: Bool

    /// Amazon DynamoDB.
    public static let dynamoDB = Service(
        name: "DynamoDB", hostPrefix: "dynamodb", signingName: "dynamodb", endpointVariableSuffix: "DYNAMODB",
        encoding: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"), isGlobal: false)
    /// AWS Identity and Access Management.
    public static let iam = Service(
        name: "IAM", hostPrefix: "iam", signingName: "iam", endpointVariableSuffix: "IAM",
        encoding: .query(version: "2010-05-08"), isGlobal: true)
    /// AWS Lambda.
    public static let lambda = Service(
        name: "Lambda", hostPrefix: "lambda", signingName: "lambda", endpointVariableSuffix: "LAMBDA",
        encoding: .rest, isGlobal: false)
    /// Amazon CloudWatch Logs.
    public static let logs = Service(
        name: "CloudWatch Logs", hostPrefix: "logs", signingName: "logs", endpointVariableSuffix: "CLOUDWATCH_LOGS",
        encoding: .json(version: "1.1", targetPrefix: "Logs_20140328"), isGlobal: false)
    /// AWS Security Token Service.
    public static let sts = Service(
        name: "STS", hostPrefix: "sts", signingName: "sts", endpointVariableSuffix: "STS",
        encoding: .query(version: "2011-06-15"), isGlobal: false)

    /// AWS IAM Identity Center's portal, which hands out keys for a login.
    public static let sso = Service(
        name: "SSO", hostPrefix: "portal.sso", signingName: "awsssoportal", endpointVariableSuffix: "SSO",
        encoding: .rest, isGlobal: false)
    /// AWS IAM Identity Center's login itself, of which only its renewal is asked for.
    public static let ssoOIDC = Service(
        name: "SSO OIDC", hostPrefix: "oidc", signingName: "sso-oauth", endpointVariableSuffix: "SSO_OIDC",
        encoding: .rest, isGlobal: false)

    /// AWS Resource Groups Tagging, which finds things by their tags.
    public static let tagging = Service(
        name: "Resource Groups Tagging", hostPrefix: "tagging", signingName: "tagging",
        endpointVariableSuffix: "RESOURCE_GROUPS_TAGGING_API",
        encoding: .json(version: "1.1", targetPrefix: "ResourceGroupsTaggingAPI_20170126"), isGlobal: false)

    /// The services that a stack is made with; those that only a login is asked at are not among them.
    public static let all = [dynamoDB, iam, lambda, logs, sts, tagging]
}
