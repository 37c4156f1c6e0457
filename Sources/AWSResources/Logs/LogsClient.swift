public import AWSClient
import Deployer

/// Sends the operations of CloudWatch Logs that the deployer needs: log groups.
public struct LogsClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service.withErrorRules(LogsErrors.rules) }
}

extension LogsClient {
    static let createLogGroup = ServiceOperation(
        .logs, "CreateLogGroup", .write, also: [RequiredAction("logs:TagResource")])
    static let describeLogGroups = ServiceOperation(.logs, "DescribeLogGroups", .read, on: .allResources)
    static let deleteLogGroup = ServiceOperation(.logs, "DeleteLogGroup", .write)
    static let putRetentionPolicy = ServiceOperation(.logs, "PutRetentionPolicy", .write)
    static let deleteRetentionPolicy = ServiceOperation(.logs, "DeleteRetentionPolicy", .write)
    static let listTagsForResource = ServiceOperation(.logs, "ListTagsForResource", .read)
    static let tagResource = ServiceOperation(.logs, "TagResource", .write)
    static let untagResource = ServiceOperation(.logs, "UntagResource", .write)

    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [
        createLogGroup, describeLogGroups, deleteLogGroup, putRetentionPolicy, deleteRetentionPolicy,
        listTagsForResource, tagResource, untagResource,
    ]

    func createLogGroup(_ name: String, tags: [String: String]) async throws {
        let input = CreateLogGroupInput(logGroupName: name, tags: tags.isEmpty ? nil : tags)
        try await service.send(Self.createLogGroup, input)
    }

    /// The log group with exactly that name; nil if there is none.
    ///
    /// CloudWatch Logs searches by prefix, page by page. The search ends at the first page with the name.
    func logGroup(_ name: String) async throws -> LogGroupDescription? {
        func found(on page: DescribeLogGroupsOutput) -> LogGroupDescription? {
            guard let group = page.logGroups?.first(where: { $0.value.logGroupName == name }) else { return nil }
            var description = group.value
            description.members = group.members
            return description
        }
        let pages = try await everyPage(
            of: Self.describeLogGroups, following: \.nextToken, until: { found(on: $0) != nil },
            ask: { token in
                try await service.call(
                    Self.describeLogGroups, DescribeLogGroupsInput(logGroupNamePrefix: name, nextToken: token))
            })
        return pages.last.flatMap(found)
    }

    func deleteLogGroup(_ name: String) async throws {
        try await service.send(Self.deleteLogGroup, LogGroupNameInput(logGroupName: name))
    }

    /// - Parameter days: nil to keep events for ever.
    func setRetention(_ name: String, days: Int?) async throws {
        if let days {
            let input = PutRetentionPolicyInput(logGroupName: name, retentionInDays: days)
            try await service.send(Self.putRetentionPolicy, input)
        } else {
            try await service.send(
                Self.deleteRetentionPolicy, LogGroupNameInput(logGroupName: name))
        }
    }

    /// - Parameter arn: without `:*`, as all three tag operations require.
    func tags(of arn: String) async throws -> [String: String] {
        let output: ListTagsOutput = try await service.call(
            Self.listTagsForResource, ListTagsInput(resourceArn: arn))
        return output.tags ?? [:]
    }

    func tag(_ arn: String, with tags: [String: String]) async throws {
        try await service.send(Self.tagResource, TagInput(resourceArn: arn, tags: tags))
    }

    func untag(_ arn: String, keys: [String]) async throws {
        try await service.send(Self.untagResource, UntagInput(resourceArn: arn, tagKeys: keys))
    }
}

// The inputs and outputs, as in botocore's logs/2014-03-28/service-2.json. On the wire too, the members' names start
// with a lower-case letter.
extension LogsClient {
    struct CreateLogGroupInput: Encodable, Sendable {
        let logGroupName: String
        let tags: [String: String]?
    }

    struct DescribeLogGroupsInput: Encodable, Sendable {
        let logGroupNamePrefix: String
        let nextToken: String?
    }

    struct DescribeLogGroupsOutput: Decodable, Sendable {
        let logGroups: [Whole<LogGroupDescription>]?
        let nextToken: String?
    }

    struct LogGroupDescription: Decodable, Sendable {
        let logGroupName: String?
        /// The creation time, in milliseconds since 1970.
        let creationTime: Double?
        /// Absent if events are kept for ever.
        let retentionInDays: Int?
        /// The account's own retention policy, if one is in force: `retentionInDays` is then the policy's.
        let retentionPolicyName: String?
        let deletionProtectionEnabled: Bool?
        /// The whole response.
        var members = JSONValue.null

        private enum CodingKeys: String, CodingKey {
            case logGroupName, creationTime, retentionInDays, retentionPolicyName, deletionProtectionEnabled
        }
    }

    struct LogGroupNameInput: Encodable, Sendable {
        let logGroupName: String
    }

    struct PutRetentionPolicyInput: Encodable, Sendable {
        let logGroupName: String
        let retentionInDays: Int
    }

    struct ListTagsInput: Encodable, Sendable {
        let resourceArn: String
    }

    struct ListTagsOutput: Decodable, Sendable {
        let tags: [String: String]?
    }

    struct TagInput: Encodable, Sendable {
        let resourceArn: String
        let tags: [String: String]
    }

    struct UntagInput: Encodable, Sendable {
        let resourceArn: String
        let tagKeys: [String]
    }
}

extension AWS {
    /// Log groups.
    package var logs: LogsClient { LogsClient(client(for: .logs)) }
}
