import AWSClient
import AWSDeployer

/// An event source mapping: Lambda receives a queue's messages and calls a function with them, in batches.
///
/// ```swift
/// EventSource(from: jobs, to: live, batchSize: 5)
/// ```
struct EventSource: Sendable {
    /// The queue and the alias, such as `jobs → worker:live`.
    var name: String { "\(queue) → \(release)" }
    /// The queue's name.
    let queue: String
    /// The function and the alias that are called, such as `worker:live`.
    let release: String
    /// The most messages in one call.
    var batchSize: Int
    /// Whether the function answers which messages of a batch failed; otherwise all are received again.
    var reportsFailures: Bool
    /// Its tags; once prepared, also the owner's.
    var tags: [String: String]
    /// Where the program describes it; nil if it does not.
    private(set) var codeLocation: CodeLocation?
    /// AWS's identifier of the mapping; empty until it is observed.
    var uuid = ""

    /// A mapping from a queue to a function's alias; 1 to 10 messages in a batch.
    init(
        from queue: Queue, to release: Release, batchSize: Int = 10, reportsFailures: Bool = true,
        tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        self.init(
            from: queue.name, to: release.name, batchSize: batchSize, reportsFailures: reportsFailures, tags: tags)
        codeLocation = CodeLocation(file: file, line: line)
    }

    /// A mapping of which perhaps only its two ends are known.
    init(
        from queue: String, to release: String, batchSize: Int = 10, reportsFailures: Bool = true,
        tags: [String: String] = [:]
    ) {
        self.queue = queue
        self.release = release
        self.batchSize = batchSize
        self.reportsFailures = reportsFailures
        self.tags = tags
    }
}

extension EventSource: AWSResource {
    private static let mappings = "/2015-03-31/event-source-mappings/"
    static let list = ServiceOperation(
        .lambda, "ListEventSourceMappings", .read, method: "GET", path: mappings, on: .allResources)
    static let listTags = ServiceOperation(
        .lambda, "ListTags", .read, method: "GET", path: "/2017-03-31/tags/{ARN}")
    static let create = ServiceOperation(
        .lambda, "CreateEventSourceMapping", .write, path: mappings, also: [RequiredAction("lambda:TagResource")])
    static let update = ServiceOperation(
        .lambda, "UpdateEventSourceMapping", .write, method: "PUT", path: mappings + "{UUID}")
    static let delete = ServiceOperation(
        .lambda, "DeleteEventSourceMapping", .write, method: "DELETE", path: mappings + "{UUID}")
    static let tag = ServiceOperation(.lambda, "TagResource", .write, path: "/2017-03-31/tags/{ARN}")
    static let untag = ServiceOperation(
        .lambda, "UntagResource", .write, method: "DELETE", path: "/2017-03-31/tags/{ARN}")

    static let operations = (reads: [list, listTags], writes: [create, update, delete, tag, untag])

    /// The codes are those of botocore's lambda/2015-03-31/service-2.json.
    static let errors = [
        ErrorRule(["ResourceNotFoundException"], during: .readOrDelete, means: .absent),
        ErrorRule(["ResourceNotFoundException"], means: .notYet("Lambda does not see the function everywhere yet")),
        ErrorRule(["ResourceConflictException"], saying: ["already exists"], means: .alreadyExists),
        ErrorRule(["ResourceConflictException", "ResourceInUseException"], means: .notYet("Lambda is busy with it")),
        // IAM's changes take seconds to be in force.
        ErrorRule(
            ["InvalidParameterValueException"], saying: ["execution role does not have permissions"],
            means: .notYet("the role's permissions are not in force yet")),
    ]

    /// AWS chooses the end of its ARN.
    func arn(in aws: AWS) -> String { aws.arn(service: "lambda", resource: "event-source-mapping:*") }

    /// The ARN of the function's alias.
    func function(in aws: AWS) -> String { aws.arn(service: "lambda", resource: "function:\(release)") }

    /// AWS checks the function's ARN in a condition, except where it only lists or tags (its page in the Service
    /// Authorization Reference).
    func target(of action: RequiredAction, in aws: AWS) -> AccessTarget {
        let alias = function(in: aws)
        let function = String(alias.dropLast(release.drop { $0 != ":" }.count))
        return switch action.name {
        case "lambda:ListEventSourceMappings": AccessTarget("EventSources", "*")
        case "lambda:ListTags", "lambda:TagResource", "lambda:UntagResource":
            AccessTarget("EventSourceTags", arn(in: aws))
        default:
            AccessTarget(
                "EventSource", action.name == "lambda:CreateEventSourceMapping" ? "*" : arn(in: aws),
                conditions: [
                    PolicyCondition("ArnLike", "lambda:FunctionArn", [ExactText(function), ExactText(alias)])
                ])
        }
    }
}
