/// AWS answered with an error.
public struct ServiceError: Error, Sendable, Equatable {
    /// The service's name, such as `DynamoDB`.
    public let service: String
    /// The operation's name, such as `CreateTable`.
    public let operation: String
    /// AWS's code without its namespace, such as `ResourceInUseException`; the status in words if there is none.
    public let code: String
    /// AWS's own message; empty if it sent none.
    public let message: String
    /// The HTTP status.
    public let status: Int
    /// The request id for AWS's support; nil if the response had none.
    public let requestID: String?
    /// The region that the request was signed for; nil if it was not sent.
    public let region: String?
    /// What the service's errors mean, as its client has it.
    let rules: [ErrorRule]

    /// An error as the decoder or a test makes it.
    ///
    /// - Parameters:
    ///   - service: the service's name.
    ///   - operation: the operation's name.
    ///   - code: the error's code.
    ///   - message: the service's words.
    ///   - status: the HTTP status.
    ///   - requestID: AWS's identifier of the request; nil if the answer has none.
    ///   - region: the region that was called.
    ///   - rules: what the service's errors mean.
    public init(
        service: String, operation: String, code: String, message: String, status: Int, requestID: String?,
        region: String? = nil, rules: [ErrorRule] = []
    ) {
        self.service = service
        self.operation = operation
        self.code = code
        self.message = message
        self.status = status
        self.requestID = requestID
        self.region = region
        self.rules = rules
    }

    /// Whether both say the same; what it means follows from that.
    public static func == (one: ServiceError, other: ServiceError) -> Bool {
        one.service == other.service && one.operation == other.operation && one.code == other.code
            && one.message == other.message && one.status == other.status && one.requestID == other.requestID
            && one.region == other.region
    }
}

extension ServiceError {
    /// The service, operation, code, status and message, in one line.
    public var summary: String {
        "\(service) answered \(operation) with \(code) (\(status))" + (message.isEmpty ? "" : ": \(message)")
    }

    /// Whether AWS rejected the credentials: they are wrong, expired or of another partition, or the clock is wrong.
    public var isCredentialProblem: Bool { Self.credentialCodes.contains(code) }

    /// Whether AWS knew the caller but denied the request.
    public var isAccessDenied: Bool { Self.deniedCodes.contains(code) && !isUnknownOperation }

    /// Whether the operation does not exist there, which AWS's front end reports as a missing permission.
    ///
    /// Lambda does so for function URLs in regions without them (Zappa#1425), and for a path that was rewritten on its
    /// way (boto3#294).
    public var isUnknownOperation: Bool {
        message.lowercased().contains("unable to determine service/operation name")
    }

    /// Whether the credentials were valid once and have expired.
    public var isExpiredCredentials: Bool { Self.expiredCodes.contains(code) }

    private static let expiredCodes: Set = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]

    private static let credentialCodes: Set = expiredCodes.union([
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch",
        "InvalidSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
        "IncompleteSignature", "IncompleteSignatureException", "InvalidToken", "AuthFailure",
        "RequestTimeTooSkewed", "RequestInTheFuture",
    ])

    private static let deniedCodes: Set = [
        "AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException",
        "UnauthorizedOperation",
    ]
}

extension ServiceError {
    /// The first rule that fits, of those that are asked for.
    func rule(during kind: CallKind?, where isAskedFor: (ErrorRule) -> Bool = { _ in true }) -> ErrorRule? {
        rules.first {
            isAskedFor($0) && $0.matches(code: code, message: message, operation: operation, during: kind)
        }
    }

    /// Whether the service's rules say that nothing was carried out since too much was asked at once.
    var isThrottledByRule: Bool {
        guard case .throttled = rule(during: nil)?.classification else {
            return false
        }
        return true
    }
}

extension ServiceError {
    /// The region that the account may have to enable first; nil if that cannot be the reason for the error.
    ///
    /// In a region that is not enabled, valid keys are unknown, and each service reports that in its own words
    /// (aws-sdk-ruby#2850, aws-cli#8413).
    public var regionToEnable: String? {
        guard let region, Self.unknownKeyCodes.contains(code) || isRegionDisabled else { return nil }
        return Partition.isOptIn(region) ? region : nil
    }

    /// Whether AWS says that the account may not use the region or the service.
    ///
    /// `RegionDisabledException` comes from STS, also in regions that are enabled by default: an administrator may have
    /// turned STS off there (API reference of AssumeRole).
    public var isRegionDisabled: Bool { Self.disabledCodes.contains(code) }

    private static let disabledCodes: Set = [
        "RegionDisabledException", "RegionDisabled", "OptInRequired", "SubscriptionRequiredException",
    ]

    private static let unknownKeyCodes: Set = [
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidToken", "AuthFailure",
    ]
}

extension Partition {
    /// Whether an account must enable a region before use.
    ///
    /// That holds for every region of the `aws` partition that was launched after 20 March 2019. The list of older
    /// regions no longer changes, so future regions are covered too (AWS Account Management Reference Guide, "Enable or
    /// disable AWS Regions in your account").
    static func isOptIn(_ region: String) -> Bool {
        Partition(forRegion: region).id == "aws" && !enabledByDefault.contains(region)
    }

    private static let enabledByDefault: Set = [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
    ]
}

/// A write whose outcome is unknown: the connection broke or the server failed.
///
/// The client does not send it again, since AWS may have carried it out. The caller looks at what exists.
public struct LostResponse: Error, Sendable {
    /// The operation that was sent.
    public let operation: ServiceOperation
    /// What came instead of a clear response.
    ///
    /// It is a ``TransportError``, an ``UnreadableResponse``, or a ``ServiceError`` with a status of 500 or more.
    public let cause: any Error

    /// An error from its parts.
    public init(_ operation: ServiceOperation, cause: any Error) {
        self.operation = operation
        self.cause = cause
    }
}

/// AWS answered with success, but in an unknown form: a field is missing or of another type, or the body is cut off.
public struct UnreadableResponse: Error, Sendable, Equatable {
    /// The service's name, such as `DynamoDB`.
    public let service: String
    /// The operation's name, such as `CreateTable`.
    public let operation: String
    /// What was not understood, and where in the response; never a value from it.
    public let reason: String
    /// The request id for AWS's support; nil if the response had none.
    public let requestID: String?

    /// An error from its parts.
    public init(service: String, operation: String, reason: String, requestID: String?) {
        self.service = service
        self.operation = operation
        self.reason = reason
        self.requestID = requestID
    }
}
