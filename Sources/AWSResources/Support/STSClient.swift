public import AWSClient

/// Sends the one operation of the Security Token Service that the deployer needs: it names the caller.
public struct STSClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}

/// The signer of a request, as AWS sees it.
public struct CallerIdentity: Sendable, Equatable {
    /// The account's twelve digits.
    public let account: String
    /// The identity's ARN, such as `arn:aws:sts::123456789012:assumed-role/deployer/session`.
    ///
    /// Its second part is the partition.
    public let arn: String
    /// AWS's unique id for it.
    public let userID: String

    /// An identity from its parts.
    public init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

extension STSClient {
    package static let getCallerIdentity = ServiceOperation(.sts, "GetCallerIdentity", .read, on: nil)

    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [getCallerIdentity]

    /// The caller's identity; this needs no permission.
    ///
    /// - Throws: `UnreadableResponse` if the response names no account.
    public func callerIdentity() async throws -> CallerIdentity {
        let result = try await service.call(Self.getCallerIdentity, [])
        guard let account = result["Account"]?.text, let arn = result["Arn"]?.text else {
            throw Self.getCallerIdentity.answered(without: "Account and Arn")
        }
        return CallerIdentity(account: account, arn: arn, userID: result["UserId"]?.text ?? "")
    }
}
