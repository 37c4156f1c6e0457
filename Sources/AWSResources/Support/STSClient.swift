public import AWSClient

/// Who the caller is: the one operation of the Security Token Service that the deployer sends.
public struct STSClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}

/// Who signed a request, as AWS sees it.
public struct CallerIdentity: Sendable, Equatable {
    /// The account's twelve digits.
    public let account: String
    /// The identity's ARN, as `arn:aws:sts::123456789012:assumed-role/deployer/session`; its second part is the partition.
    public let arn: String
    /// AWS's unique id for it.
    public let userID: String

    /// An identity as it was read, or as a test makes it.
    public init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

extension STSClient {
    package static let getCallerIdentity = Operation(.sts, "GetCallerIdentity", .read, on: nil)

    /// Every operation that this client can send.
    public static let all: [Operation] = [getCallerIdentity]

    /// Who the caller is; no permission is needed to ask.
    ///
    /// - Throws: `UnreadableResponse` where the answer names no account.
    public func callerIdentity() async throws -> CallerIdentity {
        let result = try await service.call(Self.getCallerIdentity, [])
        guard let account = result["Account"]?.text, let arn = result["Arn"]?.text else {
            throw Self.getCallerIdentity.answered(without: "Account and Arn")
        }
        return CallerIdentity(account: account, arn: arn, userID: result["UserId"]?.text ?? "")
    }
}
