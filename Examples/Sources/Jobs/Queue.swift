import AWSClient
import AWSDeployer

/// An SQS queue: messages that wait for somebody to handle them.
///
/// ```swift
/// let failed = Queue("failed-jobs", retentionSeconds: 14 * 86_400)
/// let jobs = Queue("jobs", visibilityTimeoutSeconds: 60, deadLetters: .init(to: failed, after: 3))
/// ```
struct Queue: Sendable {
    /// Where messages go that nobody could handle.
    struct DeadLetters: Sendable, Equatable {
        /// The name of the other queue, in the same account and region.
        let queue: String
        /// How often a message is received before it goes there.
        let receives: Int

        /// Sends messages to `queue` after they were received so often.
        init(to queue: Queue, after receives: Int) { self.init(to: queue.name, after: receives) }

        init(to queue: String, after receives: Int) {
            self.queue = queue
            self.receives = receives
        }
    }

    /// The name, unique in an account and region.
    let name: String
    /// How long a received message is hidden from others.
    var visibilityTimeoutSeconds: Int
    /// How long a message is kept.
    var retentionSeconds: Int
    /// Nil to keep receiving a message until it is too old.
    var deadLetters: DeadLetters?
    /// The services of AWS that may send to it for this account, such as `events.amazonaws.com`.
    var senders: [String]
    /// Who may do what with it, besides the account's own roles and users; empty until it is prepared.
    var policy = PolicyDocument()
    /// Its tags; once prepared, also the owner's.
    var tags: [String: String]
    /// The name of its output in the program; nil for none.
    var outputName: String?
    /// Where the program describes it.
    let codeLocation: CodeLocation?

    /// A queue; AWS's defaults are 30 seconds and four days.
    init(
        _ name: String, visibilityTimeoutSeconds: Int = 30, retentionSeconds: Int = 345_600,
        deadLetters: DeadLetters? = nil, senders: [String] = [], tags: [String: String] = [:],
        file: String = #fileID, line: Int = #line
    ) {
        codeLocation = CodeLocation(file: file, line: line)
        self.name = name
        self.visibilityTimeoutSeconds = visibilityTimeoutSeconds
        self.retentionSeconds = retentionSeconds
        self.deadLetters = deadLetters
        self.senders = senders
        self.tags = tags
    }
}

extension Service {
    /// Amazon SQS.
    ///
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>
    static let sqs = Service(
        name: "SQS", signingName: "sqs", encoding: .json(version: "1.0", targetPrefix: "AmazonSQS"))
}

extension Queue: AWSResource {
    static let getQueueAttributes = ServiceOperation(.sqs, "GetQueueAttributes", .read)
    static let listQueueTags = ServiceOperation(.sqs, "ListQueueTags", .read)
    static let createQueue = ServiceOperation(.sqs, "CreateQueue", .write, also: [RequiredAction("sqs:TagQueue")])
    static let setQueueAttributes = ServiceOperation(.sqs, "SetQueueAttributes", .write)
    static let tagQueue = ServiceOperation(.sqs, "TagQueue", .write)
    static let untagQueue = ServiceOperation(.sqs, "UntagQueue", .write)
    static let deleteQueue = ServiceOperation(.sqs, "DeleteQueue", .write)

    static let operations = (
        reads: [getQueueAttributes, listQueueTags, EventSource.list],
        writes: [createQueue, setQueueAttributes, tagQueue, untagQueue, deleteQueue]
    )

    /// The codes are those of botocore's sqs/2012-11-05/service-2.json.
    static let errors = [
        ErrorRule(["QueueDoesNotExist"], during: .readOrDelete, means: .absent),
        ErrorRule(["QueueDoesNotExist"], means: .notYet("SQS does not see the queue everywhere yet")),
        ErrorRule(["QueueNameExists"], means: .alreadyExists),
        // "You must wait 60 seconds after deleting a queue before you can create another with the same name."
        ErrorRule(["QueueDeletedRecently"], means: .notYet("SQS keeps a deleted queue's name for a minute")),
    ]

    /// A queue's ARN has no type before its name.
    func arn(in aws: AWS) -> String { aws.arn(service: "sqs", resource: name) }

    static let taggedTypes = ["sqs"]

    static func found(_ arn: String, in aws: AWS) -> Queue? {
        let start = aws.arn(service: "sqs", resource: "")
        return arn.hasPrefix(start) ? Queue(String(arn.dropFirst(start.count))) : nil
    }
}
