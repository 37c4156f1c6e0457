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

extension ServiceClient {
    /// Calls an operation of a JSON service and ignores its output.
    public func send(_ operation: ServiceOperation, _ input: some Encodable & Sendable) async throws {
        let _: NoOutput = try await call(operation, input)
    }

    /// Calls an operation of a query service and ignores its output.
    public func send(_ operation: ServiceOperation, _ parameters: [(name: String, value: String)]) async throws {
        let _: XMLNode = try await call(operation, parameters)
    }
}

extension ServiceOperation {
    /// The error for a response that lacks a required part: something other than AWS may have answered.
    public func answered(without missing: String) -> UnreadableResponse {
        UnreadableResponse(
            service: service.name, operation: name, reason: "the answer has no \(missing)", requestID: nil)
    }
}

/// The most pages that are read.
///
/// With fifty versions on a page, a function's versions fill an account's code storage after about three hundred pages.
public let mostPages = 500

/// Reads page after page, until a page names no next one or holds what is searched.
///
/// A short or empty page is not always the last one: only the missing token shows the end.
///
/// - Parameters:
///   - following: the next page's token in a page; nil or empty for none.
///   - isEnough: whether this page is the last one needed.
/// - Throws: `UnreadableResponse` if a token comes again, since that would never end, and if there are more than
///   ``mostPages``.
public func everyPage<Page>(
    of operation: ServiceOperation, following: (Page) -> String?, until isEnough: (Page) -> Bool = { _ in false },
    ask: (_ token: String?) async throws -> Page
) async throws -> [Page] {
    var pages: [Page] = []
    var tokens: Set<ExactText> = []
    var token: String?
    repeat {
        let page = try await ask(token)
        pages.append(page)
        guard !isEnough(page), let next = following(page), !next.isEmpty else { return pages }
        guard tokens.insert(ExactText(next)).inserted else {
            throw operation.answered(without: "another page than one before")
        }
        guard pages.count < mostPages else { throw operation.answered(without: "end after \(mostPages) pages") }
        token = next
    } while true
}
