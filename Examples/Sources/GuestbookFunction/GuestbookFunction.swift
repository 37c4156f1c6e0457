import FunctionRuntime

/// Answers GET with the entries of a page, and POST by adding one.
@main
struct GuestbookFunction: FunctionHandler {
    let table: String
    let dynamoDB: SignedClient
    let clock: WallClock

    init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
        table = try environment.required("TABLE_NAME")
        dynamoDB = try environment.client(for: "dynamodb")
        clock = environment.clock
    }

    func respond(to event: FunctionURLEvent, in invocation: Invocation) throws(EventError) -> FunctionURLResponse {
        let page = JSON.string(event.query("page") ?? "main")
        guard event.method == "POST" else {
            let found = try dynamoDB.call(
                "DynamoDB_20120810.Query",
                [
                    "TableName": .string(table), "KeyConditionExpression": "page = :page",
                    "ExpressionAttributeValues": [":page": ["S": page]],
                ], by: invocation.deadline)
            return .json(["entries": found["Items"] ?? .array([])])
        }
        let now = JSON.string("\(clock.nowMilliseconds())")
        let text = try JSON.string(String(decoding: event.body.prefix(1000), as: UTF8.self))
        _ = try dynamoDB.call(
            "DynamoDB_20120810.PutItem",
            ["TableName": .string(table), "Item": ["page": ["S": page], "at": ["N": now], "text": ["S": text]]],
            by: invocation.deadline)
        return .empty(status: 201)
    }
}
