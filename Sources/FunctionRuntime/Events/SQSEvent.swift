/// Messages of an SQS queue that Lambda received for the function.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event>
public struct SQSEvent: FunctionEvent, Equatable, Sendable {
    /// The messages, in the queue's order.
    public let records: [SQSRecord]

    /// An event, for example of a test.
    public init(records: [SQSRecord]) {
        self.records = records
    }

    /// Parses the event.
    ///
    /// - Throws: `EventError` if this is not JSON (`Function.EventMalformed`) or not such an event
    ///   (`Function.EventUnknown`).
    public init(_ body: [UInt8]) throws(EventError) {
        guard let records = try JSON(body)["Records"]?.array else {
            throw EventError(
                type: "Function.EventUnknown", message: "the event is none of an SQS queue: it has no records")
        }
        self.records = try records.map { record throws(EventError) in try SQSRecord(record) }
    }
}

/// One message of a queue.
public struct SQSRecord: Equatable, Sendable {
    /// The message's id, by which ``SQSBatchResponse`` names it.
    public let messageID: String
    /// What `DeleteMessage` and `ChangeMessageVisibility` name this receipt of the message by; Lambda deletes messages
    /// itself.
    public let receiptHandle: String
    /// The message.
    public let body: String
    /// SQS's own values, such as `ApproximateReceiveCount`, by their names.
    public let attributes: [String: String]
    /// The queue's ARN.
    public let eventSourceARN: String

    /// A message, for example of a test.
    public init(
        messageID: String, body: String, attributes: [String: String] = [:], receiptHandle: String = "",
        eventSourceARN: String = ""
    ) {
        self.messageID = messageID
        self.receiptHandle = receiptHandle
        self.body = body
        self.attributes = attributes
        self.eventSourceARN = eventSourceARN
    }

    /// Parses one of the event's records.
    init(_ record: JSON) throws(EventError) {
        guard record["eventSource"] == "aws:sqs", let messageID = record["messageId"]?.string,
            let body = record["body"]?.string
        else {
            throw EventError(
                type: "Function.EventUnknown", message: "the event is none of an SQS queue: a record is no message")
        }
        let attributes = (record["attributes"]?.members ?? []).compactMap { attribute in
            attribute.value.string.map { (attribute.name, $0) }
        }
        self.init(
            messageID: messageID, body: body, attributes: Dictionary(attributes) { $1 },
            receiptHandle: record["receiptHandle"]?.string ?? "",
            eventSourceARN: record["eventSourceARN"]?.string ?? "")
    }

    /// How often the message was received, including now; nil if SQS does not say.
    public var receiveCount: Int? { attributes["ApproximateReceiveCount"].flatMap { Int($0) } }
}

/// Which messages of a batch are to be received again; SQS counts all others as done.
///
/// Lambda reads it only if the event source mapping has `ReportBatchItemFailures`; otherwise it counts every message as
/// done. A function for a FIFO queue stops at the first failure and names all messages from there on.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>
public struct SQSBatchResponse: FunctionResponse, Equatable, Sendable {
    /// The ids of the messages that failed.
    public var failedMessageIDs: [String]

    /// A response; without failures the whole batch is done.
    public init(failedMessageIDs: [String] = []) {
        self.failedMessageIDs = failedMessageIDs
    }

    /// The report: `{"batchItemFailures":[{"itemIdentifier":"…"}]}`.
    public var payload: [UInt8] {
        let failures = failedMessageIDs.map { JSON.object([.init(name: "itemIdentifier", value: .string($0))]) }
        return (["batchItemFailures": .array(failures)] as JSON).bytes
    }
}
