/// One of AWS's services: its names in addresses, signatures and settings, and its version of AWS's JSON protocol.
///
/// A literal is enough for DynamoDB, SQS and all whose names are the same: `"dynamodb"`. Others name what differs:
/// `AWSService("streams.dynamodb", signingName: "dynamodb", name: "DynamoDB Streams")`.
public struct AWSService: Equatable, Sendable {
    /// The first part of its host's name, such as `dynamodb`.
    public let hostPrefix: String
    /// The service's name in a signature, mostly the same.
    public let signingName: String
    /// Its usual name, such as `DynamoDB`: AWS's service id.
    public let name: String
    /// The version of the JSON protocol in `Content-Type`, `1.0` or `1.1`.
    public let jsonVersion: String

    /// A service; what is left out follows from the first part of its host's name.
    ///
    /// - Parameters:
    ///   - hostPrefix: what its host's name begins with, such as `dynamodb` or `streams.dynamodb`.
    ///   - signingName: the name in a signature.
    ///   - name: AWS's service id, such as `Secrets Manager`; it gives the name of the variable
    ///     `AWS_ENDPOINT_URL_SECRETS_MANAGER`.
    ///   - jsonVersion: of a service that speaks AWS's JSON protocol.
    public init(
        _ hostPrefix: String, signingName: String? = nil, name: String? = nil, jsonVersion: String? = nil
    ) {
        self.hostPrefix = hostPrefix
        self.signingName = signingName ?? hostPrefix
        self.name = name ?? Self.names.first(where: { $0.prefix == hostPrefix })?.name ?? hostPrefix
        self.jsonVersion = jsonVersion ?? (Self.withJSON10.contains(hostPrefix) ? "1.0" : "1.1")
    }

    /// The variable with its address, such as `AWS_ENDPOINT_URL_DYNAMODB`.
    ///
    /// <https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html>
    var endpointVariable: String {
        let suffix = name.uppercased().utf8.map { " -".utf8.contains($0) ? UInt8(ascii: "_") : $0 }
        return "AWS_ENDPOINT_URL_" + String(decoding: suffix, as: UTF8.self)
    }

    /// The usual names of what functions use most, by the first part of the host's name; others are named by their client.
    ///
    /// From `serviceId` in botocore's models.
    private static let names: [(prefix: String, name: String)] = [
        ("dynamodb", "DynamoDB"), ("sqs", "SQS"), ("states", "SFN"), ("events", "EventBridge"),
        ("logs", "CloudWatch Logs"), ("monitoring", "CloudWatch"), ("secretsmanager", "Secrets Manager"),
        ("streams.dynamodb", "DynamoDB Streams"), ("cognito-idp", "Cognito Identity Provider"),
        ("cognito-identity", "Cognito Identity"),
    ]

    /// The services with version 1.0, by the first part of their host's name; all others have 1.1.
    ///
    /// From `jsonVersion` in botocore's models.
    private static let withJSON10 = [
        "dynamodb", "sqs", "states", "swf", "streams.dynamodb", "monitoring", "aco-automation",
        "agreement-marketplace", "airflow-serverless", "aoss", "apprunner", "arc-region-switch", "b2bi",
        "backup-gateway", "bcm-dashboards", "bcm-pricing-calculator", "bcm-recommended-actions", "billing",
        "cassandra", "cassandra-streams", "cloudcontrolapi", "codeconnections", "codestar-connections",
        "compute-optimizer", "controlplane.payment-cryptography", "cost-optimization-hub", "evs", "freetier",
        "healthlake", "ingest.timestream", "interconnect", "invoicing", "iotfleetwise", "kendra-ranking",
        "lookoutequipment", "mail-manager", "network-firewall", "odb", "partnercentral-account",
        "partnercentral-benefits", "partnercentral-channel", "partnercentral-selling", "pcs", "proton",
        "query.timestream", "route53-recovery-cluster", "sms-voice", "timestream-influxdb", "verifiedpermissions",
        "voiceid", "workspaces-instances",
    ]
}

extension AWSService: ExpressibleByStringLiteral {
    /// A service with one name for everything, such as `"dynamodb"`.
    public init(stringLiteral name: String) {
        self.init(name)
    }
}
