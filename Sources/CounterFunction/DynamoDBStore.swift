import FunctionRuntime

/// The store of the counts: DynamoDB, or a test's fake.
protocol CountStore: AnyObject {
    /// Adds one to the count of `page` and returns the new count.
    ///
    /// - Throws: `ServiceFailure` if no count was returned; the visit is then counted at most once.
    func addVisit(to page: String, by deadline: Deadline) throws(ServiceFailure) -> Int
}

/// The counts in a DynamoDB table, one item per page.
///
/// UpdateItem has no idempotency token. So a request that may have been carried out is never repeated, and one visit
/// counts at most once; ``SignedClient`` sees to that. `ADD` creates the item on the first visit and counts all
/// simultaneous visits.
///
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>
final class DynamoDBStore: CountStore {
    /// The number attribute that holds the count; a reserved word of DynamoDB, so the expression uses an alias.
    private static let attribute = "views"

    /// The table.
    private let tableName: String
    /// Signs the requests, and repeats them where it is harmless.
    private let client: SignedClient

    /// A store in that table.
    init(tableName: String, client: SignedClient) {
        self.tableName = tableName
        self.client = client
    }

    func addVisit(to page: String, by deadline: Deadline) throws(ServiceFailure) -> Int {
        let answer = try client.answer(
            to: "DynamoDB_20120810.UpdateItem", Self.update(of: page, in: tableName), by: deadline)
        guard let count = Self.count(in: answer.response.body) else {
            throw answer.unreadable("the answer holds no count that can be read")
        }
        return count
    }

    /// The request body, with numbers as strings.
    static func update(of page: String, in table: String) -> JSON {
        [
            "TableName": .string(table),
            "Key": ["id": ["S": .string(page)]],
            "UpdateExpression": "ADD #views :one",
            "ExpressionAttributeNames": ["#views": .string(attribute)],
            "ExpressionAttributeValues": [":one": ["N": "1"]],
            "ReturnValues": "UPDATED_NEW",
        ]
    }

    /// The count in a response; nil if there is none that fits an `Int`.
    static func count(in body: [UInt8]) -> Int? {
        guard let output = try? JSONReader.read(body) else { return nil }
        return output["Attributes"]?[attribute]?["N"]?.string.flatMap(DecimalNumber.integer)
    }
}
