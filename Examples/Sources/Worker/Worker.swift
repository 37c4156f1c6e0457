import FunctionRuntime

/// Does the jobs in a queue: keeps each in a table.
///
/// A job named `fail` fails, and is received again.
@main
struct Worker: FunctionHandler {
    let table: String
    let dynamoDB: SignedClient

    init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
        table = try environment.required("TABLE_NAME")
        dynamoDB = try environment.client(for: "dynamodb")
    }

    func respond(to event: SQSEvent, in invocation: Invocation) -> SQSBatchResponse {
        let failed = event.records.filter { !isDone($0.body, by: invocation.deadline) }
        return SQSBatchResponse(failedMessageIDs: failed.map(\.messageID))
    }

    private func isDone(_ job: String, by deadline: Deadline) -> Bool {
        let item: JSON = ["TableName": .string(table), "Item": ["id": ["S": .string(job)]]]
        return job != "fail" && (try? dynamoDB.call("DynamoDB_20120810.PutItem", item, by: deadline)) != nil
    }
}
