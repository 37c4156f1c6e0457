public import AWSClient
public import Deployer

/// A CloudWatch log group: where log lines go, and how long they are kept.
///
/// ```swift
/// let logs = LogGroup(for: "visitor-counter", retention: .days(14))
/// ```
///
/// A function's log group is created before the function. So it has the described retention from the first line on, and
/// the function's role does not need the right to create it.
public struct LogGroup: Sendable {
    /// The start of the names of functions' log groups.
    static let ofFunctions = "/aws/lambda/"

    /// The log group's name, such as `/aws/lambda/visitor-counter`.
    public let name: String
    /// How long its events are kept.
    public var retention: LogRetention
    /// Its tags; once prepared, also the owner's.
    public var tags: [String: String]
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Where the program describes it.
    public let codeLocation: CodeLocation?

    /// A log group by its whole name; without retention, it keeps events for ever.
    public init(
        _ name: String, retention: LogRetention? = nil, tags: [String: String] = [:], file: String = #fileID,
        line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        self.name = name
        self.retention = retention ?? .never
        self.tags = tags
    }

    /// The log group that Lambda writes a function's lines to.
    public init(
        for function: String, retention: LogRetention? = nil, tags: [String: String] = [:], file: String = #fileID,
        line: Int = #line
    ) {
        self.init(Self.ofFunctions + function, retention: retention, tags: tags, file: file, line: line)
    }
}

/// How long a log group keeps its events.
public struct LogRetention: Sendable, Hashable, ValueConvertible {
    /// The numbers of days that CloudWatch Logs accepts (its `PutRetentionPolicy`).
    public static let allowedDays = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]
    /// The events never expire.
    public static let never = LogRetention(numberOfDays: nil)
    /// The events expire after this many days: one of ``allowedDays``.
    public static func days(_ days: Int) -> LogRetention { LogRetention(numberOfDays: days) }

    /// After how many days the events expire; nil for never.
    public let numberOfDays: Int?

    /// The number of days, or `never`.
    public var planValue: Value { numberOfDays.map { .number($0) } ?? .text("never") }
}

extension LogGroup: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [LogsClient.describeLogGroups, LogsClient.listTagsForResource],
        writes: [
            LogsClient.createLogGroup, LogsClient.deleteLogGroup, LogsClient.putRetentionPolicy,
            LogsClient.deleteRetentionPolicy, LogsClient.tagResource, LogsClient.untagResource,
        ]
    )
    /// What CloudWatch Logs' errors mean.
    public static let errors = LogsErrors.rules

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(logGroup: name) }

    /// Its ARN, with `:*` after it for all but the tag actions.
    public func arn(for action: String, in aws: AWS) -> String { aws.scope.arn(logGroup: name, for: action) }

    /// As the tagging API calls it.
    public static let taggedTypes = ["logs:log-group"]

    /// The log group with that ARN.
    public static func found(_ arn: String, in aws: AWS) -> LogGroup? {
        guard let found = aws.scope.name(in: arn, after: aws.scope.arn(logGroup: "")) else { return nil }
        let name = found.hasSuffix(":*") ? String(found.dropLast(2)) : found
        return name.contains(":") ? nil : LogGroup(name)
    }

    /// Where an action is checked.
    ///
    /// Tagging covers both forms of the ARN: CloudWatch Logs checks tag actions on the bare one, and does not document
    /// which one it checks for the tags of a new group.
    public func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        if action.scope == .allResources { return AccessTarget("LogGroups", aws.scope.arn(logGroup: "*")) }
        let (group, arn) = (aws.scope.arn(logGroup: name), aws.scope.arn(logGroup: name, for: action.name))
        if action.name == "logs:TagResource" { return AccessTarget("LogGroupTagging", group, "\(group):*") }
        return AccessTarget(arn == group ? "LogGroupTags" : "LogGroup", arn)
    }
}

extension LogsClient.LogGroupDescription {
    /// Whether an account-wide retention policy is in force: AWS then reports its number and hides this group's own.
    var isMasked: Bool { retentionPolicyName?.isEmpty == false }

    /// The settings that AWS reports and a description cannot express.
    var notices: [String] { [accountsRetention].compactMap { $0 } + Self.undescribed.notices(in: members) }

    private var accountsRetention: String? {
        guard isMasked, let retentionPolicyName else { return nil }
        let kept = LogRetention(numberOfDays: retentionInDays)
        let days = kept.numberOfDays.map { $0 == 1 ? "1 day" : "\($0) days" } ?? "for ever"
        return "the account's retention policy \(retentionPolicyName) is in force: it keeps events \(days), "
            + "and what is described does not count"
    }

    /// As in botocore's logs/2014-03-28/service-2.json.
    private static let undescribed = [
        UndescribedMember(path: "kmsKeyId", words: "a key for its events, which must stay usable"),
        UndescribedMember(path: "logGroupClass", words: "its class", neutral: ["STANDARD"]),
        UndescribedMember(path: "deletionProtectionEnabled", words: "protected against deletion"),
        UndescribedMember(
            path: "dataProtectionStatus", words: "a policy that hides data in its events",
            neutral: ["DELETED", "DISABLED"]),
        UndescribedMember(path: "inheritedProperties", words: "a policy of the account's"),
        UndescribedMember(
            path: "bearerTokenAuthenticationEnabled", words: "whoever has a bearer token may write to it"),
    ]
}
