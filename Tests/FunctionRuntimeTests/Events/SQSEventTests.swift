import Testing

@testable import FunctionRuntime

@Suite("An SQS queue's event")
struct SQSEventTests {
    /// The example of AWS's documentation, with a second message that lacks what may be missing.
    static let example = #"""
        {"Records":[
         {"messageId":"059f36b4","receiptHandle":"AQEBwJnKyr","body":"Test \u00e9 message.",
          "attributes":{"ApproximateReceiveCount":"2","SentTimestamp":"1545082649183","SenderId":"AIDA"},
          "messageAttributes":{"myAttribute":{"stringValue":"myValue","dataType":"String"}},
          "md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs",
          "eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:my-queue","awsRegion":"us-east-2"},
         {"messageId":"2e1424d4","body":"","attributes":null,"eventSource":"aws:sqs"}]}
        """#

    private func read(_ text: String) throws(EventError) -> SQSEvent { try SQSEvent(Array(text.utf8)) }

    @Test("gives its messages in order")
    func example() throws {
        let records = try read(Self.example).records
        #expect(
            records == [
                SQSRecord(
                    messageID: "059f36b4", body: "Test é message.",
                    attributes: [
                        "ApproximateReceiveCount": "2", "SentTimestamp": "1545082649183", "SenderId": "AIDA",
                    ],
                    receiptHandle: "AQEBwJnKyr", eventSourceARN: "arn:aws:sqs:us-east-2:123456789012:my-queue"),
                SQSRecord(messageID: "2e1424d4", body: ""),
            ])
        #expect(records.map(\.receiveCount) == [2, nil])
    }

    @Test("may hold no message, or an attribute twice")
    func oddities() throws {
        #expect(try read(#"{"Records":[]}"#).records.isEmpty)
        let twice = #"{"messageId":"1","body":"b","eventSource":"aws:sqs","attributes":{"A":"1","B":7,"A":"2"}}"#
        #expect(try read(#"{"Records":[\#(twice)]}"#).records.map(\.attributes) == [["A": "2"]])
    }

    @Test(
        "is distinguished from other events and from invalid text",
        arguments: [
            ("", "Function.EventMalformed"), (#"{"Records":[}"#, "Function.EventMalformed"),
            ("{}", "Function.EventUnknown"), ("[]", "Function.EventUnknown"),
            (#"{"Records":{}}"#, "Function.EventUnknown"),
            (#"{"Records":[1]}"#, "Function.EventUnknown"),
            (#"{"Records":[{"eventSource":"aws:s3"}]}"#, "Function.EventUnknown"),
            (#"{"Records":[{"messageId":"1","body":"b","eventSource":"aws:s3"}]}"#, "Function.EventUnknown"),
            (#"{"Records":[{"messageId":1,"body":"b","eventSource":"aws:sqs"}]}"#, "Function.EventUnknown"),
            (#"{"Records":[{"messageId":"1","eventSource":"aws:sqs"}]}"#, "Function.EventUnknown"),
            (FunctionURLEventTests.example, "Function.EventUnknown"),
        ])
    func others(_ text: String, _ type: String) {
        do throws(EventError) {
            _ = try read(text)
            Issue.record("it was read")
        } catch {
            #expect(error.type == type)
        }
    }

    @Test("is answered with the messages that failed")
    func batchResponse() {
        func text(_ ids: [String]) -> String {
            String(decoding: SQSBatchResponse(failedMessageIDs: ids).payload, as: UTF8.self)
        }
        #expect(text([]) == #"{"batchItemFailures":[]}"#)
        #expect(
            text(["059f36b4", "\"2\""])
                == #"{"batchItemFailures":[{"itemIdentifier":"059f36b4"},{"itemIdentifier":"\"2\""}]}"#)
    }
}
